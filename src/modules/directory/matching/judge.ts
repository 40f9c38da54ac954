/** The verdict on one offer for one person and one need. */
import { evaluate, verdictOf, type Criteria, type Verdict } from '#kernel/criteria';
import type { Offer } from './offer.ts';
import { conditionsOf, type Candidate } from './offer-index.ts';
import { welcomesIdentity, type PersonView } from './person.ts';
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

/** Anything beyond the facts that still has to be settled. */
function isSettled(offer: Offer, person: PersonView): boolean {
  return offer.openConditions.length === 0 && !statesNothing(offer) && papersToGet(offer, person).length === 0;
}

export interface Judged {
  readonly candidate: Candidate;
  readonly criteria: Criteria | null;
  /** What the conditions alone say. */
  readonly conditions: Verdict;
  readonly verdict: OfferVerdict;
}

/** The verdict without its reasons: the quick way for many offers. */
export function judge(candidate: Candidate, person: PersonView): Judged {
  const { offer, needCode } = candidate;
  // Who is welcome by identity is not asked for the sex on the papers.
  const byIdentity = person.genderIdentity !== null && welcomesIdentity(offer, person);
  const criteria = byIdentity ? conditionsOf(offer, needCode, false) : candidate.criteria;
  const conditions = byIdentity ? verdictOf(criteria ?? { all: [] }, person.facts, person.reading) : candidate.judge(person.facts, person.reading);
  return { candidate, criteria, conditions, verdict: verdictFrom(conditions, offer, person) };
}

function verdictFrom(conditions: Verdict, offer: Offer, person: PersonView): OfferVerdict {
  if (conditions === 'false') return 'doesNotFit';
  return conditions === 'true' && isSettled(offer, person) ? 'fits' : 'fitsOnce';
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
