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
import { ALL_GROUPS, byOrder, daysLeft, groupOf, POSSIBLE_GROUPS, rank, verdictOfGroup, type NeedToMeet, type Ranked } from './rank.ts';
import type { NeedSuggestions, Suggestion, Suggestions } from './suggestion.ts';
import { travelTo, type PersonPlace, type TravelParameters } from './travel.ts';

export interface SuggestOptions {
  readonly country: CountryCode;
  readonly today: PlainDate;
  /** Where the person is or will live; without it nothing can be said about distance. */
  readonly place: PersonPlace | null;
  readonly travel: TravelParameters | null;
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
  /** How many services the index has. */
  readonly services: number;
}

/** A service at its best place, and how many other places it has. */
interface Entry {
  readonly best: Ranked;
  others: number;
}

interface Best {
  readonly entries: readonly Entry[];
  /** One mark for each service among the groups, shown or not. */
  readonly marks: Uint8Array;
  readonly total: number;
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
function bestServices({ need, groups }: Sorted, from: number, to: number, run: Run): Best {
  const { limit } = run.options;
  const shown = new Map<number, Entry>();
  const marks = new Uint8Array(run.services);
  let total = 0;
  for (let g = from; g < to; g++) {
    const group = groups[g]!;
    if (shown.size < limit) for (const best of inOrder(group, g, need, run)) countIn(shown, best, limit);
    else for (const i of group) countOther(shown, need.service[i]!);
    for (const i of group) {
      const service = need.service[i]!;
      if (marks[service] === 0) total += 1;
      marks[service] = 1;
    }
  }
  return { entries: [...shown.values()], marks, total };
}

function inOrder(group: readonly number[], number: number, need: NeedIndex, { person, options }: Run): Ranked[] {
  const verdict = verdictOfGroup(number);
  return group.map((i) => {
    const candidate = need.candidates[i]!;
    return rank(candidate, verdict, travelTo(candidate.offer.place, options.place, options.travel), person);
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
    notes: notesOf(offer),
    otherPlaces: others,
  };
}

/** The undecided candidates of one need. A service asks once, however many places it has. */
class Undecided {
  readonly #services: number[] = [];
  /** Service → place of its candidate in the columns, plus one. */
  readonly #held: Int32Array;

  constructor(services: number) {
    this.#held = new Int32Array(services);
  }

  add({ service, candidates }: NeedIndex, i: number): void {
    const number = service[i]!;
    const held = this.#held[number]!;
    if (held === 0) this.#services.push(number);
    if (held === 0 || candidates[i]!.offer.id < candidates[held - 1]!.offer.id) this.#held[number] = i + 1;
  }

  of({ candidates }: NeedIndex): Candidate[] {
    return this.#services.map((number) => candidates[this.#held[number]! - 1]!);
  }
}

const UNDECIDED: Standing = 1;

interface NeedRun {
  readonly result: NeedSuggestions;
  readonly undecided: readonly Candidate[];
}

function sortIntoGroups(need: NeedIndex, left: number | null, run: Run, undecided: Undecided): Sorted {
  const groups: number[][] = Array.from({ length: ALL_GROUPS }, () => []);
  const count = need.candidates.length;
  const mayBeInDanger = run.person.avoid.size > 0;
  for (let i = 0; i < count; i++) {
    const met = need.bars[i]! & run.bars;
    if ((met !== 0 || mayBeInDanger) && isExcluded(met, need.candidates[i]!.offer, run.person)) continue;
    const standing = standingOf(need, i, run);
    if (standing === UNDECIDED) undecided.add(need, i);
    groups[groupOf(standing, need.wait[i]!, left)]!.push(i);
  }
  return { need, groups };
}

function suggestFor(wanted: NeedToMeet, index: OfferIndex, run: Run): NeedRun {
  const { person, options } = run;
  const { code } = wanted;
  const need = index.byNeed.get(needKey(options.country, code)) ?? NO_CANDIDATES;
  const undecided = new Undecided(run.services);
  const sorted = sortIntoGroups(need, daysLeft(wanted, options.today), run, undecided);
  const possible = bestServices(sorted, 0, POSSIBLE_GROUPS, run);
  const refused = sorted.groups.map((group) => group.filter((i) => possible.marks[need.service[i]!] === 0));
  const result = {
    needCode: code,
    offers: possible.entries.map((entry) => present(entry, person)),
    notFitting: bestServices({ need, groups: refused }, POSSIBLE_GROUPS, ALL_GROUPS, run).entries.map((entry) => present(entry, person)),
    total: possible.total,
  };
  return { result, undecided: undecided.of(need) };
}

/** Suggestions for each need, the best next question over all of them, and the needs that nothing answers. */
export function suggest(needs: readonly NeedToMeet[], facts: FactSet, index: OfferIndex, options: SuggestOptions): Suggestions {
  const reading = { mayReadRestricted: options.mayReadRestricted };
  const person = viewPerson(facts, reading, options.avoid ?? []);
  const { leaves, services } = index;
  const run: Run = { person, options, bars: barsFor(person), levels: leaves.levelsFor(facts, reading), program: leaves.program, services };
  const runs = needs.map((need) => suggestFor(need, index, run));
  return {
    needs: runs.map((r) => r.result),
    nextQuestion: nextQuestion(runs.flatMap((r) => r.undecided), leaves, run),
    uncovered: runs.filter((r) => r.result.total === 0).map((r) => r.result.needCode),
  };
}
