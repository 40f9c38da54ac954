import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { Role } from '#kernel/codes';
import { useSession } from '#access/screens';

const WindowHome = lazy(async () => ({ default: (await import('./window-home.tsx')).WindowHome }));
const Arrivals = lazy(async () => ({ default: (await import('#reception/screens')).ArrivalsPage }));
const Inbox = lazy(async () => ({ default: (await import('#referrals/screens')).InboxPage }));
const Counts = lazy(async () => ({ default: (await import('#insights/screens')).CountsPage }));
const Directory = lazy(async () => ({ default: (await import('#directory/screens')).DirectoryPage }));
const Audit = lazy(async () => ({ default: (await import('#access/screens')).AuditPage }));
const People = lazy(async () => ({ default: (await import('#registry/screens')).PeoplePage }));

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
