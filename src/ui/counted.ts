/** A number that was counted so far and no further: "199+" from 200 on. */
export function countedUpTo(count: number, most: number): number | string {
  return count < most ? count : `${most - 1}+`;
}
