import type { ReactNode } from 'react';
import type { Say } from './models.ts';

/** Pages on which somebody without an account says that something is wrong, or that it is still true. */

export interface ReportModel {
  readonly name: string;
  readonly problem: string | null;
  /** What became of it; null: the form is still to be sent. */
  readonly outcome: string | null;
  readonly action: string;
  readonly backHref: string;
  readonly subjects: readonly string[];
}

/** "Is something here wrong?", and later what became of it. */
export function ReportPage({ model, t }: { model: ReportModel; t: Say }): ReactNode {
  if (model.outcome !== null) {
    return (
      <>
        <h1>{t('portal.report.thanks')}</h1>
        <p className="note">{t(`portal.report.outcome.${model.outcome}`)}</p>
        {model.outcome === 'open' ? <p>{t('portal.report.come-back')}</p> : null}
        <p><a href={model.backHref}>{t('portal.report.back')}</a></p>
      </>
    );
  }
  return (
    <>
      <h1>{t('portal.report.title')}</h1>
      <p className="lead">{model.name}</p>
      {model.problem ? <p className="problem" role="alert">{model.problem}</p> : null}
      <form method="post" action={model.action}>
        <fieldset>
          <legend>{t('portal.report.what')}</legend>
          {model.subjects.map((subject) => (
            <label className="line" key={subject}>
              <input type="radio" name="que" value={subject} required /> {t(`portal.report.subject.${subject}`)}
            </label>
          ))}
        </fieldset>
        <label htmlFor="texto">{t('portal.report.words')}</label>
        <p id="texto-help" className="as-of">{t('portal.report.no-names')}</p>
        <textarea id="texto" name="texto" maxLength={500} aria-describedby="texto-help" autoComplete="off" />
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

export interface LinkEntryModel {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  /** In neutral words; empty where there are none. */
  readonly name: string;
  /** As the directory calls it, where that is something else. */
  readonly ownName: string | null;
  readonly answered: 'confirmed' | 'proposed' | null;
  /** Null: entries of this kind have none. */
  readonly phone: string | null;
  readonly status: string | null;
  readonly places: readonly string[];
  readonly confirmed: string | null;
}

export interface LinkModel {
  readonly organization: string;
  readonly until: string;
  readonly notice: { readonly kind: 'done' | 'problem'; readonly text: string } | null;
  readonly action: string;
  readonly entries: readonly LinkEntryModel[];
}

/** What an organization sees by its link: each entry, still true with one tap, or what has changed. */
export function LinkPage({ model, t }: { model: LinkModel; t: Say }): ReactNode {
  const { notice } = model;
  const finished = model.entries.length === 0;
  return (
    <>
      <h1>{finished ? t('portal.link.finished') : t('portal.link.title')}</h1>
      {model.organization ? <p className="lead">{model.organization}</p> : null}
      {notice ? <p className={notice.kind === 'done' ? 'note' : 'problem'} role={notice.kind === 'done' ? 'status' : 'alert'}>{notice.text}</p> : null}
      {finished ? null : <p>{t('portal.link.help', { until: model.until })}</p>}
      <ul className="cards">
        {model.entries.map((entry) => <li key={`${entry.kind}.${entry.id}`}><LinkEntry entry={entry} action={model.action} t={t} /></li>)}
      </ul>
    </>
  );
}

function LinkEntry({ entry, action, t }: { entry: LinkEntryModel; action: string; t: Say }): ReactNode {
  const kind = t(`portal.link.kind.${entry.kind}`);
  return (
    <article className="card">
      <h2>{entry.name || kind}</h2>
      <p className="as-of">{kind} · {entry.confirmed ? t('portal.link.confirmed', { on: entry.confirmed }) : t('portal.link.never')}</p>
      <dl>
        {entry.places.length > 0 ? <><dt>{t('portal.place')}</dt><dd>{entry.places.join(' · ')}</dd></> : null}
        {entry.phone === null ? null : <><dt>{t('portal.phone')}</dt><dd>{entry.phone || t('portal.link.no-phone')}</dd></>}
        {entry.status === null ? null : <><dt>{t('portal.link.state')}</dt><dd>{t(`portal.link.state.${entry.status}`)}</dd></>}
      </dl>
      {entry.answered ? <p className="verdict fits">{t(`portal.link.answered.${entry.answered}`)}</p> : <Answers entry={entry} action={action} t={t} />}
    </article>
  );
}

function Answers({ entry, action, t }: { entry: LinkEntryModel; action: string; t: Say }): ReactNode {
  const at = `${entry.kind}-${entry.id}`;
  const about = (
    <>
      <input type="hidden" name="tipo" value={entry.kind} />
      <input type="hidden" name="id" value={entry.id} />
      <input type="hidden" name="version" value={entry.version} />
    </>
  );
  return (
    <>
      <form method="post" action={action} className="actions">
        {about}
        <button type="submit" name="accion" value="confirmar" aria-label={t('portal.link.still-true-of', { name: entry.name || t(`portal.link.kind.${entry.kind}`) })}>{t('portal.link.still-true')}</button>
      </form>
      <details>
        <summary>{t('portal.link.changed')}</summary>
        <form method="post" action={action}>
          {about}
          <input type="hidden" name="accion" value="cambiar" />
          {entry.ownName ? <p className="as-of">{t('portal.link.own-name', { name: entry.ownName })}</p> : null}
          {entry.phone === null ? null : (
            <>
              <label htmlFor={`telefono-${at}`}>{t('portal.link.new-phone')}</label>
              <input id={`telefono-${at}`} name="telefono" type="tel" maxLength={60} autoComplete="off" />
            </>
          )}
          {entry.status === null ? null : (
            <>
              <label htmlFor={`estado-${at}`}>{t('portal.link.new-state')}</label>
              <select id={`estado-${at}`} name="estado" defaultValue="">
                <option value="">{t('portal.link.as-it-is')}</option>
                {['active_as_of', 'suspended', 'closed'].map((state) => <option key={state} value={state}>{t(`portal.link.state.${state}`)}</option>)}
              </select>
            </>
          )}
          <label htmlFor={`texto-${at}`}>{t('portal.link.words')}</label>
          <textarea id={`texto-${at}`} name="texto" maxLength={500} autoComplete="off" />
          <p className="actions"><button type="submit">{t('portal.link.send')}</button></p>
        </form>
      </details>
    </>
  );
}
