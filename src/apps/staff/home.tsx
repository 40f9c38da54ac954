import type { ComponentType } from 'react';
import type { Role } from '#kernel/codes';
import { useSession } from '#access/screens';
import { homeThatFollows } from './follows.tsx';

const WindowHome = homeThatFollows(async () => (await import('./window-home.tsx')).WindowHome);
const Arrivals = homeThatFollows(async () => (await import('#reception/screens')).ArrivalsPage);
const Inbox = homeThatFollows(async () => (await import('#referrals/screens')).InboxPage);
const Counts = homeThatFollows(async () => (await import('#insights/screens')).CountsPage);
const Directory = homeThatFollows(async () => (await import('#directory/screens')).DirectoryPage);
const Audit = homeThatFollows(async () => (await import('#access/screens')).AuditPage);
const People = homeThatFollows(async () => (await import('#registry/screens')).PeoplePage);

const BY_ROLE: Partial<Record<Role, ComponentType>> = {
  reception: Arrivals, protection: WindowHome, window: WindowHome, provider: Inbox, supervisor: Counts, analyst: Counts,
  steward: Directory, auditor: Audit, administrator: Audit, consular: People,
};

/** Home: the work list of whoever signed in. */
export function HomePage() {
  const { actor } = useSession();
  const Home = BY_ROLE[actor.role] ?? Audit;
  return <Home />;
}
