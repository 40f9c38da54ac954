/** Relatives look alike to a comparison: same surnames, same day, or the very name of a parent. A hint for whoever decides, never a decision. */

export const KIN_HINTS = ['twins', 'family', 'generation'] as const;
/** Born on one day with other given names · same surnames with other given names · one name a generation apart. */
export type KinHint = (typeof KIN_HINTS)[number];

interface Coded {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
}

/** Years that lie between a parent and a child at least. */
const GENERATION = 13;

interface Sides {
  readonly agrees: readonly Coded[];
  readonly differs: readonly Coded[];
}

const has = (reasons: readonly Coded[], ...codes: readonly string[]) => codes.some((code) => reasons.some((r) => r.code.startsWith(code)));

function sameName({ differs }: Sides): KinHint | null {
  const years = Number(differs.find((r) => r.code === 'birth.differ')?.params?.['years'] ?? 0);
  return years >= GENERATION ? 'generation' : null;
}

function otherName({ agrees, differs }: Sides): KinHint | null {
  if (!has(differs, 'given.')) return null;
  if (has(agrees, 'birth.same')) return 'twins';
  return has(agrees, 'surname2.', 'mother.') ? 'family' : null;
}

/** Whether what agrees and differs is what relatives have: two people, perhaps of one family. */
export function kinHint(sides: Sides): KinHint | null {
  if (has(sides.agrees, 'number.same') || !has(sides.agrees, 'surname1.')) return null;
  return has(sides.agrees, 'given.') ? sameName(sides) : otherName(sides);
}
