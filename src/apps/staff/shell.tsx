import { Suspense, useEffect, useRef } from 'react';
import { Outlet, useBlocker, useRouter, useRouterState } from '@tanstack/react-router';
import { AccountMenu, ChangePasswordPage, DemoBanner, Mark, SignInAgain, useSession } from '#access/screens';
import { useConnection } from '#platform/client';
import { Confirm, Icon, Link, Loading, NavigationProvider, StatusLine, hasUnsavedWork, useNavigate, useShortcut, useText } from '#ui';
import type { SaveState } from '#ui';
import { entryAt, maySearchPeople, navigationOf } from './places-of-work.ts';
import { QuickSearch } from './quick-search.tsx';
import { useOpenDoubts } from './use-open-doubts.ts';
import { useWorkThatFollows } from './use-work-that-follows.ts';
import './shell.css';

/** Frame of every page: demo strip, head, navigation, content. */
export function Shell() {
  const router = useRouter();
  return (
    <NavigationProvider navigate={(href, options) => (options?.replace ? router.history.replace(href) : router.history.push(href))}>
      <Frame />
    </NavigationProvider>
  );
}

function Frame() {
  const { t } = useText();
  const { actor, session } = useSession();
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => fullPath(state.location.pathname) });
  useFocusOnNewPage(main, path);
  useWorkThatFollows(actor.role);
  return (
    <div className="staff">
      <a className="ui-skip" href="#content">{t('staff.skip')}</a>
      <DemoBanner />
      <Head />
      <div className="staff__body">
        {session.mustChangePassword ? null : <Navigation path={path} />}
        <main ref={main} id="content" className="staff__main" tabIndex={-1}>
          {session.mustChangePassword ? <ChangePasswordPage /> : <Suspense fallback={<Loading />}><Outlet /></Suspense>}
        </main>
      </div>
      <SignInAgain />
      <LeaveGuard />
    </div>
  );
}

/** The router leaves its base out of the addresses it knows. */
function fullPath(path: string): string {
  return path === '/app' || path.startsWith('/app/') ? path : `/app${path}`;
}

/** After moving to another page the keyboard and the screen reader start at its content. */
function useFocusOnNewPage(main: React.RefObject<HTMLElement | null>, path: string): void {
  const before = useRef(path);
  const focusedBefore = useRef<Element | null>(null);
  if (before.current !== path) focusedBefore.current = document.activeElement;
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    window.scrollTo({ top: 0 });
    const focused = document.activeElement;
    // A page that put the focus into its first field keeps it there; a button of the page before is about to disappear.
    if (!main.current?.contains(focused) || focused === focusedBefore.current) main.current?.focus({ preventScroll: true });
  }, [main, path]);
}

function Head() {
  const { t, locale } = useText();
  const { actor, session } = useSession();
  const country = new Intl.DisplayNames([locale], { type: 'region' }).of(actor.country) ?? actor.country;
  const searches = maySearchPeople(actor.role) && !session.mustChangePassword;
  return (
    <header className="staff__head">
      <Link href="/app" className="staff__brand" aria-label={t('staff.brand')}>
        <Mark />
        <span className="staff__brand-words">{t('ui.product')}<span>{country}</span></span>
      </Link>
      {searches ? <QuickSearch /> : <span className="staff__gap" />}
      <div className="staff__head-end">
        {searches ? <Link href="/app/people" className="staff__search-link" aria-label={t('staff.search.open')}><Icon name="search" /></Link> : null}
        <State />
        <AccountMenu />
      </div>
    </header>
  );
}

function State() {
  const { online, sending } = useConnection();
  const state: SaveState = !online ? 'offline' : sending > 0 ? 'saving' : 'saved';
  return <StatusLine state={state} />;
}

function Navigation({ path }: { readonly path: string }) {
  const { t } = useText();
  const { actor } = useSession();
  const entries = navigationOf(actor.role);
  const here = entryAt(entries, path);
  const navigate = useNavigate();
  const bar = useRef<HTMLElement>(null);
  const doubts = useOpenDoubts(actor.role === 'supervisor');
  useShortcut('g', () => navigate('/app'));
  useEffect(() => {
    // On a phone the sections stand in one line: the current one is brought into it.
    const current = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current && current) bar.current.scrollLeft = current.offsetLeft - (bar.current.clientWidth - current.clientWidth) / 2;
  }, [path]);
  return (
    <nav ref={bar} className="staff__nav" aria-label={t('staff.nav')}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.key}>
            <Link href={entry.href} className="staff__nav-link" aria-current={entry === here ? 'page' : undefined}>
              <Icon name={entry.icon} />
              <span>{t(`staff.nav.${entry.key}`)}</span>
              {entry.key === 'review' && doubts ? <span className="ui-count" aria-label={t('staff.nav.waiting', { n: doubts })}>{doubts}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Leaving a form with unsent work asks first; the work stays as a draft either way. */
function LeaveGuard() {
  const { t } = useText();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && hasUnsavedWork(),
    enableBeforeUnload: false,
    withResolver: true,
  });
  return (
    <Confirm
      open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} onConfirm={() => blocker.proceed?.()}
      title={t('staff.leave.title')} description={t('staff.leave.text')} confirmLabel={t('staff.leave.go')}
    />
  );
}
