/** Offers by the need they answer and the department they are in, with their conditions ready to judge. */
import type { Criteria, Leaf } from '#kernel/criteria';
import { isUnavailable } from './exclusion.ts';
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

/** `admin1` id, or this for offers that are in no one department. */
export const ANYWHERE = '*';

export interface OfferIndex {
  readonly byNeed: ReadonlyMap<string, ReadonlyMap<string, readonly Candidate[]>>;
  readonly leaves: SharedLeaves;
  /** How many services there are. */
  readonly services: number;
}

/** The condition that an age group puts on the age, if it puts any. */
export function ageCondition(offer: Offer): Leaf | null {
  if (!offer.ages || offer.ages.length !== 1) return null;
  return offer.ages[0] === 'child' ? { fact: 'age', op: 'lte', value: 17 } : { fact: 'age', op: 'gte', value: 18 };
}

export function sexCondition(offer: Offer): Leaf | null {
  return offer.sexes ? { fact: 'sex', op: 'in', value: offer.sexes } : null;
}

/** All conditions of an offer for one need; `withSex` false leaves out the sex printed on papers. */
export function conditionsOf(offer: Offer, needCode: string, withSex = true): Criteria | null {
  const parts = [ageCondition(offer), withSex ? sexCondition(offer) : null, offer.criteria, offer.needCriteria?.[needCode] ?? null];
  const all = parts.filter((part) => part !== null);
  return all.length === 0 ? null : all.length === 1 ? all[0]! : { all };
}

const departmentOf = (offer: Offer): string => (offer.place.kind === 'point' ? offer.place.admin1 : ANYWHERE);

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

/** Builds the index of what can be taken up; the order of `offers` does not matter to what is suggested. */
export function indexOffers(offers: readonly Offer[]): OfferIndex {
  const byNeed = new Map<string, Map<string, Candidate[]>>();
  const leaves = new SharedLeaves();
  const services = new Numbering();
  for (const offer of offers) {
    if (isUnavailable(offer)) continue;
    for (const needCode of offer.needCodes) {
      const criteria = conditionsOf(offer, needCode);
      const candidate = { offer, needCode, criteria, service: services.of(offer.serviceId), tree: criteria ? leaves.prepare(criteria) : null };
      const departments = byNeed.get(needCode) ?? new Map<string, Candidate[]>();
      byNeed.set(needCode, departments);
      const group = departments.get(departmentOf(offer));
      if (group) group.push(candidate);
      else departments.set(departmentOf(offer), [candidate]);
    }
  }
  return { byNeed, leaves, services: services.size };
}
