/** The verdict on one offer for one person and one need. */
import { evaluate, verdictOf, type Criteria } from '#kernel/criteria';
import type { Offer } from './offer.ts';
import { conditionsOf, SETTLED, statesNothing, WANTS_PAPERS, type Candidate, type NeedIndex } from './offer-index.ts';
import { welcomesIdentity, type PersonView } from './person.ts';
import { levelAt, type Level } from './program.ts';
import type { Ask, Reason, Suggestion } from './suggestion.ts';

function documentState(document: string, person: PersonView): string {
  const state = person.facts.documentsHeld;
  if (!state) return 'unknown';
  if (state.state === 'declined') return 'declined';
  return (state.value as Readonly<Record<string, string>>)[document] ?? 'unknown';
}

/** Required papers that the person does not hold, as far as is known. */
function papersToGet(offer: Offer, person: PersonView): Ask[] {
  if (!offer.requiredDocuments) return [];
  return offer.requiredDocuments
    .map((document) => ({ kind: 'document' as const, document, state: documentState(document, person) }))
    .filter((ask) => ask.state !== 'held') as Ask[];
}

const holdsAll = (documents: readonly string[] | null, person: PersonView): boolean =>
  documents === null || documents.every((document) => documentState(document, person) === 'held');

/** Where an offer stands: refused by its conditions, undecided by them, wanting something else, or fitting. */
export type Standing = 0 | 1 | 2 | 3;
const AS_LEVEL = { false: 0, unknown: 1, true: 2 } as const;

/** The conditions as they apply to this person: who is welcome by identity is not asked for the sex on the papers. */
export function conditionsFor(candidate: Candidate, person: PersonView): Criteria | null {
  const byIdentity = person.genderIdentity !== null && welcomesIdentity(candidate.offer, person);
  return byIdentity ? conditionsOf(candidate.offer, candidate.needCode, false) : candidate.criteria;
}

/** Who is judged, and the shared conditions of the index as they stand for this person. */
export interface Judging {
  readonly person: PersonView;
  readonly program: Int32Array;
  readonly levels: Uint8Array;
}

function levelOf(need: NeedIndex, i: number, { person, program, levels }: Judging): Level {
  if (person.genderIdentity !== null) {
    return AS_LEVEL[verdictOf(conditionsFor(need.candidates[i]!, person) ?? { all: [] }, person.facts, person.reading)];
  }
  const at = need.conditions[i]!;
  return at < 0 ? 2 : levelAt(program, at, levels);
}

/** Nothing beyond the facts has to be settled. */
function isSettled(need: NeedIndex, i: number, person: PersonView): boolean {
  const wants = need.wants[i]!;
  return wants === SETTLED || (wants === WANTS_PAPERS && holdsAll(need.candidates[i]!.offer.requiredDocuments, person));
}

/** Where the candidate at `i` stands, as a number. */
export function standingOf(need: NeedIndex, i: number, judging: Judging): Standing {
  const conditions = levelOf(need, i, judging);
  return conditions === 2 && isSettled(need, i, judging.person) ? 3 : conditions;
}

type Explained = Pick<Suggestion, 'reasonsFor' | 'reasonsAgainst' | 'asks' | 'papers'>;

/** Reasons, questions and papers behind a verdict. */
export function explainJudged(candidate: Candidate, person: PersonView): Explained {
  const { offer } = candidate;
  const criteria = conditionsFor(candidate, person);
  const told = criteria ? evaluate(criteria, person.facts, person.reading) : { because: [], missing: [] };
  const reasons = (favours: boolean): Reason[] =>
    told.because.filter((b) => b.favours === favours).map(({ leaf, holds, value }) => ({ leaf, holds, value }) as Reason);
  const asks: Ask[] = [
    ...told.missing.map((m) => ({ kind: 'fact' as const, ...m })),
    ...papersToGet(offer, person),
    ...offer.openConditions.map((text) => ({ kind: 'condition' as const, ...text })),
    ...(statesNothing(offer) ? [{ kind: 'nothingStated' as const }] : []),
  ];
  return {
    reasonsFor: reasons(true),
    reasonsAgainst: reasons(false),
    asks,
    papers: offer.requiredDocuments?.map((document) => ({ document, held: documentState(document, person) === 'held' })) ?? null,
  };
}
