/** What a plan costs, as numbers that are compared from left to right. */

/** Cost, visits, conditions to ask, papers to get. */
export type Price = readonly [cost: number, visits: number, asks: number, papers: number];

export const NOTHING: Price = [0, 0, 0, 0];

export function plus(a: Price, b: Price): Price {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
}

export function comparePrices(a: Price, b: Price): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

/** The sum over the options that a plan takes. */
export function totalOf(taken: readonly ({ readonly price: Price } | null)[]): Price {
  return taken.reduce<Price>((sum, option) => (option ? plus(sum, option.price) : sum), NOTHING);
}
