import { z } from 'zod';

/** Outlines of a country as its pack keeps them: small, in whole numbers, each border once. */

/** A line as x, y of its first point and steps from there. */
const lineSchema = z.array(z.number().int().min(-10_000).max(10_000)).min(4);

const areaSchema = z.strictObject({
  id: z.string(),
  /** Rings as line numbers; `~n` runs backwards. Empty where the source has no outline. */
  rings: z.array(z.array(z.number().int()).min(1)),
  /** Where its number stands. */
  x: z.number().int(),
  y: z.number().int(),
});
export type MapArea = z.infer<typeof areaSchema>;

const sheetSchema = z.strictObject({
  id: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  lines: z.array(lineSchema),
  areas: z.array(areaSchema),
});
/** One drawing: the country by departments, or a department by municipalities. */
export type MapSheet = z.infer<typeof sheetSchema>;

export const mapPackSchema = z.strictObject({
  source: z.string().min(1),
  /** Shown under every drawing, as the licence asks. */
  credit: z.strictObject({ es: z.string().min(1), en: z.string().min(1) }),
  /** The country first, then its departments. */
  sheets: z.array(sheetSchema).min(1),
});
export type MapPack = z.infer<typeof mapPackSchema>;
