/** The people and the errors of the linkage benchmark (`linkage/people.ts`, `linkage/errors.ts`) in the country of the tests. Nobody in it exists. */
import { plainDate } from '#kernel/dates';
import { readBirth } from '#kernel/birth';
import type { DuplicateProbe } from '#registry/schema';
import { SHARES, typed } from './linkage/errors.ts';
import { families, type Invented as Truth } from './linkage/people.ts';
import type { Random } from './random.ts';

const PLACES = ['ZZ-0101', 'ZZ-0102', 'ZZ-0103', 'ZZ-0201', 'ZZ-0202'];
/** Share of people who have a number. */
const NUMBERED = 0.7;

/** Somebody as registered without an error. */
export interface Invented {
  readonly truth: Truth;
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string | undefined;
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
  readonly originAdmin2: string;
  readonly number: string | undefined;
}

/** People one after the other, family by family, without end. */
export function* inventedPeople(random: Random): Generator<Invented, never> {
  for (const family of families(random)) {
    for (const truth of family) {
      const { given, surname1, surname2, birth: { year, month, day }, sex, number } = truth;
      yield {
        truth, givenNames: given.join(' '), surname1, surname2: surname2 || undefined, birthDate: plainDate(year, month, day), sex, originAdmin2: placeOf(truth),
        number: random() < NUMBERED ? number : undefined,
      };
    }
  }
  throw new Error('families have no end');
}

const placeOf = ({ family }: Truth): string => PLACES[family % PLACES.length]!;

/** So many of them. */
export function take(people: Generator<Invented, never>, count: number): Invented[] {
  return Array.from({ length: count }, () => people.next().value);
}

/** The same person on a later list, with the errors that strike it. */
export function again(random: Random, { truth }: Invented): DuplicateProbe {
  const text = typed(random, SHARES, truth, { phone: truth.phone }, undefined);
  const birth = text.birth_date ? readBirth(text.birth_date) : undefined;
  return {
    givenNames: text.given_names, surname1: text.surname1, surname2: text.surname2 || undefined, ...birth, ...(birth && text.birth_date_approx ? { birthPrecision: 'estimated' } : {}),
    sex: text.sex === '' ? undefined : truth.sex, originAdmin2: text.birth_admin2 ? placeOf(truth) : undefined, documents: text.doc_number ? [{ type: 'dni', number: text.doc_number }] : [],
  };
}

export function probe({ givenNames, surname1, surname2, birthDate, sex, originAdmin2, number }: Invented): DuplicateProbe {
  return { givenNames, surname1, surname2, birthDate, sex, originAdmin2, documents: number ? [{ type: 'dni', number }] : [] };
}
