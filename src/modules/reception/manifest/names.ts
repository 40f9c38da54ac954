import { asSeen, fold } from '#kernel/text';
import type { Field, NameOrder } from '#reception/schema';
import { LIMITS } from './limits.ts';
import type { Find } from './problems.ts';

export interface ReadName {
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string | null;
  readonly nameAsSeen: string;
}

/** Words that belong to the surname after them. */
const PARTICLES = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y', 'e', 'da', 'do', 'dos', 'di', 'van', 'von', 'san', 'santa', 'mc', 'mac', "d'"]);

const tidy = (text: string) => asSeen(text).replace(/\p{Cc}+/gu, ' ').replace(/\s+/g, ' ').trim();

/** Surnames standing in one cell: the first with its particles, and the rest. Nothing is reordered. */
export function splitSurnames(text: string): { surname1: string; surname2: string | null } {
  const words = tidy(text).split(' ');
  let end = 0;
  while (end < words.length - 1 && PARTICLES.has(fold(words[end]!))) end++;
  // "y" or "de" after the first surname opens the second one or names the husband: both stay with the second.
  const surname2 = words.slice(end + 1).join(' ');
  return { surname1: words.slice(0, end + 1).join(' '), surname2: surname2 === '' ? null : surname2 };
}

/** How most full names of a file are written: `null` if there is no comma and the header does not say it. */
export function guessNameOrder(header: string, cells: readonly string[]): NameOrder | null {
  const words = fold(header);
  const commas = cells.filter((cell) => /^[^,]+,[^,]+$/.test(cell)).length;
  if (commas > cells.length / 2) return 'surnamesFirst';
  if (/^(apellido|surname|last name|family name)/.test(words)) return 'surnamesFirst';
  if (/^(nombres? (y )?apellido|first name|given name|name and surname)/.test(words)) return 'givenFirst';
  return null;
}

/** Cells of a row by what they hold. */
export type Cells = ReadonlyMap<Field, string>;

/** Reads the name of a row in whatever layout its columns have, and names what is odd about it. */
export function readName(cells: Cells, order: NameOrder | null, find: Find): ReadName {
  const full = tidy(cells.get('fullName') ?? '');
  const name = full === '' ? fromParts(cells) : fromFull(full, order, find);
  checkName(name, cells, find);
  return name;
}

function fromParts(cells: Cells): ReadName {
  const get = (field: Field) => tidy(cells.get(field) ?? '');
  const givenNames = tidy([get('givenNames'), get('firstGiven'), get('secondGiven')].join(' '));
  const together = get('surnames');
  const parts = together === '' ? { surname1: get('firstSurname'), surname2: get('secondSurname') || null } : splitSurnames(together);
  const surname2 = parts.surname2 ?? (together === '' ? null : get('secondSurname') || null);
  const nameAsSeen = tidy([givenNames, parts.surname1, surname2 ?? ''].join(' '));
  return { givenNames, surname1: parts.surname1, surname2, nameAsSeen };
}

function fromFull(full: string, order: NameOrder | null, find: Find): ReadName {
  const comma = full.indexOf(',');
  if (comma >= 0) {
    const [before, after] = [tidy(full.slice(0, comma)), tidy(full.slice(comma + 1).replaceAll(',', ' '))];
    const surnamesBefore = order !== 'givenFirst';
    const [surnames, givenNames] = surnamesBefore ? [before, after] : [after, before];
    return { givenNames, ...(surnames === '' ? { surname1: '', surname2: null } : splitSurnames(surnames)), nameAsSeen: full };
  }
  find('name-order-guessed', 'fullName', { value: full.slice(0, 80) });
  return { ...withoutComma(full.split(' '), order), nameAsSeen: full };
}

/** Without a comma the border is a guess: two surnames if there are four words, one if there are fewer. */
function withoutComma(words: readonly string[], order: NameOrder | null): Omit<ReadName, 'nameAsSeen'> {
  if (words.length === 1) return { givenNames: words[0]!, surname1: '', surname2: null };
  const surnames = words.length >= 4 ? Math.ceil(words.length / 2) : words.length === 3 ? 2 : 1;
  if (order === 'surnamesFirst') {
    return { ...splitSurnames(words.slice(0, surnames).join(' ')), givenNames: words.slice(surnames).join(' ') };
  }
  const given = words.length - surnames;
  return { ...splitSurnames(words.slice(given).join(' ')), givenNames: words.slice(0, given).join(' ') };
}

const ODD = /[\d\uFFFD<>{}[\]\\|@#$%^*_=+;:?!"]/;

function checkName(name: ReadName, cells: Cells, find: Find): void {
  const given = nameField(cells, 'givenNames', 'firstGiven');
  const surname = nameField(cells, 'surnames', 'firstSurname');
  const value = name.nameAsSeen.slice(0, 80);
  if (value === '') return find('name-missing', given, {});
  if (name.surname1 === '') find('surname-missing', surname, { value });
  if (name.givenNames === '') find('given-name-missing', given, { value });
  checkLength(name, given, find);
  if (ODD.test(name.nameAsSeen)) find('name-odd-characters', ODD.test(name.givenNames) ? given : surname, { value });
}

/** The column in which a part of the name stands: the whole name's, or the first one that the file has. */
function nameField(cells: Cells, first: Field, second: Field): Field {
  if (cells.has('fullName')) return 'fullName';
  return cells.has(first) ? first : second;
}

function checkLength(name: ReadName, field: Field, find: Find): void {
  const longest = Math.max(name.givenNames.length, name.surname1.length, name.surname2?.length ?? 0);
  if (name.nameAsSeen.length > LIMITS.nameLength) find('name-too-long', field, { max: LIMITS.nameLength });
  else if (longest > LIMITS.namePartLength) find('name-long', field, { max: LIMITS.namePartLength });
}
