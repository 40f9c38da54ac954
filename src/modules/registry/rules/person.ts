/** Sense of what was typed about a person: what is refused, what is only worth a warning, and the forms that are compared. */
import type { PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import { birthProblem } from './birth.ts';
import type { Profile } from './linkage.ts';
import { nameTokens, nameWords, rootName, soundOf, type NameParts, type NameTokens } from './names.ts';
import { checkNumber, compactNumber, type NumberCarries, type NumberFormat } from './numbers.ts';
import type { Advice } from '../views.ts';
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

/** How far the year in a number may be from the birth year before it is worth a word: births are registered late. */
const LATE_REGISTRATION_YEARS = 1;

function birthAdvice(carries: NumberCarries, typed: Typed): Omit<Advice, 'field'> | null {
  const { birthDate } = typed;
  if (!birthDate) return null;
  if (carries.birthDate && typed.birthPrecision === 'day' && carries.birthDate !== birthDate) {
    return { code: 'number-birth-date', params: { inNumber: carries.birthDate, typed: birthDate } };
  }
  const year = birthDate.slice(0, 4);
  const farOff = carries.birthYear !== undefined && Math.abs(carries.birthYear - Number(year)) > LATE_REGISTRATION_YEARS;
  return farOff ? { code: 'number-birth-year', params: { inNumber: String(carries.birthYear), typed: year } } : null;
}

/** `X` on either side says nothing about the other. */
function sexAdvice(carries: NumberCarries, typed: Typed): Omit<Advice, 'field'> | null {
  const said = [carries.sex, typed.sex];
  const speak = said.every((sex) => sex === 'F' || sex === 'M');
  return speak && said[0] !== said[1] ? { code: 'number-sex' } : null;
}

/** A letter as a number prints it: without marks, Ñ as X. */
const printed = (word: string): string => word.slice(0, 1).normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();

/** First letters that a name may be printed with: any given name, any word of a surname, X for Ñ or for none. */
function possibleInitials(name: string | null | undefined): ReadonlySet<string> {
  const words = (name ?? '').split(/[\s-]+/).filter(Boolean);
  const enye = words.some((word) => 'ñÑ'.includes(word[0]!));
  return new Set([...words.map(printed), ...(enye || words.length === 0 ? ['X'] : [])]);
}

/** Initials inside a number that no part of the name begins with. */
function nameAdvice({ initials }: NumberCarries, typed: Typed): Omit<Advice, 'field'> | null {
  if (!initials || (!typed.givenNames && !typed.surname1)) return null;
  const pairs = [[initials.given, typed.givenNames], [initials.surname1, typed.surname1], [initials.surname2, typed.surname2]] as const;
  return pairs.some(([letter, name]) => !possibleInitials(name).has(letter)) ? { code: 'number-name' } : null;
}

function carriesAdvice(carries: NumberCarries, typed: Typed, field: string, type: string): Advice[] {
  const found = [birthAdvice(carries, typed), sexAdvice(carries, typed), nameAdvice(carries, typed)].filter((a) => a !== null);
  return found.map((a) => ({ ...a, field, params: { ...a.params, type } }));
}

/** Warnings about the numbers of a person: shown, recorded with the number, never in the way. */
export function numberAdvice(typed: Typed, formatOf: (type: string) => NumberFormat | undefined, today: PlainDate): Advice[] {
  return typed.documents.flatMap((document, i): Advice[] => {
    if (!document.number) return [];
    const field = `documents.${i}.number`;
    const check = checkNumber(formatOf(document.type), document.number, today);
    const odd: Advice[] = check.verdict === 'valid' || check.verdict === 'unverified'
      ? []
      : [{ code: `number-${check.verdict}`, field, params: { type: document.type } }];
    return [...odd, ...carriesAdvice(check.carries, typed, field, document.type)];
  });
}
