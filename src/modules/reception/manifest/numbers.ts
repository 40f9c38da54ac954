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

function compareBirth(checked: CheckedNumber, person: { readonly birthDate: string | null; readonly precision: string | null }, find: Find): void {
  const inNumber = checked.birthDate ?? (checked.birthYear === undefined ? undefined : String(checked.birthYear));
  if (!inNumber) return;
  const length = person.precision === 'year' || checked.birthDate === undefined ? 4 : person.precision === 'month' ? 7 : 10;
  // A national number carries the year of registration, which may come after the birth; that alone is no sign of an error.
  const disagrees = person.birthDate === null || person.birthDate.slice(0, length) !== inNumber.slice(0, length);
  if (disagrees) find('number-disagrees-birth', 'number', { inNumber, birth: person.birthDate?.slice(0, length) ?? '—' });
}
