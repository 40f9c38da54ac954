/** Where each field of a person comes from: what was recorded at registration, and the newest correction or confirmation since. */
import type { FieldSource } from '../views.ts';

/** Fields that identity papers show. A registration with papers in hand says nothing about the others: those were told. */
const ON_PAPERS: ReadonlySet<string> = new Set([
  'givenNames', 'surname1', 'surname2', 'marriedSurname', 'birthDate', 'sex', 'nationalities', 'birthCountry', 'birthAdmin2', 'birthPlace',
]);

/** The fields whose source is shown, in the order of the page. */
export const SOURCED = [
  'givenNames', 'surname1', 'surname2', 'marriedSurname', 'otherNames', 'preferredName', 'motherName', 'birthDate', 'sex', 'nationalities', 'birthCountry', 'birthAdmin2',
  'birthPlace', 'preferredLanguage', 'originAdmin2',
] as const;
type Sourced = (typeof SOURCED)[number];

interface Registration {
  readonly source: string;
  readonly evidence: 'declared' | 'seen';
  readonly at: string;
  readonly by: string | null;
}

type Values = Readonly<Record<Sourced, string | readonly string[] | null>>;
type Word = Omit<FieldSource, 'source'>;

const isEmpty = (value: Values[Sourced]): boolean => value === null || value.length === 0;

/** One source for each field that says something. */
export function sourcesOf(values: Values, registration: Registration, later: readonly Word[]): FieldSource[] {
  const newest = new Map(later.map((word) => [word.field, word]));
  return SOURCED.filter((field) => !isEmpty(values[field])).map((field) => {
    const word = newest.get(field);
    if (word) return { ...word, source: 'correction' };
    return { ...registration, field, evidence: registration.evidence === 'seen' && ON_PAPERS.has(field) ? 'seen' : 'declared' };
  });
}
