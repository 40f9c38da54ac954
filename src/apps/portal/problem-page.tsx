import { addressOf, localeOf, readPortalQuery, type PortalQuery } from '#directory';
import { MessagePage } from '#directory/portal-screens';
import { serverText } from '#platform/i18n';
import type { Page } from './page.ts';

/** What cannot be shown, said calmly: `portal.problem.<what>` and the way home. */
export function problemPage(query: PortalQuery, what: 'page' | 'fault' | 'unread' | 'wait', status: number): Page {
  const t = serverText(localeOf(query));
  const body = <MessagePage title={t(`portal.problem.${what}`)} message={t(`portal.problem.${what}.help`)} homeHref={addressOf('/', readPortalQuery({ lang: query.lang }))} t={t} />;
  return { title: t('portal.title.message'), body, status };
}

/** Somebody tried more often from one address than anybody needs: nothing else is told. */
export const waitPage = (query: PortalQuery): Page => problemPage(query, 'wait', 429);
