import type { ReactNode } from 'react';
import type { Say } from './models.ts';

/** Pages on which somebody without an account says whether a paper was accepted. */

export interface SaidFormModel {
  readonly name: string;
  readonly problem: string | null;
  readonly today: string;
  readonly action: string;
  readonly backHref: string;
  readonly papers: readonly { readonly id: string; readonly name: string }[];
  readonly reasons: readonly string[];
  /** What was chosen, when something was missing. */
  readonly chosen: { readonly paper: string; readonly said: string; readonly reason: string; readonly day: string };
}

/** A service at which a paper was reported. */
export interface PlaceSaidModel {
  readonly href: string;
  readonly name: string;
  readonly words: string;
}

/** "Did they accept a paper here?" Nothing is typed but a day. */
export function SaidFormPage({ model, t }: { model: SaidFormModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('portal.said.form')}</h1>
      <p className="lead">{model.name}</p>
      {model.problem ? <p className="problem" role="alert">{model.problem}</p> : null}
      <form method="post" action={model.action}>
        <fieldset>
          <legend>{t('portal.said.which')}</legend>
          <select name="papel" required defaultValue={model.chosen.paper} aria-label={t('portal.said.which')}>
            <option value="">{t('portal.papers.choose')}</option>
            {model.papers.map((paper) => <option key={paper.id} value={paper.id}>{paper.name}</option>)}
          </select>
        </fieldset>
        <Ticks name="paso" legend={t('portal.said.what')} options={[['si', t('portal.said.yes')], ['no', t('portal.said.no')]]} chosen={model.chosen.said} required />
        <Ticks name="motivo" legend={t('portal.said.why')} options={[['', t('portal.said.why.none')], ...model.reasons.map((reason) => [reason, t(`portal.said.why.${reason}`)] as const)]} chosen={model.chosen.reason} />
        <label htmlFor="dia">{t('portal.said.day')}</label>
        <input id="dia" name="dia" type="date" max={model.today} defaultValue={model.chosen.day} autoComplete="off" />
        <div className="leave" aria-hidden="true">
          <label htmlFor="sitio">{t('portal.report.leave-empty')}</label>
          <input id="sitio" name="sitio" type="text" tabIndex={-1} autoComplete="off" />
        </div>
        <p className="actions"><button type="submit">{t('portal.report.send')}</button></p>
      </form>
      <p><a href={model.backHref}>{t('portal.report.back')}</a></p>
    </>
  );
}

function Ticks({ name, legend, options, chosen, required = false }: { name: string; legend: string; options: readonly (readonly [string, string])[]; chosen: string; required?: boolean }): ReactNode {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([value, label]) => (
        <label className="line" key={value}><input type="radio" name={name} value={value} required={required} defaultChecked={value === chosen} /> {label}</label>
      ))}
    </fieldset>
  );
}

/** What was kept, and that somebody looks at it first. */
export function SaidThanksPage({ backHref, t }: { backHref: string; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('portal.said.thanks')}</h1>
      <p className="note">{t('portal.said.thanks-text')}</p>
      <p><a href={backHref}>{t('portal.report.back')}</a></p>
    </>
  );
}

/** Where a paper is accepted, as people say. */
export function PlacesSaid({ places, t }: { places: readonly PlaceSaidModel[]; t: Say }): ReactNode {
  if (places.length === 0) return null;
  return (
    <section>
      <h2>{t('portal.said.at')}</h2>
      <ul className="list">{places.map((place) => <li key={place.href}><a href={place.href}>{place.name}</a>: {place.words}</li>)}</ul>
    </section>
  );
}
