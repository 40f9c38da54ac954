import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';

/** The words of "this paper was accepted, or refused, at this counter". Both sides. */

export const PAPER_OUTCOMES = ['accepted', 'refused'] as const;
export type PaperOutcome = (typeof PAPER_OUTCOMES)[number];

export const REFUSAL_REASONS = ['expired', 'photocopy', 'name', 'notValidHere', 'other'] as const;
/** Why a paper was refused. `expired`, `photocopy` and `name` speak of that one paper, and say nothing of its kind. */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export const PAPER_LEVELS = ['nobody', 'accepted', 'refused', 'disputed'] as const;
export type PaperLevel = (typeof PAPER_LEVELS)[number];

export const ASIDE_REASONS = ['mistaken', 'changed', 'unclear', 'noise'] as const;
export type AsideReason = (typeof ASIDE_REASONS)[number];

export const SPEAKERS = ['office', 'provider', 'steward', 'public'] as const;
export type Speaker = (typeof SPEAKERS)[number];

const day = z.string().refine(isPlainDate, 'directory.paper-no-such-day');
const code = z.string().min(1).max(100);

/** What happened at a counter. No words of anybody: a report leads to no person. */
export const saidOfPaperSchema = z.strictObject({
  serviceId: code,
  outcome: z.enum(PAPER_OUTCOMES),
  reason: z.enum(REFUSAL_REASONS).nullable().default(null),
  on: day,
  /** Municipality of the counter, where the service has several. */
  place: z.string().max(20).nullable().default(null),
});
/** `POST /api/directory/paper-reports`, and of a case `POST /api/cases/:caseId/papers/:paperId/reports`. */
export const paperReportSchema = saidOfPaperSchema.extend({ paperId: code });
export type SaidOfPaper = z.infer<typeof saidOfPaperSchema>;

/** Reports of one side: how many, the last day, and the municipalities of the counters that were named. */
const sideSchema = z.object({ n: z.number(), last: z.string().nullable(), places: z.array(z.string()) });

/** What reports come to, for one paper at one service. */
export const acceptanceSchema = z.object({
  paperId: z.string(),
  level: z.enum(PAPER_LEVELS),
  /** Two independent offices say it, or a steward. */
  firm: z.boolean(),
  accepted: sideSchema, refused: sideSchema,
  /** Refusals of one copy and not of the kind of paper: what to look after before going. */
  copies: z.array(z.object({ reason: z.enum(REFUSAL_REASONS), last: z.string() })),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;

/** One report for a steward. */
export const paperReportViewSchema = z.object({
  id: z.uuid(), paperId: z.string(), outcome: z.enum(PAPER_OUTCOMES), reason: z.enum(REFUSAL_REASONS).nullable(), on: z.string(), notedOn: z.string(),
  placeName: z.string().nullable(), saidBy: z.enum(SPEAKERS), officeEs: z.string().nullable(), officeEn: z.string().nullable(), times: z.number(),
  decision: z.enum(['counts', 'aside']).nullable(), asideReason: z.enum(ASIDE_REASONS).nullable(),
});
export type PaperReportView = z.infer<typeof paperReportViewSchema>;

/** `GET /api/directory/services/:serviceId/paper-reports` */
export const papersAsReportedSchema = z.object({
  serviceId: z.string(), nameEs: z.string(), nameEn: z.string(), today: z.string(),
  /** Municipalities of its counters; none where the place is secret. */
  places: z.array(z.object({ id: z.string(), name: z.string() })),
  /** It has counters in the whole country. */
  anywhere: z.boolean(),
  /** What the service asks for, then whatever else was reported. */
  papers: z.array(acceptanceSchema.extend({ nameEs: z.string(), nameEn: z.string(), required: z.boolean() })),
  /** Every other paper of the country, to report of. */
  others: z.array(z.object({ id: z.string(), nameEs: z.string(), nameEn: z.string() })),
  /** The reports themselves: for stewards. */
  reports: z.array(paperReportViewSchema),
});
export type PapersAsReported = z.infer<typeof papersAsReportedSchema>;

/** `POST /api/directory/paper-reports/:reportId/decision` */
export const decidePaperReportSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('counts') }),
  z.strictObject({ decision: z.literal('aside'), reason: z.enum(ASIDE_REASONS) }),
]);
export type DecidePaperReport = z.infer<typeof decidePaperReportSchema>;
