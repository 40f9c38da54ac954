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

/** Whether what agrees and differs is what relatives have: two people, perhaps of one family. */
export function kinHint({ agrees, differs }: { readonly agrees: readonly Coded[]; readonly differs: readonly Coded[] }): KinHint | null {
  const agree = (code: string) => agrees.some((r) => r.code.startsWith(code));
  const years = Number(differs.find((r) => r.code === 'birth.differ')?.params?.['years'] ?? 0);
  if (agree('number.same') || !agree('surname1.')) return null;
  if (agree('given.')) return years >= GENERATION ? 'generation' : null;
  if (!differs.some((r) => r.code.startsWith('given.'))) return null;
  if (agree('birth.same')) return 'twins';
  return agree('surname2.') || agree('mother.') ? 'family' : null;
}
