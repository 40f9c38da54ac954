/** What can be asked of cases that move, and what is answered: transfers, work lists by day, many cases at once. Shared by server and browser. */
import { z } from 'zod';
import { asSeen } from '#kernel/text';

/** Several lines that somebody typed; other control characters are refused. */
const lines = (limit: number) =>
  z.string().overwrite((text) => text.split(/\r?\n/u).map(asSeen).join('\n')).trim().max(limit, { error: 'registry.text-too-long' }).regex(/^(?:[^\p{Cc}]|\n)*$/u, { error: 'registry.text-control' });

export const TRANSFER_STATES = ['asked', 'accepted', 'refused', 'taken-back', 'overtaken'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

/** Why an office does not take a case over. */
export const REFUSALS = ['not-our-area', 'no-capacity', 'needs-another-office', 'note-incomplete', 'other'] as const;

export const AskTransfer = z.strictObject({ toOfficeId: z.uuid({ error: 'platform.missing' }), note: lines(2000).min(1, { error: 'registry.transfer-note-missing' }) });
export type AskTransfer = z.input<typeof AskTransfer>;

/** Without an officer: whoever accepts at the office that gets the case, or nobody yet. */
export const AcceptTransfer = z.strictObject({ officerId: z.uuid().optional() });
export type AcceptTransfer = z.input<typeof AcceptTransfer>;

export const RefuseTransfer = z.strictObject({ reason: z.enum(REFUSALS, { error: 'platform.missing' }), answer: lines(500).optional() });
export type RefuseTransfer = z.input<typeof RefuseTransfer>;

/** One transfer as the reader may see it. */
export const transferView = z.object({
  transferId: z.string(),
  caseId: z.string(),
  personId: z.string(),
  state: z.enum(TRANSFER_STATES),
  fromOfficeName: z.string(),
  toOfficeName: z.string(),
  note: z.string(),
  reason: z.enum(REFUSALS).nullable(),
  answer: z.string().nullable(),
  askedBy: z.string().nullable(),
  askedOn: z.string(),
  answerBy: z.string(),
  late: z.boolean(),
  answeredBy: z.string().nullable(),
  answeredOn: z.string().nullable(),
  /** What the reader may do with it now. */
  mayAnswer: z.boolean(),
  mayTakeBack: z.boolean(),
  mayTakeNote: z.boolean(),
});
export type TransferView = z.infer<typeof transferView>;

/** The transfers of a case, newest first, and to whom it may be given over. */
export const caseTransfers = z.object({
  personId: z.string(),
  publicCode: z.string(),
  name: z.string(),
  caseState: z.enum(['new', 'active', 'closed']),
  officeName: z.string(),
  transfers: z.array(transferView),
  mayAsk: z.boolean(),
  offices: z.array(z.object({ officeId: z.string(), name: z.string(), placeName: z.string().nullable() })),
});
export type CaseTransfers = z.infer<typeof caseTransfers>;

/** Whose cases move: all open ones of the office, those that nobody holds, or those of one officer. */
export const BULK_FROM = ['everybody', 'nobody', 'officer'] as const;

export const MoveCases = z.strictObject({
  fromOfficeId: z.uuid({ error: 'platform.missing' }),
  from: z.enum(BULK_FROM),
  fromOfficerId: z.uuid().optional(),
  toOfficeId: z.uuid({ error: 'platform.missing' }),
  /** They get the cases in turns; without any the cases wait for somebody to take them. */
  toOfficerIds: z.array(z.uuid()).max(50).default([]),
  note: lines(500).min(1, { error: 'registry.transfer-note-missing' }),
});
export type MoveCases = z.input<typeof MoveCases>;

/** Begun only with the number that whoever asks has read and confirmed: were there more by then, it is asked again. */
export const BeginMove = MoveCases.extend({ cases: z.int().min(1) });
export type BeginMove = z.input<typeof BeginMove>;

/** What a move would be, before it begins. */
export const moveAhead = z.object({
  cases: z.number(),
  fromOfficeName: z.string(),
  fromOfficerName: z.string().nullable(),
  toOfficeName: z.string(),
  toOfficerNames: z.array(z.string()),
});
export type MoveAhead = z.infer<typeof moveAhead>;

export const bulkMove = z.object({
  moveId: z.string(),
  fromOfficeName: z.string(),
  from: z.enum(BULK_FROM),
  fromOfficerName: z.string().nullable(),
  toOfficeName: z.string(),
  note: z.string(),
  state: z.enum(['waiting', 'done', 'cancelled']),
  total: z.number(),
  moved: z.number(),
  skipped: z.number(),
  askedBy: z.string().nullable(),
  askedAt: z.string(),
});
export type BulkMove = z.infer<typeof bulkMove>;

/** Who holds how many open cases of an office; without an id: nobody. An account that ended is marked. */
export const caseHolders = z.object({
  holders: z.array(z.object({ officerId: z.string().nullable(), name: z.string().nullable(), cases: z.number(), active: z.boolean() })),
  colleagues: z.array(z.object({ officerId: z.string(), name: z.string() })),
});
export type CaseHolders = z.infer<typeof caseHolders>;

/** Offices between which supervision moves cases. */
export const movableOffices = z.object({ offices: z.array(z.object({ officeId: z.string(), name: z.string() })), moves: z.array(bulkMove) });
export type MovableOffices = z.infer<typeof movableOffices>;

export const DAY_LISTS = ['incoming', 'due', 'overdue', 'waiting'] as const;
/** Work lists that go by the day: what has waited longest stands first. */
export type DayList = (typeof DAY_LISTS)[number];

export const isDayList = (list: string): list is DayList => (DAY_LISTS as readonly string[]).includes(list);
