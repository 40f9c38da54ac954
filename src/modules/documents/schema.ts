/** The words of the way to papers: what a case needs, the plan, what was done. Shared by server and browser. */
import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';
import { paperPathSchema } from '#directory/papers';

const Id = z.uuid();
const code = z.string().min(1).max(100).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const day = z.string().refine(isPlainDate, 'documents.no-such-day');
const both = z.object({ es: z.string(), en: z.string() });

export const STEPS = ['begun', 'obtained', 'refused'] as const;
/** What happened with a paper: it was asked for, it is there, or somebody at a counter said no. */
export type PaperStepKind = (typeof STEPS)[number];

/** Papers wanted for their own sake, or all that a service asks for. */
export const WantPapers = z.union([
  z.strictObject({ paperId: code }),
  z.strictObject({ serviceId: code }),
]);
export type WantPapers = z.infer<typeof WantPapers>;

export const RecordPaperStep = z.strictObject({
  step: z.enum(STEPS),
  on: day,
  wayId: code.optional(),
  /** Last day of a paper that was obtained. */
  validUntil: day.optional(),
  /** The officer held it in the hand. */
  seen: z.boolean().default(false),
  note: z.string().trim().max(300).optional(),
});
export type RecordPaperStep = z.infer<typeof RecordPaperStep>;
export type RecordPaperStepInput = z.input<typeof RecordPaperStep>;

export const wantedPaperSchema = z.object({
  wantedId: Id, caseId: Id, paperId: z.string(), serviceId: z.string().nullable(), held: z.boolean(), by: z.string().nullable(), at: z.iso.datetime(),
});
export type WantedPaper = z.infer<typeof wantedPaperSchema>;

export const paperStepSchema = z.object({
  stepId: Id, caseId: Id, paperId: z.string(), wayId: z.string().nullable(), step: z.enum(STEPS), on: z.string(), validUntil: z.string().nullable(), note: z.string().nullable(),
  by: z.string().nullable(), at: z.iso.datetime(),
});
export type PaperStepView = z.infer<typeof paperStepSchema>;

export const paperNameSchema = z.object({
  es: z.string(), en: z.string(),
  /** As it may stand on a sheet that others see; null where its name tells how somebody came back. */
  printed: both.nullable(),
});
export type PaperName = z.infer<typeof paperNameSchema>;

export const papersOfCaseSchema = z.object({
  caseId: Id,
  /** Nothing is recorded any more in a case that is closed. */
  open: z.boolean(),
  today: z.string(),
  wanted: z.array(wantedPaperSchema),
  /** The earliest way to everything that is wanted. */
  earliest: paperPathSchema,
  /** The cheapest one, where it is another. */
  cheapest: paperPathSchema.nullable(),
  /** What was done, oldest first, of this case and of those that go on in it. */
  steps: z.array(paperStepSchema),
  /** Every paper of the country by its id. */
  papers: z.record(z.string(), paperNameSchema),
  services: z.record(z.string(), both),
  /** Whose counter it is, by id; on a printed sheet too. */
  organizations: z.record(z.string(), both),
  sources: z.record(z.string(), z.string()),
});
export type PapersOfCase = z.infer<typeof papersOfCaseSchema>;
