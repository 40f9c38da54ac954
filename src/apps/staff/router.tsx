import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { EmptyState, LinkButton, Loading, Page, useText } from '#ui';
import { HomePage } from './home.tsx';
import { pages } from './pages.tsx';
import { Shell } from './shell.tsx';
import { Trouble } from './trouble.tsx';

function NoSuchPage() {
  const { t } = useText();
  return (
    <Page title={t('staff.no-page')}>
      <EmptyState icon="question" title={t('staff.no-page')} action={<LinkButton href="/app">{t('staff.go-home')}</LinkButton>}>{t('staff.no-page-text')}</EmptyState>
    </Page>
  );
}

const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPage, errorComponent: Trouble });

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: HomePage, errorComponent: Trouble }),
  ...pages.map(({ path, component }) => createRoute({ getParentRoute: () => root, path, component, errorComponent: Trouble })),
];

/** Every address under `/app`. Pages follow when they are opened, and say so if it takes a while. */
export const router = createRouter({ routeTree: root.addChildren(routes), basepath: '/app', defaultPreload: false, defaultPendingComponent: Loading, scrollRestoration: false });
