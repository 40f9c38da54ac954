/** Everything about many records that counts when they are compared, as numbers in shared memory: about 140 bytes a record. */
import { birthsInNumbers } from '../rules/births-in-numbers.ts';
import { isParticle, nameWords } from '../rules/names.ts';
import { tellsSomebody } from '../rules/numbers.ts';
import { Lexicon } from './lexicon.ts';

/** A record as the linkage reads it. Text as typed; what is not known is empty. */
export interface LinkageRecord {
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string;
  readonly marriedSurname: string;
  readonly sex: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly birthDate: string;
  readonly birthPrecision: string;
  readonly admin1: string;
  readonly admin2: string;
  /** Numbers as `type:COMPACT`. */
  readonly numbers: readonly string[];
  readonly phones: readonly string[];
  readonly motherName: string;
  /** The day, point and travel group of a return, as far as known. */
  readonly seenOn: string;
  readonly seenAt: string;
  readonly group: string;
}

/** A number of a paper, compact. */
export interface NumberForm { readonly type: string; readonly number: string }

/** A record with its names and numbers taken apart: folded words, surnames as one word each. */
export interface RowForm extends Omit<LinkageRecord, 'givenNames' | 'surname1' | 'surname2' | 'marriedSurname' | 'motherName' | 'numbers'> {
  readonly numbers: readonly NumberForm[];
  readonly given: readonly string[];
  readonly surname1: string;
  readonly surname2: string;
  readonly married: string;
  readonly mother: readonly string[];
}

/** Places in a row. */
export const AT = {
  given: 0, givenCount: 5, surname1: 6, surname2: 7, married: 8, birth: 9, vague: 10, sex: 11, admin1: 12, admin2: 13, number1: 14, number2: 15, type1: 16, type2: 17, phone1: 18, phone2: 19,
  mother: 20, motherCount: 25, seenOn: 26, seenAt: 27, group: 28,
} as const;
export const STRIDE = 29;
export const MOST_WORDS = 5;
/** Bytes kept of each of two numbers, to see whether one is a slip of the other. */
export const NUMBER_BYTES = 20;

const FNV = 0x01000193;
/** A 31-bit hash of a text; never 0, which stands for nothing. */
export function hash31(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 13)) & 0x7fff_ffff) || 1;
}

const hashOrNone = (text: string): number => (text ? hash31(text) : 0);
const SEXES: Readonly<Record<string, number>> = { F: 1, M: 2 };

/** 1 January stands for "unknown day" on many papers. */
const isVague = (date: string, precision: string): boolean => precision !== 'day' || date.endsWith('-01-01');

/** Letters of Spanish and spaces: such words are folded each for itself. */
const PLAIN = /^[A-Za-zÁÉÍÓÚÜÑáéíóúüñ ]+$/;
const NO_WORD = -1;

/** Records one after the other. Grows by doubling; `data` and `numbers` can be handed to another thread. */
export class RecordTable {
  readonly lexicon: Lexicon;
  count = 0;
  data: Int32Array;
  numbers: Uint8Array;
  readonly #known = new Map<string, number>();

  constructor(lexicon = new Lexicon(), room = 1024) {
    this.lexicon = lexicon;
    this.data = new Int32Array(new SharedArrayBuffer(room * STRIDE * 4));
    this.numbers = new Uint8Array(new SharedArrayBuffer(room * NUMBER_BYTES * 2));
  }

  /** Adds a record as typed and returns its place. */
  add(record: LinkageRecord): number {
    if ((this.count + 1) * STRIDE > this.data.length) this.#grow();
    const row = this.count++;
    const at = row * STRIDE;
    this.#words(at + AT.given, this.#idsOf(record.givenNames));
    this.#words(at + AT.mother, this.#idsOf(record.motherName));
    this.data[at + AT.surname1] = this.#surname(record.surname1);
    this.data[at + AT.surname2] = this.#surname(record.surname2);
    this.data[at + AT.married] = this.#surname(record.marriedSurname);
    this.#rest(row, { ...record, numbers: record.numbers.map(numberForm) });
    return row;
  }

  /** Writes a record whose names are taken apart already, over whatever stood there. */
  write(row: number, form: RowForm): void {
    const at = row * STRIDE;
    this.data.fill(0, at, at + STRIDE);
    this.numbers.fill(0, row * 2 * NUMBER_BYTES, (row + 1) * 2 * NUMBER_BYTES);
    this.#folded(at + AT.given, form.given);
    this.#folded(at + AT.mother, form.mother);
    this.data[at + AT.surname1] = this.lexicon.id(form.surname1);
    this.data[at + AT.surname2] = this.lexicon.id(form.surname2);
    this.data[at + AT.married] = this.lexicon.id(form.married);
    this.#rest(row, form);
  }

