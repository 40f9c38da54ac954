/** Means of scores, shown only where enough people answered that nobody is read out of them. */

/** Answers below which no mean is shown. */
export const MEAN_FROM = 10;

export interface Mean {
  readonly n: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const rounded = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;

/** The mean of scores between 0 and 1 with the interval in which it lies with 95 % (normal approximation), to two places. */
export function meanOf(n: number, mean: number | null, deviation: number | null): Mean {
  if (n < MEAN_FROM || mean === null) return { n, mean: null, low: null, high: null };
  const half = 1.96 * (deviation ?? 0) / Math.sqrt(n);
  return { n, mean: rounded(mean), low: rounded(mean - half), high: rounded(mean + half) };
}
