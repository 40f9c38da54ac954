import type { ReactNode } from 'react';
import type { PapersModel, PaperStepModel, PaperWayModel } from './guide-models.ts';
import type { Say } from './models.ts';
import { Lines } from './results-page.tsx';

/** Which paper is wanted, and which are there already: a form that works without script; nothing of it is kept. */
export function PaperQuestion({ model, t }: { model: PapersModel; t: Say }): ReactNode {
  return (
    <form method="get" action={model.action} className="screen">
      {t('portal.locale') === 'en' ? <input type="hidden" name="lang" value="en" /> : null}
      <fieldset>
        <legend>{t('portal.papers.way-title')}</legend>
        <label htmlFor="para">{t('portal.papers.which')}</label>
        <select id="para" name="para" required defaultValue={model.papers.find((paper) => paper.chosen)?.id ?? ''}>
          <option value="">{t('portal.papers.choose')}</option>
          {model.papers.map((paper) => <option key={paper.id} value={paper.id}>{paper.name}</option>)}
        </select>
      </fieldset>
      <fieldset>
        <legend>{t('portal.papers.held')}</legend>
        <p>{t('portal.papers.nothing-kept')}</p>
        <div className="columns">
          {model.papers.map((paper) => (
            <label className="line" key={paper.id}><input type="checkbox" name="papel" value={paper.id} defaultChecked={paper.held} /> {paper.name}</label>
          ))}
        </div>
      </fieldset>
      <button type="submit">{t('portal.papers.show')}</button>
    </form>
  );
}

/** Step by step to one paper: where, with what, how long, for how much. */
export function PaperWay({ way, t }: { way: PaperWayModel; t: Say }): ReactNode {
  return (
    <section id="camino">
      <h2>{t('portal.papers.way', { paper: way.paper })}</h2>
      {way.held ? <p>{t('portal.papers.has')}</p> : null}
      {!way.held && way.plans.length === 0 ? <p className="note">{t('portal.papers.no-way')}</p> : null}
      {way.plans.map((plan, at) => (
        <div key={plan.steps.map((step) => step.where).join()}>
          {at > 0 ? <h3>{t('portal.papers.way-if')}</h3> : null}
          <p className="strong">{plan.total.join(' ')}</p>
          <ol className="cards">{plan.steps.map((step) => <li key={step.id}><PaperStep step={step} t={t} /></li>)}</ol>
        </div>
      ))}
    </section>
  );
}

function PaperStep({ step, t }: { step: PaperStepModel; t: Say }): ReactNode {
  return (
    <article className="card">
      <h3>{step.paper}</h3>
      <dl>
        <dt>{t('portal.papers.where')}</dt><dd>{step.where}</dd>
        <dt>{t('portal.bring')}</dt><dd>{step.bring}</dd>
        <dt>{t('portal.papers.takes')}</dt><dd>{step.takes}</dd>
        <dt>{t('portal.papers.costs')}</dt><dd>{step.costs}</dd>
        {step.holds === null ? null : <><dt>{t('portal.papers.holds')}</dt><dd>{step.holds}</dd></>}
      </dl>
      <Lines items={step.notes} />
      <Lines items={step.asks} title={t('portal.ask-first')} />
      <p className="as-of">{t('portal.as-of', { year: String(step.asOf) })} {t('portal.confirm')}</p>
    </article>
  );
}
