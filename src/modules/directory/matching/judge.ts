/** The verdict on one offer for one person and one need. */
import { evaluate, verdictOf, type Criteria } from '#kernel/criteria';
import type { Offer } from './offer.ts';
import { conditionsOf, type Candidate } from './offer-index.ts';
import { welcomesIdentity, type PersonView } from './person.ts';
import { levelOf, type Level } from './shared-leaves.ts';
import type { Ask, OfferVerdict, Reason, Suggestion } from './suggestion.ts';

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

/** The source says neither for whom it is nor on what conditions: nothing that could be met. */
function statesNothing(offer: Offer): boolean {
  return offer.criteria === null && offer.openConditions.length === 0 && offer.ages === null && offer.sexes === null && offer.specificity === 0;
}

const holdsAll = (documents: readonly string[] | null, person: PersonView): boolean =>
  documents === null || documents.every((document) => documentState(document, person) === 'held');

/** Nothing beyond the facts has to be settled. */
function isSettled(offer: Offer, person: PersonView): boolean {
  return offer.openConditions.length === 0 && !statesNothing(offer) && holdsAll(offer.requiredDocuments, person);
}

export interface Judged {
  readonly candidate: Candidate;
  readonly criteria: Criteria | null;
  readonly verdict: OfferVerdict;
}

/** Where an offer stands: refused by its conditions, undecided by them, wanting something else, or fitting. */
export type Standing = 0 | 1 | 2 | 3;
const VERDICTS: readonly OfferVerdict[] = ['doesNotFit', 'fitsOnce', 'fitsOnce', 'fits'];
const AS_LEVEL = { false: 0, unknown: 1, true: 2 } as const;

/** The conditions as they apply to this person: who is welcome by identity is not asked for the sex on the papers. */
export function conditionsFor(candidate: Candidate, person: PersonView): Criteria | null {
  const byIdentity = person.genderIdentity !== null && welcomesIdentity(candidate.offer, person);
  return byIdentity ? conditionsOf(candidate.offer, candidate.needCode, false) : candidate.criteria;
}

function levelFor(candidate: Candidate, person: PersonView, levels: Uint8Array): Level {
  if (person.genderIdentity !== null) {
    return AS_LEVEL[verdictOf(conditionsFor(candidate, person) ?? { all: [] }, person.facts, person.reading)];
  }
  return candidate.tree === null ? 2 : levelOf(candidate.tree.root, levels);
}

/** Where the offer stands, as a number: the quick way for many offers. `levels` are the shared conditions, judged for this person. */
export function standingOf(candidate: Candidate, person: PersonView, levels: Uint8Array): Standing {
  const conditions = levelFor(candidate, person, levels);
  return conditions === 2 && isSettled(candidate.offer, person) ? 3 : conditions;
}

/** The verdict in words, without its reasons. */
export function judge(candidate: Candidate, person: PersonView, standing: Standing): Judged {
  return { candidate, criteria: conditionsFor(candidate, person), verdict: VERDICTS[standing]! };
}

type Explained = Pick<Suggestion, 'reasonsFor' | 'reasonsAgainst' | 'asks' | 'papers'>;

/** Reasons, questions and papers behind a verdict. */
export function explainJudged({ candidate: { offer }, criteria }: Judged, person: PersonView): Explained {
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
