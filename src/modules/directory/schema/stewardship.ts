import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';

/** The words of keeping the directory true: proposals, versions, confirmations, reports. Both sides. */

export const ENTRY_KINDS = ['organization', 'service', 'receptionPoint', 'document', 'legalBasis'] as const;
/** What a steward keeps: one kind of entry of the directory. */
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** A whole entry of any kind, as its own schema of the room describes it. */
export const entrySchema = z.record(z.string(), z.json());
export type Entry = z.infer<typeof entrySchema>;

const day = z.string().refine(isPlainDate);
const moment = z.coerce.date().transform((at) => at.toISOString());

export const EVIDENCE_KINDS = ['call', 'letter', 'visit', 'link', 'organization'] as const;
/** How somebody knows: a telephone call, a letter, a visit, an address, the organization itself. `source` and `history` are the product's own. */
export const ALL_EVIDENCE_KINDS = [...EVIDENCE_KINDS, 'source', 'history'] as const;
export const ORIGINS = ['steward', 'organization', 'link', 'source'] as const;
export type Origin = (typeof ORIGINS)[number];
export const PROPOSAL_STATES = ['waiting', 'sentBack', 'withdrawn', 'published'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export const fieldChangeSchema = z.object({ field: z.string(), before: z.json().optional(), after: z.json().optional() });
export type FieldChange = z.infer<typeof fieldChangeSchema>;

export const fieldConflictSchema = z.object({ field: z.string(), base: z.json().optional(), current: z.json().optional(), wanted: z.json().optional() });
export type FieldConflict = z.infer<typeof fieldConflictSchema>;

/** Conditions of a service that are proposed as a version of their own, with its days. */
export const proposedConditionsSchema = z.object({
  /** The newest version that whoever proposes saw. */
  basedOn: z.number().int(),
  criteria: z.json().nullable(),
  needCriteria: z.record(z.string(), z.json()),
  from: day,
  until: day.nullable(),
});
export type ProposedConditions = z.infer<typeof proposedConditionsSchema>;

const reason = z.string().trim().min(1, 'directory.reason-missing').max(1000, 'directory.text-too-long');

/** `POST /api/directory/proposals` */
export const proposeSchema = z.strictObject({
  kind: z.enum(ENTRY_KINDS),
  entryId: z.string().min(1).max(100),
  /** Version that the proposal starts from; 0 for a new entry. */
  baseVersion: z.number().int().min(0),
  entry: entrySchema,
  /** False takes it out of sight; it stays in the history and can be brought back. */
  listed: z.boolean().default(true),
  successorId: z.string().max(100).nullable().default(null),
  /** Everything else in the entry was looked at too and is true. */
  confirms: z.boolean().default(false),
  reason,
  evidence: z.strictObject({ kind: z.enum(EVIDENCE_KINDS), text: z.string().trim().max(500, 'directory.text-too-long').default('') }),
});
export type Propose = z.input<typeof proposeSchema>;

/** `POST /api/directory/proposals/:proposalId/publish`: for every field that both sides changed, whose words hold. */
export const publishSchema = z.strictObject({
  choices: z.record(z.string(), z.enum(['current', 'wanted'])).default({}),
  note: z.string().trim().max(1000, 'directory.text-too-long').default(''),
});
export type Publish = z.input<typeof publishSchema>;

export const restoreSchema = z.strictObject({ version: z.number().int().min(1), reason });
export const noteSchema = z.strictObject({ note: z.string().trim().min(1, 'directory.reason-missing').max(1000, 'directory.text-too-long') });
export const confirmSchema = z.strictObject({
  version: z.number().int().min(1),
});

/** How fresh an entry is, as everybody may know it. */
export const freshnessSchema = z.object({
  confirmedOn: day.nullable(),
  confirmBy: day,
  /** The day by which it should have been confirmed has passed. */
  stale: z.boolean(),
  /** Unconfirmed beyond the limit of the country: confirm by phone first. */
  phoneFirst: z.boolean(),
});
export type Freshness = z.infer<typeof freshnessSchema>;

export const proposalViewSchema = z.object({
  id: z.uuid(),
  kind: z.enum(ENTRY_KINDS),
  entryId: z.string(),
  nameEs: z.string(),
  nameEn: z.string(),
  baseVersion: z.number(),
  entry: entrySchema,
  listed: z.boolean(),
  successorId: z.string().nullable(),
  changes: z.array(fieldChangeSchema),
  narrows: z.boolean(),
  confirms: z.boolean(),
  reason: z.string(),
  evidence: z.object({ kind: z.enum(ALL_EVIDENCE_KINDS), text: z.string() }),
  origin: z.enum(ORIGINS),
  proposedBy: z.string().nullable(),
  own: z.boolean(),
  proposedAt: moment,
  state: z.enum(PROPOSAL_STATES),
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  note: z.string().nullable(),
  /** Not a change of the entry, but conditions with days of their own. */
  conditions: proposedConditionsSchema.nullable(),
});
export type ProposalView = z.infer<typeof proposalViewSchema>;

/** `GET /api/directory/proposals/:proposalId`: what publishing would do now. */
export const reviewSchema = z.object({
  proposal: proposalViewSchema,
  /** Version in force, 0 when there is none. */
  version: z.number(),
  /** What would change against what is in force. */
  effect: z.array(fieldChangeSchema),
  conflicts: z.array(fieldConflictSchema),
  mayPublish: z.boolean(),
  /** The author may publish because nobody else could. */
  alone: z.boolean(),
  /** Names of places, papers and organizations on either side, by id. */
  names: z.record(z.string(), z.string()),
  /** Of conditions: those that would hold on their first day without them, and from when they would hold if they were published now. */
  held: z.object({ version: z.number().nullable(), criteria: z.json().nullable(), needCriteria: z.record(z.string(), z.json()), from: day.nullable(), until: day.nullable(), wouldHoldFrom: day }).nullable(),
});
export type Review = z.infer<typeof reviewSchema>;

export const REPORT_SUBJECTS = ['phone', 'place', 'closed', 'hours', 'requirements', 'refused', 'other'] as const;
export type ReportSubject = (typeof REPORT_SUBJECTS)[number];
export const REPORT_OUTCOMES = ['corrected', 'correct', 'unclear', 'noise'] as const;
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];

