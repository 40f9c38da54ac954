/** Text and audio in a language that somebody supplied. */
export interface SpokenPiece {
  readonly key: string;
  readonly label: string;
  readonly lang: string;
  readonly text: string;
  readonly audio: string | null;
}

export interface SpokenModel {
  readonly name: string;
  readonly lang: string;
  readonly pieces: readonly SpokenPiece[];
  /** Who supplied and checked it, and when. */
  readonly supplied: string;
}
