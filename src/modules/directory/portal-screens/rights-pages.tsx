import type { ReactNode } from 'react';
import type { Say } from './models.ts';
import { LinkList, PrintButton } from './links.tsx';
import type { RightCardModel, RightsModel } from './rights-models.ts';
import { Spoken } from './voice-page.tsx';

/** What the law gives, by need. */
export function RightsPage({ model, t }: { model: RightsModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('portal.rights.title')}</h1>
      <p className="lead">{t('portal.rights.lead')}</p>
      {model.groups.length === 0 ? <p>{t('portal.rights.none')}</p> : null}
      {model.groups.map((group) => (
        <section key={group.label}>
          <h2>{group.label}</h2>
          <ul className="cards">
            {group.cards.map((card) => (
              <li className="card" key={card.href}>
                <h3><a href={card.href}>{card.label}</a></h3>
                <p>{card.plain}</p>
                {card.right ? <p className="strong">{t('portal.rights.may-be-shown')}</p> : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** One card: the upper half for the person, the lower half for the official. */
export function RightCardPage({ model, t }: { model: RightCardModel; t: Say }): ReactNode {
  return (
    <>
      <article className="card right">
        <h1>{model.title}</h1>
        <p className="big">{model.plain}</p>
        <section className="counter">
          <h2>{model.show ? t('portal.rights.for-the-official') : t('portal.rights.what-it-is')}</h2>
          {model.show ? <p className="big strong">{model.show}</p> : <p>{model.kind}</p>}
          <dl>
            <dt>{t('portal.rights.instrument')}</dt>
            <dd lang={model.instrumentLang}>{model.instrument}</dd>
            <dt>{t('portal.rights.article')}</dt>
            <dd>{model.article ?? t('portal.rights.no-article')}</dd>
            <dt>{t('portal.rights.published')}</dt>
            <dd>{model.published ?? (model.year === null ? t('portal.rights.no-date') : String(model.year))}</dd>
          </dl>
          {model.standing ? <p className="problem">{model.standing}</p> : null}
          <p className="as-of">{t('portal.rights.may-have-changed')}</p>
        </section>
      </article>
      <PrintButton t={t} />
      {model.voices.map((piece) => <Spoken key={piece.lang} piece={piece} label={piece.label} t={t} />)}
      <LinkList title={t('portal.rights.services')} links={model.services} />
      <details>
        <summary>{t('portal.service.sources')}</summary>
        <ul lang="en">{model.sources.map((source) => <li key={source}>{source}</li>)}</ul>
      </details>
      <p className="screen"><a href={model.allHref}>{t('portal.rights.all')}</a></p>
    </>
  );
}