  #rest(row: number, record: Omit<RowForm, 'given' | 'surname1' | 'surname2' | 'married' | 'mother'>): void {
    const at = row * STRIDE;
    this.#birth(at, record);
    this.data[at + AT.sex] = SEXES[record.sex] ?? 0;
    this.data[at + AT.admin1] = hashOrNone(record.admin1);
    this.data[at + AT.admin2] = hashOrNone(record.admin2);
    this.#numbers(row, record.numbers);
    this.data[at + AT.phone1] = phoneNumber(record.phones[0]);
    this.data[at + AT.phone2] = phoneNumber(record.phones[1]);
    this.data[at + AT.seenOn] = dayNumber(record.seenOn);
    this.data[at + AT.seenAt] = hashOrNone(record.seenAt);
    this.data[at + AT.group] = hashOrNone(record.group);
  }

  #folded(at: number, words: readonly string[]): void {
    const count = Math.min(words.length, MOST_WORDS);
    for (let i = 0; i < count; i++) this.data[at + i] = this.lexicon.id(words[i]!);
    this.data[at + MOST_WORDS] = count;
  }

  #words(at: number, words: readonly number[]): void {
    const count = Math.min(words.length, MOST_WORDS);
    for (let i = 0; i < count; i++) this.data[at + i] = words[i]!;
    this.data[at + MOST_WORDS] = count;
  }

  /** Numbers of the words of a name. Plain letters go word by word through a memory, since most words come again and again. */
  #idsOf(text: string): readonly number[] {
    if (!PLAIN.test(text)) return nameWords(text).map((word) => this.lexicon.id(word));
    const ids: number[] = [];
    for (const word of text.split(' ')) {
      let id = this.#known.get(word);
      if (id === undefined) {
        const [folded] = nameWords(word);
        id = folded === undefined || isParticle(folded) ? NO_WORD : this.lexicon.id(folded);
        this.#known.set(word, id);
      }
      if (id !== NO_WORD) ids.push(id);
    }
    return ids.length > 0 ? ids : nameWords(text).map((word) => this.lexicon.id(word));
  }

  #surname(text: string): number {
    const words = this.#idsOf(text);
    return words.length < 2 ? (words[0] ?? 0) : this.lexicon.id(words.map((id) => this.lexicon.texts[id]!).join(''));
  }

  #birth(at: number, record: Dated): void {
    const vague = record.birthDate !== '' && isVague(record.birthDate, record.birthPrecision);
    const carried = vague || !record.birthDate ? birthInNumbers(record) : '';
    this.data[at + AT.birth] = dayNumber(carried || record.birthDate);
    this.data[at + AT.vague] = vague && !carried ? 1 : 0;
  }

  #numbers(row: number, numbers: readonly NumberForm[]): void {
    const at = row * STRIDE;
    let i = 0;
    for (const { type, number } of numbers) {
      if (i === 2) return;
      if (!tellsSomebody(number)) continue;
      this.data[at + AT.number1 + i] = hashOrNone(number);
      this.data[at + AT.type1 + i] = number ? hash31(type) : 0;
      for (let c = 0; c < Math.min(number.length, NUMBER_BYTES); c++) this.numbers[(row * 2 + i) * NUMBER_BYTES + c] = number.charCodeAt(c);
      i++;
    }
  }

  #grow(): void {
    const data = new Int32Array(new SharedArrayBuffer(this.data.length * 8));
    data.set(this.data);
    this.data = data;
    const numbers = new Uint8Array(new SharedArrayBuffer(this.numbers.length * 2));
    numbers.set(this.numbers);
    this.numbers = numbers;
  }
}

function numberForm(text: string): NumberForm {
  const cut = text.indexOf(':');
  return { type: text.slice(0, cut), number: text.slice(cut + 1) };
}

const [ZERO, NINE] = [48, 57];

/** A day as a number: 1992-07-14 → 19920714. 0 where it is not known. */
function dayNumber(date: string): number {
  let number = 0;
  for (let i = 0; i < date.length; i++) {
    const digit = date.charCodeAt(i);
    if (digit >= ZERO && digit <= NINE) number = number * 10 + digit - ZERO;
  }
  return number;
}

type Dated = Pick<RowForm, 'birthDate' | 'birthPrecision' | 'numbers' | 'seenOn'>;

/** The full birth date that a number carries, where the record knows only the year or nothing; only if the century is beyond doubt. */
function birthInNumbers(record: Dated): string {
  const known = Number(record.birthDate.slice(0, 4)) || null;
  const dates = birthsInNumbers(record.numbers.map((n) => n.number), known);
  const possible = known === null ? dates.filter((date) => date.slice(0, 4) < record.seenOn.slice(0, 4)) : dates;
  return possible.length === 1 ? possible[0]! : '';
}

const LAST_DIGITS = 8;
const FEWEST_DIGITS = 7;

function phoneNumber(phone: string | undefined): number {
  const digits = phone?.replace(/\D/g, '') ?? '';
  return digits.length >= FEWEST_DIGITS ? Number(digits.slice(-LAST_DIGITS)) || 0 : 0;
}
