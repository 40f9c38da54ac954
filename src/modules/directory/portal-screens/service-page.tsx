import type { ReactNode } from 'react';
import type { Say, ServiceModel } from './models.ts';
import { Bring, Lines, Phone } from './results-page.tsx';

/** One service: what it gives, for whom, where, what to bring, and how we know. */
export function ServicePage({ model, t }: { model: ServiceModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{model.name}</h1>
      <p className="lead">{model.organization}</p>
      {model.status ? <p className="note">{model.status}</p> : null}
      <h2>{t('portal.service.gives')}</h2>
      <Lines items={model.gives} />
      {model.conditions.length > 0 ? <h2>{t('portal.service.for-whom')}</h2> : null}
      <Lines items={model.conditions} />
      <dl>
        <dt>{t('portal.place')}</dt>
        <dd>{model.places.join(' · ')}</dd>
        <Bring bring={model.bring} note={model.bringNote} t={t} />
        <Phone phone={model.phone} t={t} />
      </dl>
      {model.sourceText ? (
        <details>
          <summary>{t('portal.service.source-text')}</summary>
          <p lang="en">{model.sourceText}</p>
        </details>
      ) : null}
      <p className="as-of">{t('portal.as-of', { year: String(model.asOf) })}</p>
      <h2>{t('portal.service.sources')}</h2>
      <ul lang="en">{model.sources.map((source) => <li key={source}>{source}</li>)}</ul>
      <p><a href={model.backHref}>{t('portal.service.back')}</a></p>
    </>
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
