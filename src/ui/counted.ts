/** A number that was counted up to `most` and no further: `499+` where there are as many or more. */
export function shownCount(count: number, most: number): number | string {
  return count < most ? count : `${most - 1}+`;
}
