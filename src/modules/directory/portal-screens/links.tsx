import type { ReactNode } from 'react';
import type { LinkTo, Say } from './models.ts';

/** Links under a heading; nothing when there are none. */
export function LinkList({ title, links }: { title: string; links: readonly LinkTo[] }): ReactNode {
  if (links.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="list">{links.map((link) => <li key={link.href}><a href={link.href} lang={link.lang} hrefLang={link.lang}>{link.label}</a></li>)}</ul>
    </section>
  );
}

/** Shown where scripts run; every browser prints from its own menu too. */
export function PrintButton({ t }: { t: Say }): ReactNode {
  return <p className="screen"><button type="button" className="small" hidden data-print="">{t('portal.print')}</button></p>;
}
