import type { Field } from '#reception/schema';
import type { Find } from './problems.ts';

/** What a check of a document number tells; it never blocks. */
export interface CheckedNumber {
  readonly type: string;
  /** `valid`, `unverified`, or the code of what is odd about it. */
  readonly result: string;
  readonly compact: string;
  readonly birthDate?: string | undefined;
  readonly birthYear?: number | undefined;
  readonly sex?: string | undefined;
}

/** Checks a number as the country of the list knows it. */
export type NumberCheck = (text: string) => CheckedNumber;

/** Reads a document number, warns about it, and compares what it carries with the rest of the row. */
export function readNumber(
  cell: string, person: { readonly birthDate: string | null; readonly precision: string | null; readonly sex: string | null }, check: NumberCheck, find: Find,
): { asSeen: string; type: string; result: string } | null {
  const asSeen = cell.trim();
  if (asSeen === '' || /^(-+|n\/?[ad]|no (trae|tiene|porta)|s\/?n|sin)$/i.test(asSeen)) return null;
  const checked = check(asSeen);
  const field: Field = 'number';
  if (checked.result !== 'valid' && checked.result !== 'unverified') find('number-odd', field, { value: asSeen.slice(0, 40), reason: checked.result });
  compareBirth(checked, person, find);
  if (checked.sex && person.sex && checked.sex !== person.sex) find('number-disagrees-sex', field, { value: asSeen.slice(0, 40) });
  return { asSeen: asSeen.slice(0, 60), type: checked.type, result: checked.result };
}

/** Births are registered late: a year in a number may lie this far from the birth without a word. */
const LATE_REGISTRATION_YEARS = 1;

function compareBirth(checked: CheckedNumber, person: { readonly birthDate: string | null; readonly precision: string | null }, find: Find): void {
  const inNumber = checked.birthDate ?? (checked.birthYear === undefined ? undefined : String(checked.birthYear));
  if (!inNumber || agrees(inNumber, checked.birthDate === undefined, person)) return;
  find('number-disagrees-birth', 'number', { inNumber, birth: person.birthDate ?? '—' });
}

function agrees(inNumber: string, yearOnly: boolean, person: { readonly birthDate: string | null; readonly precision: string | null }): boolean {
  if (person.birthDate === null) return false;
  if (yearOnly) return Math.abs(Number(inNumber) - Number(person.birthDate.slice(0, 4))) <= LATE_REGISTRATION_YEARS;
  const length = person.precision === 'year' ? 4 : person.precision === 'month' ? 7 : 10;
  return person.birthDate.slice(0, length) === inNumber.slice(0, length);
}
