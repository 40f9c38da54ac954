import type { ReactNode } from 'react';
import type { ResultModel, ResultsModel, Say } from './models.ts';

/** Services that may help, best first, each with its reasons in plain words. */
export function ResultsPage({ model, t, print = false }: { model: ResultsModel; t: Say; print?: boolean }): ReactNode {
  return (
    <>
      <h1>{model.familyLabel}</h1>
      {model.placeLabel ? <p className="lead">{t('portal.results.near', { place: model.placeLabel })}</p> : null}
      {model.problem ? <p className="problem" role="alert">{model.problem}</p> : null}
      {model.placeChoices.length > 0 ? <PlaceChoices model={model} t={t} /> : <Found model={model} t={t} print={print} />}
      {print ? null : <p><a href={model.changeHref}>{t('portal.results.change')}</a></p>}
    </>
  );
}

function PlaceChoices({ model, t }: { model: ResultsModel; t: Say }): ReactNode {
  return (
    <section>
      <h2>{t('portal.results.which-place')}</h2>
      <ul className="list">
        {model.placeChoices.map((choice) => <li key={choice.href}><a href={choice.href}>{choice.label}</a></li>)}
      </ul>
    </section>
  );
}

function Found({ model, t, print }: { model: ResultsModel; t: Say; print: boolean }): ReactNode {
  return (
    <>
      {model.safePlaces ? <p className="note">{t('portal.results.safe-places')}</p> : null}
      <p>{model.total === 0 ? t('portal.results.none') : t('portal.results.count', { n: model.total })}</p>
      <ol className="cards" start={model.shownFrom}>
        {model.results.map((result) => <li key={result.id}><Result result={result} t={t} print={print} /></li>)}
      </ol>
      {model.office ? <p className="note">{t('portal.results.office', { office: model.office })}</p> : null}
      {print ? null : (
        <nav className="pages" aria-label={t('portal.results.pages')}>
          {model.previousHref ? <a href={model.previousHref} rel="prev">{t('portal.results.previous')}</a> : null}
          {model.nextHref ? <a href={model.nextHref} rel="next">{t('portal.results.next')}</a> : null}
          {model.total > 0 ? <a href={model.printHref}>{t('portal.results.print')}</a> : null}
        </nav>
      )}
    </>
  );
}

function Result({ result, t, print }: { result: ResultModel; t: Say; print: boolean }): ReactNode {
  return (
    <article className="card">
      <h2>{print ? result.name : <a href={result.href}>{result.name}</a>}</h2>
      <p className={`verdict ${result.verdict}`}>
        <span aria-hidden="true">{result.verdict === 'fits' ? '✓' : '?'}</span> {t(`portal.verdict.${result.verdict}`)}
      </p>
      <p>{result.organization}</p>
      {result.gives.length > 0 ? <p>{t('portal.gives', { list: result.gives.join(', ') })}</p> : null}
      <Lines items={result.reasons} />
      <Lines items={result.asks} title={t('portal.ask-first')} />
      <dl>
        <dt>{t('portal.place')}</dt>
        <dd>{result.place}{result.travel ? <><br />{result.travel}</> : null}</dd>
        <Bring bring={result.bring} note={result.bringNote} t={t} />
        <Phone phone={result.phone} t={t} />
      </dl>
      <p className="as-of">{t('portal.as-of', { year: String(result.asOf) })}</p>
    </article>
  );
}

/** A short list, with a heading line where it needs one. */
export function Lines({ items, title }: { items: readonly string[]; title?: string }): ReactNode {
  if (items.length === 0) return null;
  return (
    <>
      {title ? <p className="strong">{title}</p> : null}
      <ul>{items.map((item) => <li key={item}>{item}</li>)}</ul>
    </>
  );
}

/** What to bring, as far as the source says. */
export function Bring({ bring, note, t }: { bring: readonly string[]; note: string | null; t: Say }): ReactNode {
  return (
    <>
      <dt>{t('portal.bring')}</dt>
      <dd>{bring.length > 0 ? bring.join(', ') : note}</dd>
    </>
  );
}

/** A telephone only where a source prints one. */
export function Phone({ phone, t }: { phone: string | null; t: Say }): ReactNode {
  if (!phone) return null;
  return (
    <>
      <dt>{t('portal.phone')}</dt>
      <dd><a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a></dd>
    </>
  );
}