export const reportSchema = z.strictObject({
  kind: z.enum(ENTRY_KINDS),
  entryId: z.string().min(1).max(100),
  subject: z.enum(REPORT_SUBJECTS),
  text: z.string().trim().max(500, 'directory.text-too-long').default(''),
});
export type Report = z.input<typeof reportSchema>;

export const answerReportSchema = z.strictObject({
  outcome: z.enum(REPORT_OUTCOMES),
  answer: z.string().trim().max(500, 'directory.text-too-long').default(''),
});

export const reportViewSchema = z.object({
  id: z.uuid(), kind: z.enum(ENTRY_KINDS), entryId: z.string(), nameEs: z.string(), nameEn: z.string(),
  subject: z.enum(REPORT_SUBJECTS), text: z.string(),
  /** Name of the colleague; null for somebody from outside. */
  reportedBy: z.string().nullable(), at: moment, times: z.number(),
  outcome: z.enum(REPORT_OUTCOMES).nullable(), answer: z.string().nullable(), answeredAt: moment.nullable(),
});
export type ReportView = z.infer<typeof reportViewSchema>;

export const ENTRY_FILTERS = ['stale', 'neverConfirmed', 'steward', 'reported', 'papers', 'proposals', 'withoutPlace', 'withoutPhone', 'withoutCriteria', 'unreviewed', 'linkUnanswered', 'unlisted'] as const;
export type EntryFilter = (typeof ENTRY_FILTERS)[number];

export const entryQuerySchema = z.object({
  kind: z.enum(ENTRY_KINDS).optional(),
  filter: z.enum(ENTRY_FILTERS).optional(),
  organization: z.string().max(100).optional(),
  text: z.string().max(200).optional(),
  /** From 0. */
  page: z.coerce.number().int().min(0).max(1000).optional(),
});
export type EntryQuery = z.infer<typeof entryQuerySchema>;

export const entryLineSchema = z.object({
  kind: z.enum(ENTRY_KINDS), id: z.string(), nameEs: z.string(), nameEn: z.string(), organizationId: z.string().nullable(),
  version: z.number(), listed: z.boolean(), hidden: z.boolean(), kept: z.boolean(), year: z.number().nullable(),
  freshness: freshnessSchema,
  step: z.enum(['asked', 'reminded', 'steward']).nullable(),
  proposals: z.number(), reports: z.number(),
  lacks: z.array(z.enum(['place', 'phone', 'criteria'])),
});
export type EntryLine = z.infer<typeof entryLineSchema>;

export const entryListSchema = z.object({ entries: z.array(entryLineSchema), total: z.number(), pageSize: z.number(), counts: z.record(z.string(), z.number()) });
export type EntryList = z.infer<typeof entryListSchema>;

export const versionViewSchema = z.object({
  version: z.number(), origin: z.enum(ORIGINS), listed: z.boolean(), publishedBy: z.string().nullable(), publishedAt: moment, unreviewed: z.boolean(),
  reason: z.string().nullable(), evidence: z.object({ kind: z.enum(ALL_EVIDENCE_KINDS), text: z.string() }).nullable(),
  changes: z.array(fieldChangeSchema),
});
export type VersionView = z.infer<typeof versionViewSchema>;

export const entryPageSchema = z.object({
  line: entryLineSchema,
  entry: entrySchema,
  successorId: z.string().nullable(),
  organizationName: z.string().nullable(),
  history: z.array(versionViewSchema),
  proposals: z.array(proposalViewSchema),
  reports: z.array(reportViewSchema),
  confirmations: z.array(z.object({ on: day, how: z.enum(['organization', 'link', 'steward']), by: z.string().nullable() })),
  /** Names of places, papers and organizations that the entry refers to, by id. */
  names: z.record(z.string(), z.string()),
});
export type EntryPage = z.infer<typeof entryPageSchema>;

export const ownerLinkSchema = z.object({
  id: z.uuid(), organizationId: z.string(), createdBy: z.string().nullable(), createdAt: moment, expiresAt: moment,
  endedAt: moment.nullable(), seenAt: moment.nullable(), answered: z.number(),
});
export type OwnerLink = z.infer<typeof ownerLinkSchema>;

/** Who answers a need where: one line per need, one column per department. */
export const serviceMapSchema = z.object({
  admin1: z.string().nullable(),
  columns: z.array(z.object({ id: z.string(), name: z.string() })),
  rows: z.array(z.object({
    need: z.string(), labelEs: z.string(), labelEn: z.string(), family: z.string(),
    /** Organizations that answer it everywhere, or without saying where. */
    everywhere: z.array(z.string()),
    unstated: z.array(z.string()),
    /** Organizations by column. */
    cells: z.array(z.array(z.string())),
  })),
  organizations: z.record(z.string(), z.object({ nameEs: z.string(), nameEn: z.string(), kind: z.string() })),
});
export type ServiceMap = z.infer<typeof serviceMapSchema>;
