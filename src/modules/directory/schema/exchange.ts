import { z } from 'zod';
import { fieldChangeSchema, PROPOSAL_STATES } from './stewardship.ts';

/** The words of exchanging the directory as files. Both sides. */

/** `POST /api/directory/imports` and its rehearsal `POST /api/directory/imports/check`; the file is the body. */
export const importQuerySchema = z.object({
  /** Where the file is from; the source of what is new in it. */
  source: z.string().trim().min(3, 'directory.import-source-missing').max(200, 'directory.text-too-long'),
  /** What new organizations are whose row does not say. */
  organizationKind: z.enum(['civil_society', 'government', 'international', 'private', 'returnee_led']).optional(),
});
export type ImportQuery = z.infer<typeof importQuerySchema>;

export const findingSchema = z.object({
  file: z.string(), row: z.number().nullable(), column: z.string().nullable(),
  code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** True: the entry is not taken. */
  refuses: z.boolean(),
  /** The sentence, in the language of whoever asks. */
  message: z.string(),
});

export const IMPORT_EFFECTS = ['new', 'changed', 'same', 'waiting', 'unlisted', 'refused'] as const;
/** `waiting`: the same is proposed already. `unlisted`: a steward took it out of sight, and no file brings it back. */
export type ImportEffect = (typeof IMPORT_EFFECTS)[number];

export const importReportSchema = z.object({
  importId: z.uuid().nullable(),
  fileName: z.string(),
  counts: z.object({ new: z.number(), changed: z.number(), same: z.number(), waiting: z.number(), unlisted: z.number(), refused: z.number() }),
  /** What is new or changes, first so many. */
  entries: z.array(z.object({ kind: z.enum(['organization', 'service']), id: z.string(), nameEs: z.string(), nameEn: z.string(), effect: z.enum(['new', 'changed']), changes: z.array(fieldChangeSchema) })),
  problems: z.array(findingSchema),
  /** Of these the first so many are listed. */
  problemCount: z.number(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const importLineSchema = z.object({
  id: z.uuid(), fileName: z.string(), source: z.string(), importedBy: z.string().nullable(), importedAt: z.string(), proposals: z.number(), waiting: z.number(),
  problemCount: z.number(), problems: z.array(findingSchema),
});
export type ImportLine = z.infer<typeof importLineSchema>;

/** What a file proposed, one page of it: what waits first, and organizations before their services. */
export const importPageSchema = z.object({
  line: importLineSchema,
  proposals: z.array(z.object({
    id: z.uuid(), kind: z.enum(['organization', 'service']), entryId: z.string(), nameEs: z.string(), nameEn: z.string(),
    /** False: there was no such entry when it was proposed. */
    fresh: z.boolean(), state: z.enum(PROPOSAL_STATES), own: z.boolean(), mayPublish: z.boolean(), note: z.string().nullable(), changes: z.array(fieldChangeSchema),
  })),
  page: z.number(), pageSize: z.number(),
  /** Names of places, papers and organizations that the changes refer to, by id. */
  names: z.record(z.string(), z.string()),
});
export type ImportPage = z.infer<typeof importPageSchema>;

export const exportedFileSchema = z.object({ name: z.string(), mediaType: z.string(), base64: z.string() });
