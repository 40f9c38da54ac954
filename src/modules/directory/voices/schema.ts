import { z } from 'zod';

/**
 * Words of the portal in languages that the product does not speak itself: text and audio that a person supplied. Nothing
 * is translated or spoken by a machine; a language that nobody supplied is not there.
 */

/** What can be said aloud; `card-…` speaks a rights card. */
export const SPOKEN_PIECES = ['welcome', 'need', 'where', 'papers', 'bring', 'confirm', 'safe-places', 'care'] as const;

const pieceSchema = z.strictObject({
  key: z.string().regex(/^(welcome|need|where|papers|bring|confirm|safe-places|care|card-[a-z0-9-]+)$/),
  /** What is spoken, for whoever reads or cannot hear. */
  text: z.string().min(1).max(2_000),
  /** File in `countries/<cc>/voices`. */
  audio: z.string().regex(/^[a-z0-9-]+\.(mp3|ogg|opus|m4a)$/).nullable(),
});

export const spokenLanguageSchema = z.strictObject({
  /** BCP 47. */
  code: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/).refine((code) => code !== 'es' && code !== 'en', 'the product speaks this language itself'),
  /** As its speakers call it. */
  name: z.string().min(1).max(60),
  /** Who wrote or spoke it, who checked it, and when: a slot without them stays empty. */
  by: z.string().min(1),
  checkedBy: z.string().min(1),
  date: z.iso.date(),
  pieces: z.array(pieceSchema).min(1),
});
export type SpokenLanguage = z.infer<typeof spokenLanguageSchema>;

export const voicesPackSchema = z.strictObject({ languages: z.array(spokenLanguageSchema) });
