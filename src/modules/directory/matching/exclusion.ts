/** What takes an offer out altogether. No rank outweighs any of it, and what is taken out is not even mentioned. */
import type { CountryCode } from '#kernel/codes';
import type { Offer } from './offer.ts';
import { welcomesIdentity, type PersonView } from './person.ts';

export const EXCLUSIONS = [
  'otherCountry', 'closed', 'notYetOpen', 'full', 'protectionOnly', 'dangerousPlace', 'otherAgeGroup', 'notForChildrenAlone', 'otherSex',
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

type Test = (offer: Offer, person: PersonView, country: CountryCode) => boolean;

function inDanger(offer: Offer, person: PersonView): boolean {
  const { place } = offer;
  if (person.avoid.size === 0 || place.kind !== 'point') return false;
  const crossed = [place.admin1, place.admin2, ...(place.through ?? [])];
  return crossed.some((id) => id !== null && person.avoid.has(id));
}

const TESTS: Readonly<Record<Exclusion, Test>> = {
  otherCountry: (offer, _person, country) => offer.country !== country,
  closed: (offer) => offer.status === 'closed',
  notYetOpen: (offer) => offer.status === 'planned',
  full: (offer) => offer.capacity === 'full',
  protectionOnly: (offer, person) => offer.protectionOnly && !person.reading.mayReadRestricted,
  dangerousPlace: inDanger,
  otherAgeGroup: (offer, person) => offer.ages !== null && person.ageGroup !== null && !offer.ages.includes(person.ageGroup),
  notForChildrenAlone: (offer, person) => person.childAlone && offer.ages?.includes('child') !== true,
  otherSex: (offer, person) =>
    offer.sexes !== null && (person.sex === 'F' || person.sex === 'M') && !offer.sexes.includes(person.sex) && !welcomesIdentity(offer, person),
};

/** The first reason that takes the offer out, or nothing. */
export function exclusionOf(offer: Offer, person: PersonView, country: CountryCode): Exclusion | null {
  for (const exclusion of EXCLUSIONS) if (TESTS[exclusion](offer, person, country)) return exclusion;
  return null;
}
