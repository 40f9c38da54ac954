/** What takes an offer out altogether. No rank outweighs any of it, and what is taken out is not even mentioned. */
import type { CountryCode } from '#kernel/codes';
import type { Offer } from './offer.ts';
import { welcomesIdentity, type PersonView } from './person.ts';

type Test = (offer: Offer, person: PersonView, country: CountryCode) => boolean;

function inDanger(offer: Offer, person: PersonView): boolean {
  const { place } = offer;
  if (person.avoid.size === 0 || place.kind !== 'point') return false;
  const crossed = [place.admin1, place.admin2, ...(place.through ?? [])];
  return crossed.some((id) => id !== null && person.avoid.has(id));
}

function otherSex(offer: Offer, person: PersonView): boolean {
  if (offer.sexes === null || (person.sex !== 'F' && person.sex !== 'M')) return false;
  return !offer.sexes.includes(person.sex) && !welcomesIdentity(offer, person);
}

/** Each speaks for itself; the order is that of the cheapest first. */
const FOR_THIS_PERSON: readonly Test[] = [
  /** A service of another country. */
  (offer, _person, country) => offer.country !== country,
  /** A protection service, for an actor outside the closed circle. */
  (offer, person) => offer.protectionOnly && !person.reading.mayReadRestricted,
  /** Another age group. */
  (offer, person) => offer.ages !== null && person.ageGroup !== null && !offer.ages.includes(person.ageGroup),
  /** Not said to be for children, and this child has no guardian here. */
  (offer, person) => person.childAlone && offer.ages?.includes('child') !== true,
  otherSex,
  inDanger,
];

/** True for an offer that nobody can take up: closed, not open yet, or full without a waiting list. */
export function isUnavailable(offer: Offer): boolean {
  return offer.status === 'closed' || offer.status === 'planned' || offer.capacity === 'full';
}

/** True if the offer must not come up for this person. */
export function isExcluded(offer: Offer, person: PersonView, country: CountryCode): boolean {
  for (const test of FOR_THIS_PERSON) if (test(offer, person, country)) return true;
  return false;
}
