import type { ComponentType } from 'react';
import type { Role } from '#kernel/codes';
import { useSession } from '#access/screens';
import { homeThatFollows } from './follows.tsx';
import { pages } from './pages.tsx';

const WindowHome = homeThatFollows(async () => (await import('./window-home.tsx')).WindowHome);
const Arrivals = homeThatFollows(async () => (await import('#reception/screens')).ArrivalsPage);
const Inbox = homeThatFollows(async () => (await import('#referrals/screens')).InboxPage);
const Counts = homeThatFollows(async () => (await import('#insights/screens')).CountsPage);
const Audit = homeThatFollows(async () => (await import('#access/screens')).AuditPage);
const People = homeThatFollows(async () => (await import('#registry/screens')).PeoplePage);

/** A home that says more than the first sentences: the page of an address, which follows like every page. */
function pageAt(address: string): ComponentType {
  const found = pages.find(({ path }) => path === address);
  if (!found) throw new RangeError(`no page at ${address}`);
  return found.component;
}

const BY_ROLE: Partial<Record<Role, ComponentType>> = {
  reception: Arrivals, protection: WindowHome, window: WindowHome, provider: Inbox, supervisor: Counts, analyst: Counts,
  steward: pageAt('/directory/keep'), auditor: Audit, administrator: Audit, consular: People,
};

/** Home: the work list of whoever signed in. */
export function HomePage() {
  const { actor } = useSession();
  const Home = BY_ROLE[actor.role] ?? Audit;
  return <Home />;
}
