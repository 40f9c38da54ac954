import type { ReactNode } from 'react';
import { telHref } from '#kernel/phone';
import { LinkList, PrintButton } from './links.tsx';
import type { Say, ServiceModel } from './models.ts';
import { Bring, Details, Lines } from './results-page.tsx';

/** One service: what it gives, for whom, where, what to bring, and how we know. */
export function ServicePage({ model, t }: { model: ServiceModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{model.name}</h1>
      {model.organization ? <p className="lead">{model.organization}</p> : null}
      {model.status ? <p className="note">{model.status}</p> : null}
      <Calls model={model} t={t} />
      {model.phoneFirst ? <p className="note">{t('portal.phone-first')}</p> : null}
      {model.description ? <p>{model.description}</p> : null}
      {model.gives.length > 0 ? <h2>{t('portal.service.gives')}</h2> : null}
      <Lines items={model.gives} />
      {model.conditions.length > 0 ? <h2>{t('portal.service.for-whom')}</h2> : null}
      <Lines items={model.conditions} />
      <dl className="card">
        <dt>{t('portal.place')}</dt>
        <dd>{model.places.map((words) => <p key={words}>{words}</p>)}</dd>
        <Bring bring={model.bring} note={model.bringNote} t={t} />
        <Details details={model.details} />
        <Webs model={model} t={t} />
      </dl>
      {model.said.length > 0 ? <h2>{t('portal.said.title')}</h2> : null}
      <Lines items={model.said} />
      <p className="as-of">{model.freshness}</p>
      <LinkList title={t('portal.rights.about-this')} links={model.rights} />
      <Sources model={model} t={t} />
      <PrintButton t={t} />
      <ul className="list screen">
        {model.ways.map((way) => <li key={way.href}><a href={way.href}>{way.label}</a></li>)}
        <li><a href={model.shareHref}>{t('portal.service.share')}</a></li>
        {model.saidHref ? <li><a href={model.saidHref}>{t('portal.said.link')}</a></li> : null}
        <li><a href={model.reportHref}>{t('portal.report.link')}</a></li>
        <li><a href={model.opinionHref}>{t('portal.opinion.service')}</a></li>
        <li><a href={model.backHref}>{t('portal.service.back')}</a></li>
      </ul>
    </>
  );
}

interface Part { readonly model: ServiceModel; readonly t: Say }

/** Numbers to tap. */
function Calls({ model, t }: Part): ReactNode {
  if (model.phones.length === 0) return null;
  return <ul className="call">{model.phones.map(({ number, note }) => <li key={number}><a href={telHref(number)}>{t('portal.call', { number })}</a> {note}</li>)}</ul>;
}

function Webs({ model, t }: Part): ReactNode {
  if (model.webs.length === 0) return null;
  return (
    <>
      <dt>{t('portal.details.web')}</dt>
      <dd>{model.webs.map((web) => <p key={web}><a href={web} rel="noreferrer nofollow">{web}</a></p>)}</dd>
    </>
  );
}

/** Where it comes from, and what it says in its own words. */
function Sources({ model, t }: Part): ReactNode {
  const words = [model.sourceText, model.placeNote].filter(Boolean);
  return (
    <details>
      <summary>{t('portal.service.sources')}</summary>
      <ul lang="en">{model.sources.map((source) => <li key={source}>{source}</li>)}</ul>
      {words.length > 0 ? <p className="strong">{t('portal.service.source-text')}</p> : null}
      {words.map((text) => <p key={text} lang="en">{text}</p>)}
    </details>
  );
}

/** A page that says what went wrong and where to go on. */
export function MessagePage({ title, message, homeHref, t }: { title: string; message: string; homeHref: string; t: Say }): ReactNode {
  return (
    <>
      <h1>{title}</h1>
      <p>{message}</p>
      <p><a href={homeHref}>{t('portal.home')}</a></p>
    </>
  );
}
