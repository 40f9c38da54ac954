/** What the papers of a person say against what was noted of them, and papers that hold no longer: worth a word, never in the way. */
import { addMonths, type PlainDate } from '#kernel/dates';
import type { BirthPrecision } from '../schema.ts';
import type { Remark } from '../views.ts';
import type { NameParts } from './names.ts';
import { BORN_ABROAD, checkNumber, type NumberCarries, type NumberFormat } from './numbers.ts';

/** Names and birth as they were typed, or as a record holds them: there an empty field is null. */
export interface Holder extends NameParts {
  readonly birthDate?: string | null | undefined;
  readonly birthPrecision: BirthPrecision;
  readonly sex?: string | null | undefined;
  readonly birthCountry?: string | null | undefined;
  readonly birthAdmin2?: string | null | undefined;
}

export interface Paper {
  readonly type: string;
  readonly country?: string | undefined;
  readonly number?: string | null | undefined;
  /** Only a paper that is held can lapse. */
  readonly status?: string | undefined;
  readonly issuedOn?: string | null | undefined;
  readonly expiresOn?: string | null | undefined;
}

/** What a country says about papers and places, as far as advice needs it. */
export interface AdviceSetting {
  readonly country: string;
  formatOf(type: string, issuer?: string): NumberFormat | undefined;
  /** Years for which a paper holds where its own date of expiry is not known. */
  validYears(type: string, issuer?: string): number | undefined;
  /** Department or state of a municipality. */
  admin1Of(admin2: string): string | undefined;
  admin1Name(admin1: string): string | undefined;
}

/** How far the year in a number may be from the birth year before it is worth a word: births are registered late. */
const LATE_REGISTRATION_YEARS = 1;

function birthAdvice(carries: NumberCarries, holder: Holder): Remark | null {
  const { birthDate } = holder;
  if (!birthDate) return null;
  if (carries.birthDate && holder.birthPrecision === 'day' && carries.birthDate !== birthDate) {
    return { code: 'number-birth-date', params: { inNumber: carries.birthDate, typed: birthDate } };
  }
  const year = birthDate.slice(0, 4);
  const farOff = carries.birthYear !== undefined && Math.abs(carries.birthYear - Number(year)) > LATE_REGISTRATION_YEARS;
  return farOff ? { code: 'number-birth-year', params: { inNumber: String(carries.birthYear), typed: year } } : null;
}

/** `X` on either side says nothing about the other. */
function sexAdvice(carries: NumberCarries, holder: Holder): Remark | null {
  const said = [carries.sex, holder.sex];
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
function nameAdvice({ initials }: NumberCarries, holder: Holder): Remark | null {
  if (!initials || (!holder.givenNames && !holder.surname1)) return null;
  const pairs = [[initials.given, holder.givenNames], [initials.surname1, holder.surname1], [initials.surname2, holder.surname2]] as const;
  return pairs.some(([letter, name]) => !possibleInitials(name).has(letter)) ? { code: 'number-name' } : null;
}

/** Where somebody was born, as noted: a department of this country, this country, another one; `null`: nobody noted it. */
function notedBirth({ birthAdmin2, birthCountry }: Holder, setting: AdviceSetting): { readonly area: string | undefined; readonly here: boolean } | null {
  const area = birthAdmin2 ? setting.admin1Of(birthAdmin2) : undefined;
  return area === undefined && !birthCountry ? null : { area, here: area !== undefined || birthCountry === setting.country };
}

/** Where the number says its holder was born, against what was noted. A number of somebody naturalised names the place of registration, so this too is advice. */
function placeAdvice({ birthArea }: NumberCarries, holder: Holder, setting: AdviceSetting): Remark | null {
  const noted = notedBirth(holder, setting);
  if (birthArea === undefined || noted === null || noted.area === birthArea) return null;
  if (birthArea === BORN_ABROAD) return noted.here ? { code: 'number-born-abroad' } : null;
  const nameOf = (area: string): string => setting.admin1Name(area) ?? area;
  if (noted.area !== undefined) return { code: 'number-birth-place', params: { inNumber: nameOf(birthArea), typed: nameOf(noted.area) } };
  return noted.here ? null : { code: 'number-born-here', params: { inNumber: nameOf(birthArea) } };
}

function carriesAdvice(carries: NumberCarries, holder: Holder, setting: AdviceSetting): Remark[] {
  return [birthAdvice(carries, holder), sexAdvice(carries, holder), nameAdvice(carries, holder), placeAdvice(carries, holder, setting)].filter((a) => a !== null);
}

/** The last day of a paper: as printed, or reckoned from its issue where the country says for how long it holds; `null` where nobody can say. */
export function lastDayOf(paper: Pick<Paper, 'issuedOn' | 'expiresOn'>, validYears: number | undefined): PlainDate | null {
  if (paper.expiresOn) return paper.expiresOn;
  return paper.issuedOn && validYears !== undefined ? addMonths(paper.issuedOn, 12 * validYears) : null;
}

/** The day on which a paper that is held ended, if that is past. */
export function lapsedOn(paper: Paper, setting: AdviceSetting, today: PlainDate): PlainDate | null {
  const last = (paper.status ?? 'held') === 'held' ? lastDayOf(paper, setting.validYears(paper.type, paper.country)) : null;
  return last !== null && last < today ? last : null;
}

function lapseAdvice(paper: Paper, setting: AdviceSetting, today: PlainDate): Remark[] {
  const last = lapsedOn(paper, setting, today);
  return last !== null ? [{ code: paper.expiresOn ? 'paper-lapsed' : 'paper-lapsed-reckoned', params: { on: last } }] : [];
}

function numberAdvice(paper: Paper, holder: Holder, setting: AdviceSetting, today: PlainDate): Remark[] {
  if (!paper.number) return [];
  const check = checkNumber(setting.formatOf(paper.type, paper.country), paper.number, today);
  const odd = check.verdict === 'valid' || check.verdict === 'unverified' ? [] : [{ code: `number-${check.verdict}` }];
  return [...odd, ...carriesAdvice(check.carries, holder, setting)];
}

/** Warnings about one paper of a person: shown, never in the way. */
export function paperAdvice(paper: Paper, holder: Holder, setting: AdviceSetting, today: PlainDate): Remark[] {
  return [...numberAdvice(paper, holder, setting, today), ...lapseAdvice(paper, setting, today)];
}

/** What a number says of sex and initials is said while somebody types, when it may be a slip. On a page it would tell every reader, at every visit, who changed their name or lives in another gender. */
const WHILE_TYPING: ReadonlySet<string> = new Set(['number-sex', 'number-name']);

/** Warnings about a paper that stay beside it. */
export function standingAdvice(paper: Paper, holder: Holder, setting: AdviceSetting, today: PlainDate): Remark[] {
  return paperAdvice(paper, holder, setting, today).filter((remark) => !WHILE_TYPING.has(remark.code));
}
