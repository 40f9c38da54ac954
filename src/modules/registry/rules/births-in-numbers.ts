/** Birth dates that numbers carry: six figures after four letters (CURP) or six (voter's key), before a letter for sex or a figure. */
const CARRIES = /^(?:[A-Z]{4}|[A-Z]{6})(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[HMX\d])/;
const YEARS_OFF = 3;
const CENTURIES = [1900, 2000] as const;

/**
 * Full birth dates that the numbers may mean, as `YYYY-MM-DD`; the figures leave the century open.
 * @param numbers compact, in capitals
 * @param known the birth year, if it is known: the number must roughly agree with it
 */
export function birthsInNumbers(numbers: readonly string[], known: number | null): string[] {
  for (const number of numbers) {
    const found = CARRIES.exec(number);
    if (!found) continue;
    const years = CENTURIES.map((century) => century + Number(found[1])).filter((year) => known === null || Math.abs(year - known) <= YEARS_OFF);
    if (years.length > 0) return years.map((year) => `${year}-${found[2]}-${found[3]}`);
  }
  return [];
}
