import type { ReactNode } from 'react';
import { LinkList } from './links.tsx';
import type { Choice, Say, StartModel } from './models.ts';
import { Symbol } from './symbols.tsx';

/** The first page: what do you need, where are you going, and a few questions that may be left out. */
export function StartPage({ model, t }: { model: StartModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('portal.start.title')}</h1>
      {model.country === null ? null : <p className="lead">{t('portal.start.lead')}</p>}
      {model.problem ? <p className="problem" role="alert">{model.problem}</p> : null}
      {model.country === null ? <Countries model={model} t={t} /> : <Questions model={model} t={t} />}
      <LinkList title={t('portal.start.other-ways')} links={model.ways} />
      <LinkList title={t('portal.voice.languages')} links={model.voices} />
    </>
  );
}

function Countries({ model, t }: { model: StartModel; t: Say }): ReactNode {
  return (
    <section>
      <h2>{t('portal.start.country')}</h2>
      <ul className="tiles">
        {model.countries.map((country) => <li key={country.href}><a className="tile" href={country.href}>{country.label}</a></li>)}
      </ul>
    </section>
  );
}

function Questions({ model, t }: { model: StartModel; t: Say }): ReactNode {
  return (
    <form method="get" action={model.action}>
      {t('portal.locale') === 'en' ? <input type="hidden" name="lang" value="en" /> : null}
      <fieldset>
        <legend><span className="step">{'1'}</span> {t('portal.start.need')}</legend>
        <div className="tiles">
          {model.families.map((family) => (
            <label className="tile" key={family.value}>
              <input type="radio" name="f" value={family.value} required defaultChecked={family.chosen} />
              <Symbol family={family.value} /> {family.label}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend><span className="step">{'2'}</span> {t('portal.start.where', { country: model.countryName ?? '' })}</legend>
        <label htmlFor="lugar">{t('portal.start.municipality')}</label>
        <input id="lugar" name="lugar" type="text" defaultValue={model.placeText} maxLength={80} autoComplete="off" />
        <label htmlFor="d">{t('portal.start.or-department', { department: model.departmentLabel })}</label>
        <select id="d" name="d" defaultValue={chosenValue(model.departments)}>
          <option value="">{t('portal.start.any-department')}</option>
          {model.departments.map((d) => <option key={d.value} value={d.value}>{d.label}</option>)}
        </select>
      </fieldset>
      <Papers model={model} t={t} />
      <More model={model} t={t} />
      <button type="submit">{t('portal.start.submit')}</button>
    </form>
  );
}

function chosenValue(choices: readonly Choice[]): string {
  return choices.find((choice) => choice.chosen)?.value ?? '';
}

function Papers({ model, t }: { model: StartModel; t: Say }): ReactNode {
  if (model.papers.length === 0) return null;
  return (
    <fieldset>
      <legend><span className="step">{'3'}</span> {t('portal.more.papers')}</legend>
      <p>{t('portal.start.papers-help')}</p>
      <div className="columns">
        {model.papers.map((paper) => (
          <label className="line" key={paper.value}>
            <input type="checkbox" name="papel" value={paper.value} defaultChecked={paper.chosen} /> {paper.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Questions that sharpen the answer; none is needed and none is kept. */
function More({ model, t }: { model: StartModel; t: Say }): ReactNode {
  const { answers } = model;
  return (
    <details>
      <summary>{t('portal.more.title')}</summary>
      <p>{t('portal.more.why')}</p>
      <label htmlFor="edad">{t('portal.more.age')}</label>
      <input id="edad" name="edad" type="text" inputMode="numeric" pattern="[0-9]{1,3}" size={4} defaultValue={answers.age} autoComplete="off" />
      <fieldset>
        <legend>{t('portal.more.sex')}</legend>
        {(['F', 'M', ''] as const).map((value) => (
          <label className="line" key={value}>
            <input type="radio" name="sexo" value={value} defaultChecked={answers.sex === value} /> {t(`portal.more.sex.${value || 'none'}`)}
          </label>
        ))}
      </fieldset>
      <label className="line"><input type="checkbox" name="familia" value="1" defaultChecked={answers.family} /> {t('portal.more.family')}</label>
      <label className="line"><input type="checkbox" name="ingles" value="1" defaultChecked={answers.english} /> {t('portal.more.english')}</label>
    </details>
  );
}
