/** What may be given to whom, and when again. Pure. */
import { dayIn } from '#kernel/dates';
import type { Flag, ItemRule, Mode, Variant } from '../schema.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 26 * 60;

/** The first minute of the next calendar day in a zone, whatever its clocks do that night. */
export function nextMidnight(timeZone: string, at: Date): Date {
  const today = dayIn(timeZone, at);
  const start = Math.floor(at.getTime() / MINUTE_MS);
  let [same, other] = [0, DAY_MINUTES];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (dayIn(timeZone, new Date((start + middle) * MINUTE_MS)) === today) same = middle;
    else other = middle;
  }
  return new Date((start + other) * MINUTE_MS);
}

/** Until when an item that is given now is not given again without a reason; `null`: not in this return. */
export function blocksUntil(rule: ItemRule, at: Date, timeZone: string): Date | null {
  if (rule.kind === 'once') return null;
  return rule.kind === 'daily' ? nextMidnight(timeZone, at) : new Date(at.getTime() + rule.minutes * MINUTE_MS);
}

/** What the database remembers of one thing given. */
export interface Given {
  readonly item: string;
  readonly at: Date;
  /** `null`: for the whole return. */
  readonly blocksUntil: Date | null;
  readonly undone: boolean;
}

/** The entry that keeps an item from being given at this moment; the one that keeps it longest. */
export function blockedBy<G extends Given>(given: readonly G[], item: string, at: Date): G | null {
  const blocking = given.filter((one) => one.item === item && !one.undone && (one.blocksUntil === null || one.blocksUntil > at));
  return blocking.reduce<G | null>((longest, one) => (longest === null || endOf(one) > endOf(longest) ? one : longest), null);
}

const endOf = (one: Given): number => one.blocksUntil?.getTime() ?? Infinity;

/** Who comes: a child without a family, a family, an adult. */
export function variantOf(flags: readonly Flag[]): Variant {
  if (flags.includes('unaccompaniedChild')) return 'children';
  if (flags.includes('family')) return 'families';
  return flags.includes('child') ? 'children' : 'adults';
}

export interface OfferSetting {
  readonly variants?: readonly Variant[] | undefined;
  readonly modes?: readonly Mode[] | undefined;
  readonly stations?: readonly string[] | undefined;
}

/** What a station offers to this person, in the order of the pack; without a station, everything that fits the person. */
export function offeredTo<I extends OfferSetting>(items: readonly I[], who: { readonly variant: Variant; readonly mode: Mode; readonly station: string | null }): I[] {
  const fits = <T>(set: readonly T[] | undefined, one: T) => set === undefined || set.includes(one);
  return items.filter((item) => fits(item.variants, who.variant) && fits(item.modes, who.mode) && (who.station === null || fits(item.stations, who.station)));
}

/** The flags that matter at a station: all of them where the pack names none for it. */
export function flagsAt(flags: readonly Flag[], station: string | null, setting: Readonly<Partial<Record<string, readonly Flag[]>>>): Flag[] {
  const shown = station === null ? undefined : setting[station];
  return shown === undefined ? [...flags] : flags.filter((flag) => shown.includes(flag));
}

/** A moment told by a device that had no network: never in the future, never older than its longest wait. */
export function toldMoment(at: string | undefined, now: Date, longestHours: number): Date {
  if (at === undefined) return now;
  const told = new Date(at);
  const tooOld = now.getTime() - told.getTime() > longestHours * 60 * MINUTE_MS;
  return told > now || tooOld ? now : told;
}

export const UNDO_SECONDS = 60;

/** Until when the one who tapped may take it back. */
export const undoUntil = (recordedAt: Date): Date => new Date(recordedAt.getTime() + UNDO_SECONDS * 1000);
