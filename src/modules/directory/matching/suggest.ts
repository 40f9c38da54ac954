/** Ranked offers for a person's needs, with reasons. Equal inputs give byte-equal output. */
import type { CountryCode } from '#kernel/codes';
import type { PlainDate } from '#kernel/dates';
import type { FactSet } from '#kernel/facts';
import { isExcluded } from './exclusion.ts';
import { explainJudged, judge, standingOf, type Standing } from './judge.ts';
import { nextQuestion } from './next-question.ts';
import type { Offer } from './offer.ts';
import { ANYWHERE, type Candidate, type OfferIndex } from './offer-index.ts';
import { viewPerson, type PersonView } from './person.ts';
import { ALL_GROUPS, byOrder, daysLeft, groupOf, POSSIBLE_GROUPS, rank, type NeedToMeet, type Ranked } from './rank.ts';
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
interface Run {
  readonly person: PersonView;
  readonly options: SuggestOptions;
  /** The shared conditions of the index, judged for this person. */
  readonly levels: Uint8Array;
  /** How many services the index has. */
  readonly services: number;
}

function* candidatesFor(code: string, index: OfferIndex, person: PersonView): Generator<Candidate> {
  for (const [admin1, candidates] of index.byNeed.get(code) ?? []) {
    if (admin1 !== ANYWHERE && person.avoid.has(admin1)) continue;
    yield* candidates;
  }
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

/**
 * The best `limit` services in order. Group after group is put in order (which needs travel times) only until enough
 * services are found; of the rest only the number matters.
 */
function bestServices(groups: readonly Candidate[][], run: Run): Best {
  const { limit } = run.options;
  const shown = new Map<number, Entry>();
  const marks = new Uint8Array(run.services);
  let total = 0;
  for (const group of groups) {
    const wanted = shown.size < limit;
    const ordered = wanted ? group.map((candidate) => rankedIn(candidate, run)).sort(byOrder) : [];
    for (const best of ordered) countIn(shown, best, limit);
    if (!wanted) for (const { service } of group) countOther(shown, service);
    for (const { service } of group) {
      if (marks[service] === 0) total += 1;
      marks[service] = 1;
    }
  }
  return { entries: [...shown.values()], marks, total };
}

function rankedIn(candidate: Candidate, { person, levels, options }: Run): Ranked {
  const judged = judge(candidate, person, standingOf(candidate, person, levels));
  return rank(judged, travelTo(candidate.offer.place, options.place, options.travel), person);
}

function countIn(shown: Map<number, Entry>, best: Ranked, limit: number): void {
  const { service } = best.judged.candidate;
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
  const { offer, needCode } = best.judged.candidate;
  return {
    offerId: offer.id,
    serviceId: offer.serviceId,
    needCode,
    verdict: best.judged.verdict,
    ...explainJudged(best.judged, person),
    travel: best.travel,
    asOf: offer.asOf,
    notes: notesOf(offer),
    otherPlaces: others,
  };
}

/** A service asks once, however many places it has. */
function keepFirst(undecided: Map<number, Candidate>, candidate: Candidate): void {
  const seen = undecided.get(candidate.service);
  if (!seen || candidate.offer.id < seen.offer.id) undecided.set(candidate.service, candidate);
}

const UNDECIDED: Standing = 1;

interface NeedRun {
  readonly result: NeedSuggestions;
  readonly undecided: ReadonlyMap<number, Candidate>;
}

function suggestFor(need: NeedToMeet, index: OfferIndex, run: Run): NeedRun {
  const { person, options, levels } = run;
  const left = daysLeft(need, options.today);
  const groups: Candidate[][] = Array.from({ length: ALL_GROUPS }, () => []);
  const undecided = new Map<number, Candidate>();
  for (const candidate of candidatesFor(need.code, index, person)) {
    if (isExcluded(candidate.offer, person, options.country)) continue;
    const standing = standingOf(candidate, person, levels);
    if (standing === UNDECIDED) keepFirst(undecided, candidate);
    groups[groupOf(candidate.offer, standing, left)]!.push(candidate);
  }
  const possible = bestServices(groups.slice(0, POSSIBLE_GROUPS), run);
  const refused = groups.slice(POSSIBLE_GROUPS).map((group) => group.filter((candidate) => possible.marks[candidate.service] === 0));
  const result = {
    needCode: need.code,
    offers: possible.entries.map((entry) => present(entry, person)),
    notFitting: bestServices(refused, run).entries.map((entry) => present(entry, person)),
    total: possible.total,
  };
  return { result, undecided };
}

/** Suggestions for each need, the best next question over all of them, and the needs that nothing answers. */
export function suggest(needs: readonly NeedToMeet[], facts: FactSet, index: OfferIndex, options: SuggestOptions): Suggestions {
  const reading = { mayReadRestricted: options.mayReadRestricted };
  const person = viewPerson(facts, reading, options.avoid ?? []);
  const run: Run = { person, options, levels: index.leaves.levelsFor(facts, reading), services: index.services };
  const runs = needs.map((need) => suggestFor(need, index, run));
  return {
    needs: runs.map((r) => r.result),
    nextQuestion: nextQuestion(runs.flatMap((r) => [...r.undecided.values()]), index.leaves, run.levels, person),
    uncovered: runs.filter((r) => r.result.total === 0).map((r) => r.result.needCode),
  };
}
