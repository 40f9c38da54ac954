import type { LinkTo } from './models.ts';
import type { SpokenPiece } from './voice-models.ts';

/** What the pages of rights cards show. */

export interface RightsModel {
  readonly groups: readonly {
    readonly label: string;
    readonly cards: readonly (LinkTo & { readonly plain: string; readonly right: boolean })[];
  }[];
}

export interface RightCardModel {
  readonly title: string;
  readonly plain: string;
  /** The sentence for whoever stands behind the counter. */
  readonly show: string | null;
  readonly kind: string;
  readonly instrument: string;
  readonly instrumentLang: string;
  readonly article: string | null;
  readonly published: string | null;
  readonly year: number | null;
  readonly standing: string | null;
  /** English titles and passages. */
  readonly sources: readonly string[];
  readonly services: readonly LinkTo[];
  /** The card in languages that somebody supplied. */
  readonly voices: readonly SpokenPiece[];
  readonly allHref: string;
}
