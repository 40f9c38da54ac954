import type { AuditEntry } from '#access/schema';

/** What one person did with a case in one minute: opening a page reads many things at once. */
export interface Visit {
  readonly first: AuditEntry;
  readonly actions: readonly string[];
  readonly purposes: readonly string[];
}

const MINUTE = 'YYYY-MM-DDTHH:MM'.length;

/** Entries of the same account in the same minute as one visit; the order of the entries stays. */
export function visitsOf(entries: readonly AuditEntry[]): Visit[] {
  const visits = new Map<string, { first: AuditEntry; actions: Set<string>; purposes: Set<string> }>();
  for (const entry of entries) {
    const key = `${entry.at.slice(0, MINUTE)} ${entry.actorName ?? ''} ${entry.officeEs ?? ''}`;
    const visit = visits.get(key) ?? { first: entry, actions: new Set<string>(), purposes: new Set<string>() };
    visit.actions.add(entry.action);
    visit.purposes.add(entry.purpose);
    visits.set(key, visit);
  }
  return [...visits.values()].map((v) => ({ first: v.first, actions: [...v.actions], purposes: [...v.purposes] }));
}
