/** A comparison in words: which reasons speak for one person and which against; sentences are text keys. */
import type { Reason } from '../schema.ts';
import type { Comparison, FieldScore } from './linkage.ts';

export type Side = 'agrees' | 'differs' | 'silent';

/** Which side a level speaks for. Sex and the order of surnames are shown only when they speak against. */
const SIDES: Readonly<Record<string, Side>> = {
  'number.same': 'agrees', 'number.slip': 'agrees', 'number.differ': 'differs',
  'given.same': 'agrees', 'given.sound': 'agrees', 'given.variant': 'agrees', 'given.close': 'agrees',
  'given.shared': 'differs', 'given.differ': 'differs', 'givenCount.one': 'silent', 'givenCount.several': 'silent', 'givenCount.unequal': 'differs',
  'surname1.same': 'agrees', 'surname1.sound': 'agrees', 'surname1.close': 'agrees', 'surname1.differ': 'differs',
  'surname2.same': 'agrees', 'surname2.sound': 'agrees', 'surname2.close': 'agrees', 'surname2.replaced': 'differs', 'surname2.differ': 'differs',
  'surnameOrder.straight': 'silent', 'surnameOrder.swapped': 'differs', 'surnameCount.one': 'silent', 'surnameCount.two': 'silent', 'surnameCount.unequal': 'differs',
  'birth.same': 'agrees', 'birth.swapped': 'agrees', 'birth.yearOff': 'agrees', 'birth.twoParts': 'agrees', 'birth.yearDigit': 'agrees', 'birth.yearSame': 'agrees',
  'birth.vagueSame': 'agrees', 'birth.vagueNear': 'differs', 'birth.vagueDiffer': 'differs',
  'birth.near': 'differs', 'birth.differ': 'differs',
  'sex.same': 'silent', 'sex.differ': 'differs',
  'origin.same': 'agrees', 'origin.near': 'agrees', 'origin.differ': 'differs',
  // Telephones change hands and are lost: only the same one says something. Arrivals are compared between records, never at a desk.
  'phone.same': 'agrees', 'phone.differ': 'silent', 'mother.same': 'agrees', 'mother.part': 'agrees', 'mother.one': 'silent', 'mother.differ': 'differs',
  'arrival.sameGroup': 'differs', 'arrival.sameDay': 'differs', 'arrival.apart': 'silent',
};

/** All codes that a reason can have; each has a sentence in every language. */
export const REASON_CODES: readonly string[] = Object.keys(SIDES).filter((code) => SIDES[code] !== 'silent');

function reason(field: FieldScore): Reason {
  const code = `${field.field}.${field.level}`;
  return field.params ? { code, params: field.params } : { code };
}

/** Which side a field speaks for. */
export const sideOf = ({ field, level }: Pick<FieldScore, 'field' | 'level'>): Side => SIDES[`${field}.${level}`] ?? 'silent';

/** Reasons for and against, the weightiest first. */
export function reasonsOf(comparison: Comparison): { agrees: Reason[]; differs: Reason[] } {
  const on = (side: Side) => comparison.fields
    .filter((f) => sideOf(f) === side)
    .toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
    .map(reason);
  return { agrees: on('agrees'), differs: on('differs') };
}
