import { addDays, addMonths, type PlainDate } from '#kernel/dates';
import type { Entry, EntryKind } from '../schema/stewardship.ts';

/** When an entry should be confirmed, who is asked when nobody does, and what follows. Pure; the day is an argument. */

export interface UpkeepRule {
  /** Months until an entry should be confirmed again, by kind of entry. */
  readonly months: Readonly<Record<EntryKind, number>>;
  /** Shorter or longer for services that answer a need. The shortest of a service counts. */
  readonly monthsByNeed: Readonly<Record<string, number>>;
  /** Days from asking to reminding, and from reminding to the steward. */
  readonly remindAfterDays: number;
  readonly stewardAfterDays: number;
  /** Months from asking after which "confirm by phone first" holds; null: the country sets no limit. */
  readonly phoneFirstAfterMonths: number | null;
}

function monthsOf(rule: UpkeepRule, kind: EntryKind, entry: Entry): number {
  const needs = kind === 'service' && Array.isArray(entry['serviceTypes']) ? entry['serviceTypes'] : [];
  const special = needs.map((need) => rule.monthsByNeed[String(need)]).filter((months) => months !== undefined);
  return special.length > 0 ? Math.min(...special) : rule.months[kind];
}

/** The first day of the year of the source: what a source of a year says may be as old as that. */
function dayOfSource(entry: Entry): PlainDate | null {
  const year = entry['asOf'] ?? entry['year'];
  return typeof year === 'number' ? `${year}-01-01` : null;
}

/**
 * The day by which an entry should be confirmed. Never confirmed: counted from the year of the source, or due on `today` when it names none.
 * A day that the entry names itself makes it sooner and never later, until it was confirmed on that day.
 */
export function confirmBy(rule: UpkeepRule, kind: EntryKind, entry: Entry, seen: { readonly confirmedOn: PlainDate | null; readonly today: PlainDate }): PlainDate {
  const from = seen.confirmedOn ?? dayOfSource(entry);
  const byRule = from === null ? seen.today : addMonths(from, monthsOf(rule, kind, entry));
  const own = entry['confirmBy'];
  return typeof own === 'string' && own < byRule && (seen.confirmedOn === null || own > seen.confirmedOn) ? own : byRule;
}

export interface UpkeepState {
  readonly confirmBy: PlainDate;
  readonly askedOn: PlainDate | null;
  readonly remindedOn: PlainDate | null;
  readonly escalatedOn: PlainDate | null;
  readonly phoneFirst: boolean;
}

/** What is due about an entry today. Somebody whom nobody can ask is the steward's at once. */
export function dueSteps(rule: UpkeepRule, state: UpkeepState, seen: { readonly today: PlainDate; readonly ownerCanBeAsked: boolean }): Partial<UpkeepState> {
  const { today } = seen;
  if (state.confirmBy > today) return {};
  return { ...nextAsk(rule, state, seen), ...(isBeyondLimit(rule, state, today) && !state.phoneFirst ? { phoneFirst: true } : {}) };
}

function nextAsk(rule: UpkeepRule, { askedOn, remindedOn, escalatedOn }: UpkeepState, { today, ownerCanBeAsked }: { today: PlainDate; ownerCanBeAsked: boolean }): Partial<UpkeepState> {
  if (escalatedOn !== null) return {};
  if (!ownerCanBeAsked) return { askedOn: askedOn ?? today, escalatedOn: today };
  if (askedOn === null) return { askedOn: today };
  if (remindedOn === null) return addDays(askedOn, rule.remindAfterDays) <= today ? { remindedOn: today } : {};
  return addDays(remindedOn, rule.stewardAfterDays) <= today ? { escalatedOn: today } : {};
}

/** The limit counts from the day on which somebody was first asked: before, nobody has failed to answer. */
function isBeyondLimit({ phoneFirstAfterMonths }: UpkeepRule, { askedOn }: UpkeepState, today: PlainDate): boolean {
  return phoneFirstAfterMonths !== null && askedOn !== null && addMonths(askedOn, phoneFirstAfterMonths) <= today;
}

/** Where an entry stands between its owner and the steward. */
export function stepOf({ askedOn, remindedOn, escalatedOn }: Pick<UpkeepState, 'askedOn' | 'remindedOn' | 'escalatedOn'>): 'asked' | 'reminded' | 'steward' | null {
  if (escalatedOn !== null) return 'steward';
  if (remindedOn !== null) return 'reminded';
  return askedOn === null ? null : 'asked';
}
