import type { Role } from '#kernel/codes';
import type { IconName } from '#ui';

/** One entry of the navigation: a text key `staff.nav.<key>` and an address. */
export interface NavEntry {
  readonly key: string;
  readonly href: string;
  readonly icon: IconName;
  /** Other addresses that belong to it. */
  readonly covers?: readonly string[];
}

const HOME: NavEntry = { key: 'home', href: '/app', icon: 'home' };
const MANIFESTS: NavEntry = { key: 'manifests', href: '/app/manifests', icon: 'bus', covers: ['/app/points'] };
const POINTS: NavEntry = { key: 'points', href: '/app/points', icon: 'flag' };
const ARRIVALS: NavEntry = { key: 'arrivals', href: '/app/arrivals', icon: 'people', covers: ['/app/desk', '/app/slips'] };
const FLOOR: NavEntry = { key: 'floor', href: '/app/floor', icon: 'flag', covers: ['/app/screens'] };
const BOARD: NavEntry = { key: 'board', href: '/app/board', icon: 'chart' };
const SCAN: NavEntry = { key: 'scan', href: '/app/scan', icon: 'search', covers: ['/app/stays'] };
const BEDS: NavEntry = { key: 'beds', href: '/app/beds', icon: 'home' };
const TRANSPORT: NavEntry = { key: 'transport', href: '/app/transport', icon: 'bus' };
const REGISTER: NavEntry = { key: 'register', href: '/app/register', icon: 'plus' };
const CASES: NavEntry = { key: 'cases', href: '/app/cases', icon: 'list', covers: ['/app/conferences', '/app/reassign', '/app/abroad'] };
const EXPECTED: NavEntry = { key: 'expected', href: '/app/expected', icon: 'clock' };
const ALERTS: NavEntry = { key: 'alerts', href: '/app/alerts', icon: 'alert', covers: ['/app/duty'] };
const REFERRALS: NavEntry = { key: 'referrals', href: '/app/referrals', icon: 'send' };
const FOLLOW_UPS: NavEntry = { key: 'follow-ups', href: '/app/follow-ups', icon: 'phone' };
const PLAN_STEPS: NavEntry = { key: 'plan-steps', href: '/app/plan-steps', icon: 'check', covers: ['/app/plan-board'] };
const INBOX: NavEntry = { key: 'inbox', href: '/app/inbox', icon: 'inbox', covers: ['/app/conferences'] };
const PLACES: NavEntry = { key: 'places', href: '/app/inbox/places', icon: 'list' };
const REVIEW: NavEntry = { key: 'review', href: '/app/review', icon: 'person', covers: ['/app/recognition'] };
const RECOGNITION: NavEntry = { key: 'recognition', href: '/app/recognition', icon: 'info' };
const COUNTS: NavEntry = { key: 'counts', href: '/app/counts', icon: 'chart' };
const FEEDBACK: NavEntry = { key: 'feedback', href: '/app/feedback', icon: 'flag' };
/** Whoever writes down what a person says does not read it again. */
const SAY: NavEntry = { ...FEEDBACK, href: '/app/feedback/new' };
const DIRECTORY: NavEntry = { key: 'directory', href: '/app/directory', icon: 'book' };
const KEEP: NavEntry = { key: 'keep', href: '/app/directory/keep', icon: 'edit' };
/** A steward begins at what waits. */
const DESK: NavEntry = { ...KEEP, href: '/app', covers: ['/app/directory/keep', '/app/directory/imports'] };
const WHO_WHERE: NavEntry = { key: 'who-where', href: '/app/directory/map', icon: 'place' };
const TRIPS: NavEntry = { key: 'trips', href: '/app/directory/trips', icon: 'bus' };
const AUDIT: NavEntry = { key: 'audit', href: '/app/audit', icon: 'shield', covers: ['/app/accounts'] };

const BY_ROLE: Partial<Record<Role, readonly NavEntry[]>> = {
  reception: [ARRIVALS, FLOOR, SCAN, BOARD, BEDS, MANIFESTS, REGISTER, DIRECTORY, SAY],
  consular: [HOME, REGISTER, SAY],
  protection: [HOME, ALERTS, CASES, REFERRALS, PLAN_STEPS, ARRIVALS, FLOOR, SCAN, BEDS, TRANSPORT, DIRECTORY, FEEDBACK],
  window: [HOME, CASES, EXPECTED, REFERRALS, PLAN_STEPS, FOLLOW_UPS, REGISTER, DIRECTORY, SAY],
  provider: [INBOX, PLACES, KEEP],
  supervisor: [COUNTS, ALERTS, BOARD, MANIFESTS, BEDS, TRANSPORT, CASES, EXPECTED, REVIEW, REFERRALS, PLAN_STEPS, FOLLOW_UPS, FEEDBACK, WHO_WHERE, TRIPS, AUDIT],
  analyst: [COUNTS, WHO_WHERE],
  steward: [DESK, DIRECTORY, WHO_WHERE, TRIPS],
  auditor: [AUDIT, RECOGNITION],
  administrator: [AUDIT, POINTS, RECOGNITION, WHO_WHERE],
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

/** Where the pages of a role lie below `/app`: its sections, and people if it looks for them. */
export function addressesOf(role: Role): readonly string[] {
  const sections = navigationOf(role).flatMap((entry) => [entry.href, ...(entry.covers ?? [])]);
  return [...sections, ...(maySearchPeople(role) ? ['/app/people'] : [])].map((address) => address.slice('/app'.length)).filter(Boolean);
}

/** The entry where `path` lies: home is the first one, and the nearest address wins. */
export function entryAt(entries: readonly NavEntry[], path: string): NavEntry | undefined {
  const here = path.replace(/\/+$/, '') || '/app';
  if (here === '/app') return entries[0];
  const within = (address: string) => address !== '/app' && (here === address || here.startsWith(`${address}/`));
  const nearest = ({ href, covers = [] }: NavEntry): number => Math.max(0, ...[href, ...covers].filter(within).map((address) => address.length));
  return entries.filter((entry) => nearest(entry) > 0).sort((a, b) => nearest(b) - nearest(a))[0];
}
