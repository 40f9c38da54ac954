import { Fragment, type ReactNode } from 'react';
import type { GuideEntry, GuideModel, PapersModel } from './guide-models.ts';
import { PaperQuestion, PaperWay } from './paper-way.tsx';
import { LinkList } from './links.tsx';
import type { Say } from './models.ts';
import { PlacesSaid } from './said-pages.tsx';
import { Details, Lines, Phone } from './results-page.tsx';

/** The guide of a country: contents, or one part with all its services. */
export function GuidePage({ model, t }: { model: GuideModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{model.title}</h1>
      <p className="lead">{t('portal.guide.lead')}</p>
      <LinkList title={t('portal.guide.parts')} links={model.families} />
      {model.entries === null ? null : <p className="note">{t('portal.guide.silence')}</p>}
      {model.entries === null ? null : <ul className="cards">{model.entries.map((entry) => <li key={entry.id}><Entry entry={entry} t={t} /></li>)}</ul>}
      <LinkList title={t('portal.rights.about-this')} links={model.rights} />
      <LinkList title={t('portal.start.other-ways')} links={model.ways} />
      {model.upHref ? <p className="screen"><a href={model.upHref}>{t('portal.guide.up')}</a></p> : null}
    </>
  );
}

function Entry({ entry, t }: { entry: GuideEntry; t: Say }): ReactNode {
  return (
    <article className="card entry" id={entry.id}>
      <h2>{entry.name}</h2>
      {entry.organization ? <p className="by">{entry.organization}</p> : null}
      {entry.gives ? <p>{t('portal.gives', { list: entry.gives })}</p> : null}
      <dl>
        {entry.place ? <><dt>{t('portal.place')}</dt><dd>{entry.place}</dd></> : null}
        {entry.bring ? <><dt>{t('portal.bring')}</dt><dd>{entry.bring}</dd></> : null}
        <Phone phone={entry.phone} t={t} />
        <Details details={entry.details} />
      </dl>
      <p className="as-of">{entry.freshness}</p>
    </article>
  );
}

/** Papers of the country: the way to one of them, what they are called and who gives them. */
export function PapersPage({ model, t }: { model: PapersModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('portal.papers.title')}</h1>
      <p className="lead">{t('portal.papers.lead')}</p>
      {model.way ? <PaperWay way={model.way} t={t} /> : null}
      <PlacesSaid places={model.said} t={t} />
      <PaperQuestion model={model} t={t} />
      <h2>{t('portal.papers.who')}</h2>
      <Issuers papers={model.papers} t={t} />
      <LinkList title={t('portal.rights.about-this')} links={model.rights} />
      <details>
        <summary>{t('portal.service.sources')}</summary>
        <ul lang="en">{[...new Set(model.papers.map((paper) => paper.source).filter(Boolean))].map((source) => <li key={source}>{source}</li>)}</ul>
      </details>
      <p className="screen"><a href={model.servicesHref}>{t('portal.papers.services')}</a></p>
    </>
  );
}

/** Who gives each paper; those of which nobody says it stand together, so that it is said once. */
function Issuers({ papers, t }: { papers: PapersModel['papers']; t: Say }): ReactNode {
  const said = papers.filter((paper) => paper.issuer !== null);
  return (
    <div className="card">
      {said.length === 0 ? null : <dl>{said.map(({ id, name, issuer }) => <Fragment key={id}><dt>{name}</dt><dd>{t('portal.papers.issuer', { issuer: issuer ?? '' })}</dd></Fragment>)}</dl>}
      <Lines items={papers.filter((paper) => paper.issuer === null).map((paper) => paper.name)} title={t('portal.papers.no-issuer')} />
    </div>
  );
}

const CARE = ['exit', 'history', 'private', 'kept', 'shared', 'call'] as const;

/** How to look after oneself while reading: what the pages do, and what no page can do. */
export function CarePage({ t }: { t: Say }): ReactNode {
  return (
    <>
      <h1>{t('portal.care.link')}</h1>
      {CARE.map((part) => (
        <section key={part}>
          <h2>{t(`portal.care.${part}`)}</h2>
          <p>{t(`portal.care.${part}.text`)}</p>
        </section>
      ))}
    </>
  );
}
