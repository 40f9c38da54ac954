/** Ranked offers for a person's needs, with reasons. Equal inputs give byte-equal output. */
import type { CountryCode } from '#kernel/codes';
import type { PlainDate } from '#kernel/dates';
import type { FactSet } from '#kernel/facts';
import { barsFor, isExcluded } from './exclusion.ts';
import { explainJudged, standingOf, type Judging, type Standing } from './judge.ts';
import { nextQuestion } from './next-question.ts';
import type { Offer } from './offer.ts';
import { needKey, NO_CANDIDATES, type Candidate, type NeedIndex, type OfferIndex } from './offer-index.ts';
import { viewPerson, type PersonView } from './person.ts';
import { afterPhoning, ALL_GROUPS, byOrder, daysLeft, groupOf, POSSIBLE_GROUPS, rank, verdictOfGroup, type NeedToMeet, type Ranked } from './rank.ts';
import type { NeedSuggestions, Suggestion, Suggestions } from './suggestion.ts';
import { harboursOf, travelTo, type KnownTrips, type PersonPlace, type TravelParameters } from './travel.ts';

export interface SuggestOptions {
  readonly country: CountryCode;
  readonly today: PlainDate;
  /** Where the person is or will live; without it nothing can be said about distance. */
  readonly place: PersonPlace | null;
  readonly travel: TravelParameters | null;
  /** Trips from that place of which more is known than an estimate. */
  readonly trips?: KnownTrips | undefined;
  /** How many offers per need. */
  readonly limit: number;
  readonly mayReadRestricted: boolean;
  /** Places of danger that the caller knows and the actor may not read; they steer all the same. */
  readonly avoid?: readonly string[];
}

/** One run for one person: what is worked out once for all needs. */
interface Run extends Judging {
  readonly options: SuggestOptions;
  /** The reasons to leave an offer out that meet this person. */
  readonly bars: number;
  /** Which services were met; one sheet for all needs. */
  readonly sheet: Sheet;
}

/** A service at its best place, and how many other places it has. */
interface Entry {
  readonly best: Ranked;
  others: number;
}

/** One place for each service of the index, wiped clean without touching every place. */
class Sheet {
  readonly #marks: Int32Array;
  #round = 0;

  constructor(services: number) {
    this.#marks = new Int32Array(services);
  }

  wipe(): void {
    this.#round += 1;
  }

  /** Marks a service; true the first time. */
  mark(service: number): boolean {
    const first = this.#marks[service] !== this.#round;
    this.#marks[service] = this.#round;
    return first;
  }

  has(service: number): boolean {
    return this.#marks[service] === this.#round;
  }
}

/** The candidates of one need, sorted into the groups of the order; each number is a place in the columns. */
interface Sorted {
  readonly need: NeedIndex;
  readonly groups: readonly number[][];
}

/**
 * The best `limit` services in order. Group after group is put in order (which needs travel times) only until enough
 * services are found; of the rest only the number matters.
 */
function bestServices({ need, groups }: Sorted, from: number, to: number, run: Run): Entry[] {
  const { limit } = run.options;
  const shown = new Map<number, Entry>();
  for (let g = from; g < to; g++) {
    const group = groups[g]!;
    if (shown.size < limit) for (const best of inOrder(group, g, need, run)) countIn(shown, best, limit);
    else for (const i of group) countOther(shown, need.service[i]!);
  }
  return [...shown.values()];
}

/** Marks the services that fit or may fit, and counts them. */
function markPossible({ need, groups }: Sorted, sheet: Sheet): number {
  sheet.wipe();
  let total = 0;
  for (let g = 0; g < POSSIBLE_GROUPS; g++) for (const i of groups[g]!) if (sheet.mark(need.service[i]!)) total += 1;
  return total;
}

function inOrder(group: readonly number[], number: number, need: NeedIndex, { person, options }: Run): Ranked[] {
  const verdict = verdictOfGroup(number);
  return group.map((i) => {
    const candidate = need.candidates[i]!;
    return rank(candidate, verdict, travelTo(candidate.offer.place, options.place, options.travel, options.trips), person);
  }).sort(byOrder);
}

function countIn(shown: Map<number, Entry>, best: Ranked, limit: number): void {
  const { service } = best.candidate;
  const entry = shown.get(service);
  if (entry) entry.others += 1;
  else if (shown.size < limit) shown.set(service, { best, others: 0 });
}

function countOther(shown: Map<number, Entry>, service: number): void {
  const entry = shown.get(service);
  if (entry) entry.others += 1;
}

