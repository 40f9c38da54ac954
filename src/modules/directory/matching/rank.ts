/**
 * The order of suggestions: lexicographic, each step only where all before it are equal, and no weights.
 * 1 verdict · 2 can it start in time · 3 travel, then fare · 4 meant for this group before general · 5 a language the person
 * speaks · 6 how often it accepted so far · 7 how recently it was confirmed, or else described · 8 its id.
 * What must be confirmed by phone first comes after everything that may fit.
 */
import type { Urgency } from '#kernel/codes';
import { addDays, daysBetween, type PlainDate } from '#kernel/dates';
import type { Standing } from './judge.ts';
import type { Offer } from './offer.ts';
import type { Candidate } from './offer-index.ts';
import type { PersonView } from './person.ts';
import type { OfferVerdict, Travel } from './suggestion.ts';

/** A need to find offers for. */
export interface NeedToMeet {
  readonly code: string;
  readonly urgency: Urgency;
  /** Day on which the need was found; the urgency counts from there. Today if left out. */
  readonly since?: PlainDate;
}

const URGENT_DAYS: Readonly<Record<Urgency, number | null>> = { '24h': 1, '72h': 3, '2weeks': 14, long: null };

/** Days left until the need is overdue; `null` when it has no such day. */
export function daysLeft(need: NeedToMeet, today: PlainDate): number | null {
  const days = URGENT_DAYS[need.urgency];
  if (days === null) return null;
  return Math.max(0, daysBetween(today, addDays(need.since ?? today, days)));
}

/** Minutes by which places without a known distance are put in order; they are never shown. */
const NATIONWIDE_MINUTES = 90;
const UNKNOWN_MINUTES = 1_000_000;

/** Minutes that order an offer: the middle of the range, in steps of a quarter of an hour. */
export function orderingMinutes(travel: Travel): number {
  switch (travel.kind) {
    case 'here':
    case 'remote': return 0;
    case 'nationwide': return NATIONWIDE_MINUTES;
    case 'unknown': return UNKNOWN_MINUTES;
    case 'estimated': return travel.minutes ? Math.round((travel.minutes.low + travel.minutes.high) / 2 / 15) * 15 : UNKNOWN_MINUTES - 1;
  }
}

/** Fits first, then whatever may fit, then what does not. */
const RANK_OF_STANDING: readonly number[] = [2, 1, 1, 0];

function startRank(wait: number, left: number | null): number {
  if (left === null) return 0;
  if (wait < 0) return 1;
  return wait <= left ? 0 : 2;
}

function languageRank(offer: Offer, person: PersonView): number {
  if (offer.languages.length === 0 || person.languages.size === 0) return 1;
  return offer.languages.some((code) => person.languages.has(code)) ? 0 : 2;
}

/** Share of accepted referrals, pulled to one half while there are few, so that the first answer does not decide. */
const acceptance = ({ acceptance: a }: Offer): number => (a ? (a.accepted + 1) / (a.sent + 2) : 0.5);

/** The day of the last confirmation as a number; a source speaks for the beginning of its year. */
const freshness = ({ confirmedOn, asOf }: Offer): number => (confirmedOn ? Number(confirmedOn.replaceAll('-', '')) : asOf * 10_000);

/**
 * The first two steps of the order in one number: an offer of a smaller group comes before all of a greater one.
 * `wait` is the number of days until it can start, negative when not stated.
 */
export function groupOf(standing: Standing, wait: number, left: number | null): number {
  return RANK_OF_STANDING[standing]! * 3 + startRank(wait, left);
}

/** What must be confirmed by phone first fits, at best, once somebody has called: the last group of what may fit. */
export const afterPhoning = (group: number): number => (group < POSSIBLE_GROUPS ? POSSIBLE_GROUPS - 1 : group);

/** The verdict that a group shares. */
export const verdictOfGroup = (group: number): OfferVerdict => (group < 3 ? 'fits' : group < POSSIBLE_GROUPS ? 'fitsOnce' : 'doesNotFit');

/** The groups of offers that fit or may fit come first. */
export const POSSIBLE_GROUPS = 6;
export const ALL_GROUPS = 9;

export interface Ranked {
  readonly candidate: Candidate;
  readonly verdict: OfferVerdict;
  readonly travel: Travel;
  /** Phone first, then steps 3 to 7: smaller comes first, position by position. */
  readonly order: readonly number[];
}

/** Gives an offer its place in the order within its group. */
export function rank(candidate: Candidate, verdict: OfferVerdict, travel: Travel, person: PersonView): Ranked {
  const { offer } = candidate;
  const fare = travel.fare ? travel.fare.low + travel.fare.high : 0;
  const order = [
    offer.phoneFirst ? 1 : 0,
    orderingMinutes(travel), fare,
    -offer.specificity, languageRank(offer, person), -acceptance(offer), -freshness(offer),
  ];
  return { candidate, verdict, travel, order };
}

/** Compares two ranked offers of one group; ids make the order total. */
export function byOrder(a: Ranked, b: Ranked): number {
  for (let i = 0; i < a.order.length; i++) {
    const difference = a.order[i]! - b.order[i]!;
    if (difference !== 0) return difference;
  }
  const left = a.candidate.offer.id;
  const right = b.candidate.offer.id;
  return left < right ? -1 : left > right ? 1 : 0;
}
