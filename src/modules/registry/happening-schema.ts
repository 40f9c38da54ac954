/** What happened in a case: one shape for all rooms, so that their histories make one timeline. Part of the room's one schema door. */
import { z } from 'zod';

const words = z.object({ es: z.string(), en: z.string() });

/** One thing that happened. Its sentence is `staff.happened.<kind>`, which may name `label`. */
export const happening = z.object({
  /** Names it once in the whole timeline, and orders what happened at one moment. */
  key: z.string(),
  at: z.string(),
  /** Known by its day alone. */
  day: z.boolean(),
  kind: z.string(),
  /** A code of the kind, such as the outcome of a try. */
  code: z.string().nullable(),
  /** Case in which it happened; null: it is the person's. */
  caseId: z.string().nullable(),
  label: words.nullable(),
  by: z.string().nullable(),
  note: z.string().nullable(),
  /** What it is about, where a page shows it. */
  about: z.string().nullable(),
});
export type Happening = z.infer<typeof happening>;

export const happenings = z.object({ happenings: z.array(happening), next: z.string().nullable() });
export type Happenings = z.infer<typeof happenings>;

/** What a room tells of a case: as it is stored, the account still without a name. */
export interface HappenedRow extends Omit<Happening, 'at' | 'by' | 'label'> {
  readonly at: Date;
  readonly byId: string | null;
  readonly byName: string | null;
  readonly label: { readonly es: string; readonly en: string } | null;
}

/** Where a page of the timeline begins: after this one, newest first. */
export interface HappenedPlace { readonly at: string; readonly key: string }

/** Which part of the timeline a room is asked for, and of whom: these cases of a person and, of the person, these records; all are in sight. */
export interface HappenedQuery {
  readonly caseIds: readonly string[];
  readonly people: readonly string[];
  readonly before: HappenedPlace | null;
  readonly limit: number;
}