function notesOf(offer: Offer): Suggestion['notes'] {
  const notes: Suggestion['notes'] = [];
  if (offer.status === 'pilot') notes.push('pilot');
  if (offer.place.kind === 'unstated') notes.push('placeNotStated');
  if (offer.place.kind === 'abroad') notes.push('onlyAbroad');
  if (offer.requiredDocuments === null) notes.push('papersNotStated');
  if (offer.capacity === 'waitingList') notes.push('waitingList');
  if (offer.waitDays === null) notes.push('waitNotStated');
  if (offer.phoneFirst) notes.push('phoneFirst');
  if (offer.womenAttend) notes.push('womenAttend');
  return notes;
}

function present({ best, others }: Entry, person: PersonView): Suggestion {
  const { offer, needCode } = best.candidate;
  return {
    offerId: offer.id,
    serviceId: offer.serviceId,
    needCode,
    verdict: best.verdict,
    ...explainJudged(best.candidate, person),
    travel: best.travel,
    asOf: offer.asOf,
    rules: offer.rules ?? null,
    confirmedOn: offer.confirmedOn ?? null,
    notes: notesOf(offer),
    otherPlaces: others,
  };
}

const UNDECIDED: Standing = 1;

interface NeedRun {
  readonly result: NeedSuggestions;
  readonly undecided: readonly Candidate[];
}

/** A service asks once, however many places it has: by the place whose id comes first. */
function oncePerService({ candidates, service }: NeedIndex, undecided: readonly number[], sheet: Sheet): readonly Candidate[] {
  sheet.wipe();
  if (undecided.every((i) => sheet.mark(service[i]!))) return undecided.map((i) => candidates[i]!);
  const first = new Map<number, Candidate>();
  for (const i of undecided) {
    const seen = first.get(service[i]!);
    if (!seen || candidates[i]!.offer.id < seen.offer.id) first.set(service[i]!, candidates[i]!);
  }
  return [...first.values()];
}

function sortIntoGroups(need: NeedIndex, left: number | null, run: Run, undecided: number[]): Sorted {
  const groups: number[][] = Array.from({ length: ALL_GROUPS }, () => []);
  const count = need.candidates.length;
  const mayBeInDanger = run.person.avoid.size > 0;
  for (let i = 0; i < count; i++) {
    const met = need.bars[i]! & run.bars;
    if ((met !== 0 || mayBeInDanger) && isExcluded(met, need.candidates[i]!.offer, run.person)) continue;
    const standing = standingOf(need, i, run);
    if (standing === UNDECIDED) undecided.push(i);
    const group = groupOf(standing, need.wait[i]!, left);
    groups[need.candidates[i]!.offer.phoneFirst ? afterPhoning(group) : group]!.push(i);
  }
  return { need, groups };
}

function suggestFor(wanted: NeedToMeet, index: OfferIndex, run: Run): NeedRun {
  const { person, options } = run;
  const { code } = wanted;
  const need = index.byNeed.get(needKey(options.country, code)) ?? NO_CANDIDATES;
  const undecided: number[] = [];
  const sorted = sortIntoGroups(need, daysLeft(wanted, options.today), run, undecided);
  const total = markPossible(sorted, run.sheet);
  const refused = sorted.groups.map((group, g) => (g < POSSIBLE_GROUPS ? [] : group.filter((i) => !run.sheet.has(need.service[i]!))));
  const result = {
    needCode: code,
    offers: bestServices(sorted, 0, POSSIBLE_GROUPS, run).map((entry) => present(entry, person)),
    notFitting: bestServices({ need, groups: refused }, POSSIBLE_GROUPS, ALL_GROUPS, run).map((entry) => present(entry, person)),
    total,
  };
  return { result, undecided: oncePerService(need, undecided, run.sheet) };
}

/** What somebody cannot avoid when they leave the place where they live. */
function leavingOf({ place, travel }: SuggestOptions): readonly string[] {
  return (place?.admin2 && travel && harboursOf(travel).get(place.admin2)) || [];
}

/** Suggestions for each need, the best next question over all of them, and the needs that nothing answers. */
export function suggest(needs: readonly NeedToMeet[], facts: FactSet, index: OfferIndex, options: SuggestOptions): Suggestions {
  const reading = { mayReadRestricted: options.mayReadRestricted };
  const person = viewPerson(facts, reading, options.avoid ?? [], options.today, leavingOf(options));
  const { leaves, services } = index;
  const run: Run = { person, options, bars: barsFor(person), levels: leaves.levelsFor(person.facts, reading), program: leaves.program, sheet: new Sheet(services) };
  const runs = needs.map((need) => suggestFor(need, index, run));
  return {
    needs: runs.map((r) => r.result),
    nextQuestion: nextQuestion(runs.flatMap((r) => r.undecided), leaves, run),
    uncovered: runs.filter((r) => r.result.total === 0).map((r) => r.result.needCode),
  };
}
