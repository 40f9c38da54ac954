/** What the index keeps of a person: keys that find them, and in one text the fields that are compared. */
import { firstSurname } from '../linkage/surname-levels.ts';
import type { BirthPrecision } from '../schema.ts';
import { phoneDigits, storedKeys } from './keys.ts';
import type { Profile } from './linkage.ts';
import { nameTokens, nameWords, rootName, type NameTokens } from './names.ts';
import { compactNumber } from './numbers.ts';
import { searchWords } from './person.ts';

/** A person as the index is made from. */
export interface Indexable {
  readonly publicCode: string;
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2?: string | null | undefined;
  readonly marriedSurname?: string | null | undefined;
  readonly otherNames?: string | null | undefined;
  readonly preferredName?: string | null | undefined;
  readonly motherName?: string | null | undefined;
  readonly birthDate?: string | null | undefined;
  readonly birthPrecision: BirthPrecision;
  readonly sex?: string | null | undefined;
  readonly nationalities?: readonly string[];
  readonly birthAdmin1?: string | null | undefined;
  readonly birthAdmin2?: string | null | undefined;
  readonly originAdmin1?: string | null | undefined;
  readonly originAdmin2?: string | null | undefined;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
  readonly phones: readonly string[];
  /** Those who arrived together, as the list or file calls them. */
  readonly arrivalGroup?: string | null | undefined;
}

/** The same, read back as it is compared. */
export interface Recorded {
  readonly publicCode: string | null;
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string | null;
  readonly marriedSurname: string | null;
  readonly motherName: string | null;
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly sex: string | null;
  readonly birthAdmin1: string | null;
  readonly birthAdmin2: string | null;
  readonly originAdmin1: string | null;
  readonly originAdmin2: string | null;
  readonly nationalities: readonly string[];
  readonly documents: readonly { readonly type: string; readonly number: string }[];
  readonly phones: readonly string[];
  readonly arrivalGroup: string | null;
}

const BETWEEN_FIELDS = '\t';
const BETWEEN_VALUES = ';';
/** At most half of a number is shown, and never more than this many of its digits. */
const SHOWN_DIGITS = 4;

const CONTROL = /\p{Cc}/u;
const clean = (text: string | null | undefined): string => (text ? (CONTROL.test(text) ? text.replace(/\p{Cc}/gu, ' ') : text) : '');

/** What is shown of a number beside a probe. */
export function lastDigits(number: string): string {
  return number.slice(-Math.min(SHOWN_DIGITS, Math.floor(number.length / 2)) || number.length);
}

const BETWEEN_WORDS = ' ';

/** The fields that are compared, as one text; the words of the names also as they are compared, so that nobody folds them again. */
export function profileText(p: Indexable): string {
  const tokens = nameTokens(p);
  const words = [tokens.given, tokens.surname1, tokens.surname2, nameWords(p.marriedSurname ?? ''), nameWords(p.motherName ?? '')];
  const numbers = p.documents.map((d) => `${d.type}:${compactNumber(d.number)}`);
  const phones = p.phones.map(phoneDigits).filter((d) => d !== null);
  return [
    p.givenNames, p.surname1, p.surname2, p.marriedSurname, p.motherName, p.birthDate, p.birthPrecision, p.sex, p.birthAdmin1, p.birthAdmin2, p.originAdmin1,
    p.originAdmin2, (p.nationalities ?? []).join(BETWEEN_VALUES), numbers.join(BETWEEN_VALUES), phones.join(BETWEEN_VALUES), p.publicCode, p.arrivalGroup,
    ...words.map((list) => list.join(BETWEEN_WORDS)),
  ].map(clean).join(BETWEEN_FIELDS);
}

const values = (text: string | undefined): string[] => (text ? text.split(BETWEEN_VALUES) : []);

function readNumber(text: string): Recorded['documents'][number] {
  const at = text.indexOf(':');
  return { type: text.slice(0, at), number: text.slice(at + 1) };
}

/** The fields that are compared, read back from their text. */
export function readProfile(text: string): Recorded {
  const f = text.split(BETWEEN_FIELDS);
  const field = (at: number): string | null => f[at] || null;
  return {
    givenNames: f[0]!, surname1: f[1]!, surname2: field(2), marriedSurname: field(3), motherName: field(4), birthDate: field(5),
    birthPrecision: f[6] as BirthPrecision, sex: field(7), birthAdmin1: field(8), birthAdmin2: field(9), originAdmin1: field(10), originAdmin2: field(11),
    nationalities: values(f[12]), documents: values(f[13]).map(readNumber), phones: values(f[14]), publicCode: field(15), arrivalGroup: field(16),
  };
}

const words = (text: string | undefined): string[] => (text ? text.split(BETWEEN_WORDS) : []);

/** A record as the scorer compares it, from its text. */
export function comparedProfile(text: string): Profile {
  const f = text.split(BETWEEN_FIELDS);
  const field = (at: number): string | null => f[at] || null;
  return {
    tokens: { given: words(f[17]), surname1: words(f[18]), surname2: words(f[19]) }, married: words(f[20]), mother: words(f[21]), birthDate: field(5),
    birthPrecision: f[6] as BirthPrecision, sex: field(7), originAdmin1: field(10) ?? field(8), originAdmin2: field(11) ?? field(9),
    numbers: f[13] ? f[13].split(BETWEEN_VALUES).map(readNumber) : [], phones: values(f[14]),
  };
}

/** Words of a mother's name that may be her surname, which is the second one of her child. */
function surnamesOfMother(motherName: string | null | undefined): readonly string[] {
  const words = nameWords(motherName ?? '');
  return words.slice(firstSurname(words.length));
}

/** Words besides the name itself: what its words probably mean, the mother's surname where a second one is missing, and all further names. */
function furtherWords(p: Indexable, tokens: NameTokens, likely: LikelyWords): string[] {
  const given = tokens.given.flatMap(likely).map(rootName);
  const surnames = [...tokens.surname1, ...tokens.surname2].flatMap(likely);
  const mother = tokens.surname2.length === 0 ? surnamesOfMother(p.motherName) : [];
  return [...given, ...surnames, ...mother, ...[p.marriedSurname, p.otherNames, p.preferredName].flatMap((text) => nameWords(text ?? ''))];
}

/** Common words that a rare one probably means (`vocabulary.ts`). */
export type LikelyWords = (word: string) => readonly string[];

/** Everything that the index keeps of a person. */
export function indexedForm(country: string, p: Indexable, likely: LikelyWords): { keys: number[]; profile: string; words: string[] } {
  const places = [p.originAdmin2, p.birthAdmin2].filter((x): x is string => Boolean(x));
  const tokens = nameTokens(p);
  const keys = storedKeys({
    country, tokens, birthDate: p.birthDate ?? null, birthPrecision: p.birthPrecision, furtherWords: furtherWords(p, tokens, likely),
    numbers: [...p.documents.map((d) => d.number), p.publicCode], phones: p.phones, places: [...new Set(places)],
  });
  return { keys, profile: profileText(p), words: searchWords(p) };
}
