export interface DraftsOfDesk {
  /** Words of this tab that the server may not have. */
  readonly hasOwn: boolean;
  /** What the server had when this tab read it or wrote to it last. */
  readonly base: string | null;
  /** When what the server has was kept. */
  readonly kept: string | null;
}

/** Which words a desk opens with: the tab's own go on only where nobody else has written since; else both are shown, and nothing is lost. */
export function whichDraft({ hasOwn, base, kept }: DraftsOfDesk): 'kept' | 'own' | 'both' {
  if (!hasOwn) return 'kept';
  return kept === base ? 'own' : 'both';
}
