import type { Role } from '#kernel/codes';
import type { IconName } from '#ui';

/** One entry of the navigation: a text key `staff.nav.<key>` and an address. */
export interface NavEntry {
  readonly key: string;
  readonly href: string;
  readonly icon: IconName;
  /** Pressed outside of inputs: goes there. */
  readonly shortcut?: string;
}

const HOME: NavEntry = { key: 'home', href: '/app', icon: 'home' };
const MANIFESTS: NavEntry = { key: 'manifests', href: '/app/manifests', icon: 'bus' };
const ARRIVALS: NavEntry = { key: 'arrivals', href: '/app/arrivals', icon: 'people' };
const REGISTER: NavEntry = { key: 'register', href: '/app/register', icon: 'plus' };
const CASES: NavEntry = { key: 'cases', href: '/app/cases', icon: 'list' };
const REFERRALS: NavEntry = { key: 'referrals', href: '/app/referrals', icon: 'send' };
const INBOX: NavEntry = { key: 'inbox', href: '/app/inbox', icon: 'inbox' };
const COUNTS: NavEntry = { key: 'counts', href: '/app/counts', icon: 'chart' };
const DIRECTORY: NavEntry = { key: 'directory', href: '/app/directory', icon: 'book' };
const AUDIT: NavEntry = { key: 'audit', href: '/app/audit', icon: 'shield' };

const BY_ROLE: Partial<Record<Role, readonly NavEntry[]>> = {
  reception: [HOME, MANIFESTS, ARRIVALS, REGISTER, DIRECTORY],
  consular: [HOME, MANIFESTS, REGISTER],
  protection: [HOME, ARRIVALS, DIRECTORY],
  window: [HOME, CASES, REFERRALS, REGISTER, DIRECTORY],
  provider: [HOME, INBOX],
  supervisor: [HOME, COUNTS, CASES, REFERRALS, AUDIT],
  analyst: [HOME, COUNTS],
  steward: [HOME, DIRECTORY],
  auditor: [HOME, AUDIT],
  administrator: [HOME, AUDIT],
};

/** Where a role works; what it may not do is not shown, and the server refuses it besides. */
export function navigationOf(role: Role): readonly NavEntry[] {
  return BY_ROLE[role] ?? [HOME];
}

const SEARCHERS: ReadonlySet<Role> = new Set(['reception', 'window', 'protection', 'supervisor', 'consular']);

/** Whether a role looks for people by name, code or document. */
export function maySearchPeople(role: Role): boolean {
  return SEARCHERS.has(role);
}

/** True if the entry is where `path` lies. */
export function isHere(entry: NavEntry, path: string): boolean {
  const here = path.replace(/\/+$/, '') || '/app';
  if (entry.href === '/app') return here === '/app';
  return here === entry.href || here.startsWith(`${entry.href}/`);
}
