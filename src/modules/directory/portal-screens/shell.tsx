import type { ReactNode } from 'react';
import type { PortalFrame, Say } from './models.ts';

/** Where "leave quickly" leads: an ordinary page that says nothing about its reader. */
const QUICK_EXIT = 'https://www.wikipedia.org/';

/** The frame of every public page: neutral title, quick exit, language. Its one script is a help that nothing needs. */
export function Shell({ frame, title, t, children }: { frame: PortalFrame; title: string; t: Say; children: ReactNode }): ReactNode {
  return (
    <html lang={frame.locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={frame.styleHref} />
        <script src={frame.scriptHref} defer />
      </head>
      <body>
        <a className="skip" href="#main">{t('portal.skip')}</a>
        <header className="top">
          <a className="brand" href={frame.homeHref}>{t('portal.brand')}</a>
          <nav aria-label={t('portal.top')}>
            <a href={frame.otherLanguageHref} lang={frame.locale === 'es' ? 'en' : 'es'} hrefLang={frame.locale === 'es' ? 'en' : 'es'}>
              {t('portal.other-language')}
            </a>
            <a className="exit" href={QUICK_EXIT} rel="noreferrer nofollow">{t('portal.exit')}</a>
          </nav>
        </header>
        {frame.demo ? <aside className="demo" aria-label={t('portal.demo-label')}>{t('portal.demo')}</aside> : null}
        <main id="main">{children}</main>
        <footer>
          <p>{t(frame.footnote ?? 'portal.nothing-kept')}</p>
          {frame.scope ? <p id="kept" hidden data-scope={frame.scope} data-kept={t('portal.kept.yes')} data-forget={t('portal.kept.forget')} data-offer={t('portal.kept.offer')} data-yes={t('portal.kept.keep')} /> : null}
          {frame.opinionHref ? <p><a href={frame.opinionHref}>{t('portal.opinion.link')}</a></p> : null}
          {frame.careHref ? <p><a href={frame.careHref}>{t('portal.care.link')}</a></p> : null}
        </footer>
      </body>
    </html>
  );
}
