import { z } from 'zod';
import { sourceRefSchema } from '../schema.ts';

/** Rights cards: what a legal basis gives, in plain words, with what an official can be shown. Both sides. */

const both = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });

export const RIGHT_KINDS = ['right', 'framework', 'background'] as const;
/** `right`: can be asked for at a counter. `framework`: rules and promises worth knowing. `background`: for staff only. */
export type RightKind = (typeof RIGHT_KINDS)[number];

export const RIGHT_STANDINGS = ['reported', 'draft', 'notAdopted', 'overturned'] as const;

export const curatedRightSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60),
  /** The legal basis that it rests on, of the directory. */
  basis: z.string().min(1),
  kind: z.enum(RIGHT_KINDS),
  /** How the source says it stands: in force as far as it reports, a draft, never adopted, undone. */
  standing: z.enum(RIGHT_STANDINGS),
  title: both,
  /** For the person, in words of the third school year. */
  plain: both,
  /** The sentence to show at a counter; only a right has one. */
  show: both.nullable(),
  /** How the instrument is called on what a person holds; null: as the source calls it. */
  cite: both.nullable(),
  /** Null: the source gives no article. */
  article: both.nullable(),
  /** Where and when it was published, as far as the source says. */
  published: both.nullable(),
  needs: z.array(z.string()),
  /** Services that rest on it, where a source says so. */
  services: z.array(z.string()),
});
/** A card as somebody wrote it after reading the source. */
export type CuratedRight = z.infer<typeof curatedRightSchema>;

export const rightCardSchema = curatedRightSchema.extend({
  instrument: z.string(),
  year: z.number().nullable(),
  scope: z.string(),
  /** The statement of the source, in English. */
  grants: z.string().nullable(),
  citation: z.string().nullable(),
  sources: z.array(sourceRefSchema.extend({ title: z.string() })),
});
/** A card with its legal basis. */
export type RightCard = z.infer<typeof rightCardSchema>;
