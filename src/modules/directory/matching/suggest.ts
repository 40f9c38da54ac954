/** Ranked offers for a person's needs, with reasons. Equal inputs give byte-equal output. */
import type { CountryCode } from '#kernel/codes';
import type { PlainDate } from '#kernel/dates';
import type { FactSet } from '#kernel/facts';
import { exclusionOf } from './exclusion.ts';
import { explainJudged, judge, type Judged } from './judge.ts';
import { nextQuestion } from './next-question.ts';
import type { Offer } from './offer.ts';
import { ANYWHERE, type Candidate, type OfferIndex } from './offer-index.ts';
import { viewPerson, type PersonView } from './person.ts';
import { byOrder, daysLeft, rank, type NeedToMeet, type Ranked } from './rank.ts';
import type { NeedSuggestions, Suggestion, Suggestions, Travel } from './suggestion.ts';
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
  readonly travel: Map<string, Travel>;
}

function travelOf(offer: Offer, run: Run): Travel {
  const seen = run.travel.get(offer.id);
  if (seen) return seen;
  const travel = travelTo(offer.place, run.options.place, run.options.travel);
  run.travel.set(offer.id, travel);
  return travel;
}

function* candidatesFor(code: string, index: OfferIndex, person: PersonView): Generator<Candidate> {
  for (const [admin1, candidates] of index.byNeed.get(code) ?? []) {
    if (admin1 !== ANYWHERE && person.avoid.has(admin1)) continue;
    yield* candidates;
  }
}

/** Best place of each service, and how many other places it has. */
function oncePerService(ranked: readonly Ranked[]): Map<string, { best: Ranked; others: number }> {
  const services = new Map<string, { best: Ranked; others: number }>();
  for (const entry of ranked) {
    const { serviceId } = entry.judged.candidate.offer;
    const seen = services.get(serviceId);
    if (seen) seen.others += 1;
    else services.set(serviceId, { best: entry, others: 0 });
  }
  return services;
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

function present({ best, others }: { best: Ranked; others: number }, person: PersonView): Suggestion {
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
function keepFirst(undecided: Map<string, Judged>, judged: Judged): void {
  const { serviceId, id } = judged.candidate.offer;
  const seen = undecided.get(serviceId);
  if (!seen || id < seen.candidate.offer.id) undecided.set(serviceId, judged);
}

interface NeedRun {
  readonly result: NeedSuggestions;
  readonly undecided: readonly Judged[];
}

function suggestFor(need: NeedToMeet, index: OfferIndex, run: Run): NeedRun {
  const { person, options } = run;
  const left = daysLeft(need, options.today);
  const possible: Ranked[] = [];
  const refused: Ranked[] = [];
  const undecided = new Map<string, Judged>();
  for (const candidate of candidatesFor(need.code, index, person)) {
    if (exclusionOf(candidate.offer, person, options.country)) continue;
    const judged = judge(candidate, person);
    if (judged.conditions === 'unknown') keepFirst(undecided, judged);
    const ranked = rank(judged, travelOf(candidate.offer, run), person, left);
    (judged.verdict === 'doesNotFit' ? refused : possible).push(ranked);
  }
  const offers = oncePerService(possible.sort(byOrder));
  const notFitting = [...oncePerService(refused.sort(byOrder))].filter(([id]) => !offers.has(id)).map(([, entry]) => entry);
  const result = {
    needCode: need.code,
    offers: [...offers.values()].slice(0, options.limit).map((entry) => present(entry, person)),
    notFitting: notFitting.slice(0, options.limit).map((entry) => present(entry, person)),
    total: offers.size,
  };
  return { result, undecided: [...undecided.values()] };
}

/** Suggestions for each need, the best next question over all of them, and the needs that nothing answers. */
export function suggest(needs: readonly NeedToMeet[], facts: FactSet, index: OfferIndex, options: SuggestOptions): Suggestions {
  const person = viewPerson(facts, { mayReadRestricted: options.mayReadRestricted }, options.avoid ?? []);
  const run: Run = { person, options, travel: new Map() };
  const runs = needs.map((need) => suggestFor(need, index, run));
  return {
    needs: runs.map((r) => r.result),
    nextQuestion: nextQuestion(runs.flatMap((r) => r.undecided), person),
    uncovered: runs.filter((r) => r.result.total === 0).map((r) => r.result.needCode),
  };
}
