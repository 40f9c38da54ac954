import { Fragment, type ReactNode } from 'react';
import { telHref } from '#kernel/phone';
import { LinkList, PrintButton } from './links.tsx';
import { listed } from './listed.ts';
import type { Detail, ResultModel, ResultsModel, Say } from './models.ts';

/** Services that may help, best first, each with its reasons in plain words. */
export function ResultsPage({ model, t, print = false }: { model: ResultsModel; t: Say; print?: boolean }): ReactNode {
  return (
    <>
      <h1>{model.familyLabel}</h1>
      {model.placeLabel ? <p className="lead">{t('portal.results.near', { place: model.placeLabel })}</p> : null}
      {model.problem ? <p className="problem" role="alert">{model.problem}</p> : null}
      {model.placeChoices.length > 0 ? <PlaceChoices model={model} t={t} /> : <Found model={model} t={t} print={print} />}
      {print ? <PrintButton t={t} /> : <After model={model} t={t} />}
    </>
  );
}

/** What a reader may do next: look near another place, change answers, share, read what the law says. */
function After({ model, t }: { model: ResultsModel; t: Say }): ReactNode {
  return (
    <>
      <form method="get" action={model.elsewhere.action} className="elsewhere">
        {model.elsewhere.kept.map(({ name, value }) => <input type="hidden" key={`${name}=${value}`} name={name} value={value} />)}
        <label htmlFor="lugar">{t('portal.results.elsewhere')}</label>
        <div className="beside">
          <input id="lugar" name="lugar" type="text" maxLength={80} autoComplete="off" />
          <button type="submit">{t('portal.start.submit')}</button>
        </div>
      </form>
      <LinkList title={t('portal.rights.about-this')} links={model.rights} />
      <ul className="list screen">
        <li><a href={model.changeHref}>{t('portal.results.change')}</a></li>
        {model.ways.map((way) => <li key={way.href}><a href={way.href}>{way.label}</a></li>)}
        {model.total > 0 ? <li><a href={model.shareHref}>{t('portal.results.share')}</a></li> : null}
      </ul>
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
      {result.organization ? <p className="by">{result.organization}</p> : null}
      <p className={`verdict ${result.verdict}`}>
        <span aria-hidden="true">{result.verdict === 'fits' ? '✓' : '?'}</span> {t(`portal.verdict.${result.verdict}`)}
      </p>
      {result.gives.length > 0 ? <p>{t('portal.gives', { list: listed(result.gives) })}</p> : null}
      <Lines items={result.reasons} />
      <Lines items={result.asks} title={t('portal.ask-first')} />
      <dl>
        <dt>{t('portal.place')}</dt>
        <dd>{[result.place, result.reach, result.travel].filter(Boolean).map((words) => <p key={words}>{words}</p>)}</dd>
        <Bring bring={result.bring} note={result.bringNote} t={t} />
        <Phone phone={result.phone} t={t} />
        <Details details={result.details} />
      </dl>
      {result.phoneFirst ? <p className="note">{t('portal.phone-first')}</p> : null}
      <p className="as-of">{result.freshness}</p>
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
      <dd><a className="tel" href={telHref(phone)}>{phone}</a></dd>
    </>
  );
}

/** What is known beside: hours, cost and the like. */
export function Details({ details }: { details: readonly Detail[] }): ReactNode {
  return details.map(({ label, lines }) => (
    <Fragment key={label}>
      <dt>{label}</dt>
      <dd>{lines.map((line) => <p key={line}>{line}</p>)}</dd>
    </Fragment>
  ));
}
