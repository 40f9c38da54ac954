/** Sense of what was typed about a person: what is refused, what is only worth a warning, and the forms that are compared. */
import type { PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import { birthProblem } from './birth.ts';
import type { Profile } from './linkage.ts';
import { nameTokens, nameWords, rootName, soundOf, type NameParts, type NameTokens } from './names.ts';
import { compactNumber } from './numbers.ts';
import type { BirthPrecision } from '../schema.ts';

/** A whole name as it is shown: given names, then surnames. */
export function fullName(name: NameParts): string {
  return [name.givenNames, name.surname1, name.surname2].filter(Boolean).join(' ');
}

/** Folded words of all names, for search. */
export function searchWords(name: NameParts & { readonly [K in 'marriedSurname' | 'otherNames' | 'preferredName']?: string | null | undefined }): string[] {
  const texts = [name.givenNames, name.surname1, name.surname2 ?? '', name.marriedSurname ?? '', name.otherNames ?? '', name.preferredName ?? ''];
  return [...new Set(texts.flatMap(nameWords))];
}

/** Names as they sound, for counting how common they are. */
export function soundsOf(tokens: NameTokens): { given: string[]; surnames: string[] } {
  return {
    given: [...new Set(tokens.given.map((w) => soundOf(rootName(w))))],
    surnames: [...new Set([tokens.surname1.join(''), tokens.surname2.join('')].filter(Boolean).map(soundOf))],
  };
}

interface Typed extends NameParts {
  readonly birthDate?: string | undefined;
  readonly birthPrecision: BirthPrecision;
  readonly sex?: string | undefined;
  readonly originAdmin2?: string | undefined;
  readonly documents: readonly { readonly type: string; readonly number?: string | undefined }[];
}

/** What was typed, in the form that the scorer compares. */
export function profileOf(typed: Typed): Profile {
  return {
    tokens: nameTokens(typed),
    birthDate: typed.birthDate ?? null,
    birthPrecision: typed.birthPrecision,
    sex: typed.sex ?? null,
    originAdmin2: typed.originAdmin2 ?? null,
    numbers: typed.documents.flatMap((d) => (d.number ? [{ type: d.type, number: compactNumber(d.number) }] : [])),
  };
}

/** What makes a person's data impossible, with the field it is about. */
export function impossibilities(typed: Pick<Typed, 'birthDate' | 'originAdmin2'> & { readonly birthAdmin2?: string | undefined }, today: PlainDate, knowsPlace: (id: string) => boolean): Problem[] {
  const problems: Problem[] = [];
  const birth = typed.birthDate ? birthProblem(typed.birthDate, today) : null;
  if (birth) problems.push({ code: birth, field: 'birthDate' });
  for (const field of ['originAdmin2', 'birthAdmin2'] as const) {
    const place = typed[field];
    if (place && !knowsPlace(place)) problems.push({ code: 'registry.unknown-municipality', field });
  }
  return problems;
}
