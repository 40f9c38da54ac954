/** What takes an offer out altogether. No rank outweighs any of it, and what is taken out is not even mentioned. */
import type { Offer } from './offer.ts';
import { welcomesIdentity, type PersonView } from './person.ts';

/** One reason to leave an offer out: what the offer says, and whom it bars. */
interface Bar {
  readonly says: (offer: Offer) => boolean;
  readonly meets: (person: PersonView) => boolean;
}

/** Each speaks for itself; its position is its bit. */
const BARS: readonly Bar[] = [
  /** A protection service, for an actor outside the closed circle. */
  { says: (offer) => offer.protectionOnly, meets: (person) => !person.reading.mayReadRestricted },
  /** Another age group. */
  { says: (offer) => offer.ages?.includes('child') === false, meets: (person) => person.ageGroup === 'child' },
  { says: (offer) => offer.ages?.includes('adult') === false, meets: (person) => person.ageGroup === 'adult' },
  /** Not said to be for children, and this child has no guardian here. */
  { says: (offer) => offer.ages?.includes('child') !== true, meets: (person) => person.childAlone },
  /** For another sex: the last two. */
  { says: (offer) => offer.sexes?.includes('F') === false, meets: (person) => person.sex === 'F' },
  { says: (offer) => offer.sexes?.includes('M') === false, meets: (person) => person.sex === 'M' },
];
const OTHER_SEX = 0b11 << (BARS.length - 2);

const bits = (holds: (bar: Bar) => boolean): number => BARS.reduce((set, bar, i) => (holds(bar) ? set | (1 << i) : set), 0);

/** Whom an offer is not for, one bit for each reason; read once when offers are indexed. */
export const barsOf = (offer: Offer): number => bits((bar) => bar.says(offer));

/** The reasons that meet a person, in the same bits. */
export const barsFor = (person: PersonView): number => bits((bar) => bar.meets(person));

/** Whoever lives where the offer is crosses neither what lies before it nor what lies before their home. */
function inDanger({ place }: Offer, { avoid, home, leaving }: PersonView): boolean {
  if (place.kind !== 'point') return false;
  const atHome = place.admin2 === null ? place.admin1 === home.admin1 : place.admin2 === home.admin2;
  const crossed = [place.admin1, place.admin2, ...(atHome ? [] : [...leaving, ...(place.through ?? [])])];
  return crossed.some((id) => id !== null && avoid.has(id));
}

/** True for an offer that nobody can take up: closed, not open yet, or full without a waiting list. */
export function isUnavailable(offer: Offer): boolean {
  return offer.status === 'closed' || offer.status === 'planned' || offer.capacity === 'full';
}

/** True if the offer must not come up for this person; `met` are the bars of the offer that meet the person. */
export function isExcluded(met: number, offer: Offer, person: PersonView): boolean {
  if (met !== 0 && !((met & ~OTHER_SEX) === 0 && welcomesIdentity(offer, person))) return true;
  return person.avoid.size > 0 && inDanger(offer, person);
}
