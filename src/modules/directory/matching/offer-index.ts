/** Offers by the need they answer, in columns of numbers, with their conditions ready to judge. */
import type { CountryCode } from '#kernel/codes';
import type { Criteria, Leaf } from '#kernel/criteria';
import { barsOf, isUnavailable } from './exclusion.ts';
import type { Offer } from './offer.ts';
import { SharedLeaves, type Tree } from './shared-leaves.ts';

/** An offer for one need, with every condition that applies to it there. */
export interface Candidate {
  readonly offer: Offer;
  readonly needCode: string;
  /** Age group, sex, conditions of the service and of the need, all together; `null` if there are none. */
  readonly criteria: Criteria | null;
  /** Number of the service within the index. */
  readonly service: number;
  readonly tree: Tree | null;
}

/** What an offer wants beyond its conditions: nothing, papers, or something that has to be asked. */
export const SETTLED = 0;
export const WANTS_PAPERS = 1;
export const WANTS_WORDS = 2;

/** All candidates of one need. What is read of each of them, for everybody, lies side by side; the rest is in `candidates`. */
export interface NeedIndex {
  readonly candidates: readonly Candidate[];
  /** Whom it is not for. */
  readonly bars: Uint8Array;
  readonly wants: Uint8Array;
  /** Where its conditions begin in the shared program; -1 without conditions. */
  readonly conditions: Int32Array;
  /** Days until it can start; -1 when not stated. */
  readonly wait: Float64Array;
  readonly service: Int32Array;
}

export interface OfferIndex {
  readonly byNeed: ReadonlyMap<string, NeedIndex>;
  readonly leaves: SharedLeaves;
  /** How many services there are. */
  readonly services: number;
}

/** Where the candidates for a need in a country are kept. */
export const needKey = (country: CountryCode, needCode: string): string => `${country} ${needCode}`;

/** The condition that an age group puts on the age, if it puts any. */
export function ageCondition(offer: Pick<Offer, 'ages'>): Leaf | null {
  if (!offer.ages || offer.ages.length !== 1) return null;
  return offer.ages[0] === 'child' ? { fact: 'age', op: 'lte', value: 17 } : { fact: 'age', op: 'gte', value: 18 };
}

export function sexCondition(offer: Pick<Offer, 'sexes'>): Leaf | null {
  return offer.sexes ? { fact: 'sex', op: 'in', value: offer.sexes } : null;
}

/** All conditions of an offer for one need; `withSex` false leaves out the sex printed on papers. */
export function conditionsOf(offer: Offer, needCode: string, withSex = true): Criteria | null {
  const parts = [ageCondition(offer), withSex ? sexCondition(offer) : null, offer.criteria, offer.needCriteria?.[needCode] ?? null];
  const all = parts.filter((part) => part !== null);
  return all.length === 0 ? null : all.length === 1 ? all[0]! : { all };
}

/** The source says neither for whom it is nor on what conditions: nothing that could be met. */
export function statesNothing(offer: Offer): boolean {
  return offer.criteria === null && offer.openConditions.length === 0 && offer.ages === null && offer.sexes === null && offer.specificity === 0;
}

function wantsOf(offer: Offer): number {
  if (offer.openConditions.length > 0 || statesNothing(offer)) return WANTS_WORDS;
  return offer.requiredDocuments === null || offer.requiredDocuments.length === 0 ? SETTLED : WANTS_PAPERS;
}

/** Numbers for services, in the order in which they are met. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#numbers.size;
  }

  of(serviceId: string): number {
    const number = this.#numbers.get(serviceId) ?? this.#numbers.size;
    this.#numbers.set(serviceId, number);
    return number;
  }
}

function inColumns(candidates: readonly Candidate[]): NeedIndex {
  return {
    candidates,
    bars: Uint8Array.from(candidates, ({ offer }) => barsOf(offer)),
    wants: Uint8Array.from(candidates, ({ offer }) => wantsOf(offer)),
    conditions: Int32Array.from(candidates, ({ tree }) => tree?.at ?? -1),
    wait: Float64Array.from(candidates, ({ offer }) => offer.waitDays ?? -1),
    service: Int32Array.from(candidates, ({ service }) => service),
  };
}

/** A need that nothing answers. */
export const NO_CANDIDATES: NeedIndex = inColumns([]);

/** Builds the index of what can be taken up; the order of `offers` does not matter to what is suggested. */
export function indexOffers(offers: readonly Offer[]): OfferIndex {
  const byNeed = new Map<string, Candidate[]>();
  const leaves = new SharedLeaves();
  const services = new Numbering();
  for (const offer of offers) {
    if (isUnavailable(offer)) continue;
    for (const needCode of offer.needCodes) {
      const criteria = conditionsOf(offer, needCode);
      const candidate = { offer, needCode, criteria, service: services.of(offer.serviceId), tree: criteria ? leaves.prepare(criteria) : null };
      const key = needKey(offer.country, needCode);
      const others = byNeed.get(key);
      if (others) others.push(candidate);
      else byNeed.set(key, [candidate]);
    }
  }
  return { byNeed: new Map([...byNeed].map(([key, candidates]) => [key, inColumns(candidates)])), leaves, services: services.size };
}
