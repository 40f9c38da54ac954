/** At which level two birth dates agree: exact, half known, or mistyped in the usual ways. Dates are numbers: 19920714. */

/** Levels of agreement, the best first; `vague` where one side does not know the day. */
export const BIRTH_LEVELS = ['same', 'swapped', 'yearOff', 'twoParts', 'yearDigit', 'yearSame', 'near', 'differ', 'vagueSame', 'vagueNear', 'vagueDiffer'] as const;
export type BirthLevel = (typeof BIRTH_LEVELS)[number];

/** How far two years may be apart and still be a slip or a guess. */
const NEAR_YEARS = 3;

const yearOf = (date: number): number => Math.floor(date / 10_000);
export const yearsApart = (a: number, b: number): number => Math.abs(yearOf(a) - yearOf(b));

/** The level of two dates. */
export function birthLevel(a: number, b: number, vague: boolean): BirthLevel {
  if (!vague) return exactBirth(a, b, yearOf(a), yearOf(b));
  const years = yearsApart(a, b);
  if (years === 0) return 'vagueSame';
  return years <= NEAR_YEARS ? 'vagueNear' : 'vagueDiffer';
}

function exactBirth(a: number, b: number, yearA: number, yearB: number): BirthLevel {
  if (a === b) return 'same';
  const [dayA, dayB] = [a % 10_000, b % 10_000];
  if (yearA !== yearB) return dayA === dayB ? yearSlip(yearA, yearB) : Math.abs(yearA - yearB) <= NEAR_YEARS ? 'near' : 'differ';
  const [monthA, monthB] = [Math.floor(dayA / 100), Math.floor(dayB / 100)];
  if (monthA === dayB % 100 && monthB === dayA % 100) return 'swapped';
  return monthA === monthB || dayA % 100 === dayB % 100 ? 'twoParts' : 'yearSame';
}

/** Same day and month in two years: off by one, one digit wrong, two digits exchanged, or by chance. */
function yearSlip(a: number, b: number): BirthLevel {
  const years = Math.abs(a - b);
  if (years === 1) return 'yearOff';
  const digits = [1, 10, 100, 1000].filter((d) => Math.floor(a / d) % 10 !== Math.floor(b / d) % 10).length;
  const exchanged = a % 10 === Math.floor(b / 10) % 10 && b % 10 === Math.floor(a / 10) % 10;
  if (digits === 1 || exchanged) return 'yearDigit';
  return years <= NEAR_YEARS ? 'near' : 'differ';
}
