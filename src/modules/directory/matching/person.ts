/** What matching reads of a person before it looks at any condition: age group, guardian, sex, places of danger. */
import { ADULT_FROM } from '#kernel/birth';
import type { Reading } from '#kernel/criteria';
import { yearsBetween, type PlainDate } from '#kernel/dates';
import { isRestricted, type FactCode, type FactSet, type FactValue } from '#kernel/facts';
import type { AgeGroup, Offer } from './offer.ts';

export interface PersonView {
  readonly facts: FactSet;
  readonly reading: Reading;
  readonly ageGroup: AgeGroup | null;
  /** A child for whom no verified guardian is known. */
  readonly childAlone: boolean;
  readonly sex: string | null;
  readonly genderIdentity: string | null;
  /** Departments and municipalities that must not come up, whoever looks. */
  readonly avoid: ReadonlySet<string>;
  /** Where they live or will live. */
  readonly home: { readonly admin1: string | null; readonly admin2: string | null };
  /** What they cannot avoid whenever they leave it, for example the harbour of their island. */
  readonly leaving: readonly string[];
  /** Languages spoken well enough to be served in. */
  readonly languages: ReadonlySet<string>;
}

function valueOf(facts: FactSet, code: FactCode): FactValue | undefined {
  const state = facts[code];
  return state?.state === 'known' ? state.value : undefined;
}

const ALONE = new Set<unknown>(['unaccompaniedChild', 'separatedChild']);
const WELL_SPOKEN = new Set(['conversational', 'fluent', 'native']);

/** Told as a child who came without parents, and not grown up since: a child, whatever is told of the age. */
function cameAlone(facts: FactSet, today: PlainDate): boolean {
  const told = facts.travellingAs;
  if (told?.state !== 'known' || !ALONE.has(told.value)) return false;
  const age = valueOf(facts, 'age');
  if (typeof age !== 'number' || age < ADULT_FROM) return true;
  return age - yearsBetween(told.at.slice(0, 10), today) >= ADULT_FROM;
}

/** An age that says otherwise than how a child came is no known age: it is asked. */
function withoutDoubtfulAge(facts: FactSet, alone: boolean): FactSet {
  const age = valueOf(facts, 'age');
  if (!alone || typeof age !== 'number' || age < ADULT_FROM) return facts;
  const { age: _, ...rest } = facts;
  return rest;
}

function ageGroupOf(facts: FactSet, alone: boolean): AgeGroup | null {
  if (alone) return 'child';
  const age = valueOf(facts, 'age');
  return typeof age === 'number' ? (age < ADULT_FROM ? 'child' : 'adult') : null;
}

/** A child counts as alone until a family or a verified guardian is on record. */
function isChildAlone(facts: FactSet, group: AgeGroup | null): boolean {
  if (group !== 'child' || valueOf(facts, 'guardianVerified') === true) return false;
  return valueOf(facts, 'travellingAs') !== 'family';
}

function languagesOf(facts: FactSet): ReadonlySet<string> {
  const levels = valueOf(facts, 'languages');
  if (typeof levels !== 'object') return new Set();
  return new Set(Object.entries(levels).filter(([, level]) => WELL_SPOKEN.has(String(level))).map(([code]) => code));
}

/** Reads the facts once for many offers. Places of danger steer for everybody, even for who may not read them. */
export function viewPerson(told: FactSet, reading: Reading, avoid: readonly string[], today: PlainDate, leaving: readonly string[] = []): PersonView {
  const alone = cameAlone(told, today);
  const facts = withoutDoubtfulAge(told, alone);
  const ageGroup = ageGroupOf(facts, alone);
  const dangerous = valueOf(facts, 'cannotReturnTo');
  const readable = (code: FactCode): string | null =>
    isRestricted(code) && !reading.mayReadRestricted ? null : ((valueOf(facts, code) as string | undefined) ?? null);
  return {
    facts,
    reading,
    ageGroup,
    childAlone: isChildAlone(facts, ageGroup),
    sex: readable('sex'),
    genderIdentity: readable('genderIdentity'),
    avoid: new Set([...avoid, ...(Array.isArray(dangerous) ? dangerous : [])]),
    home: { admin1: (valueOf(facts, 'destinationAdmin1') as string | undefined) ?? null, admin2: (valueOf(facts, 'destinationAdmin2') as string | undefined) ?? null },
    leaving,
    languages: languagesOf(facts),
  };
}

const OPEN_TO_IDENTITY: Readonly<Record<string, readonly string[]>> = { F: ['woman', 'transWoman'], M: ['man', 'transMan'] };

/** True if who the person says to be is among those the offer is for, whatever the papers print. */
export function welcomesIdentity(offer: Offer, person: PersonView): boolean {
  const identity = person.genderIdentity;
  if (!offer.sexes || identity === null) return false;
  return offer.sexes.some((sex) => OPEN_TO_IDENTITY[sex]?.includes(identity));
}
