import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';

const Id = z.uuid();
const Label = z.object({ es: z.string(), en: z.string() });
const Day = z.string().refine(isPlainDate, 'plans.no-such-day');

export const GIVERS = ['own-office', 'service', 'organization'] as const;
export type Giver = (typeof GIVERS)[number];

const given = {
  /** Kind of support, in the words of needs. */
  need: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/),
  givenOn: Day,
  giver: z.enum(GIVERS),
  serviceId: z.string().min(1).max(120).optional(),
  organizationId: z.string().min(1).max(120).optional(),
  amount: z.number().positive().max(99_999_999).multipleOf(0.01).optional(),
  quantity: z.number().positive().max(99_999_999).multipleOf(0.01).optional(),
  unit: z.string().trim().min(1).max(40).optional(),
  note: z.string().trim().min(1).max(500).optional(),
};
const why = z.string().trim().min(1).max(500);

/** What was really given, by whom, on which day. */
export const RecordSupport = z.strictObject(given);
export type RecordSupport = z.infer<typeof RecordSupport>;

/** A correction names the line that was read: who corrects what a colleague corrected meanwhile is told. */
export const CorrectSupport = z.strictObject({ ...given, seq: z.number().int().min(1), why });
export type CorrectSupport = z.infer<typeof CorrectSupport>;

export const StrikeSupport = z.strictObject({ seq: z.number().int().min(1), why });
export type StrikeSupport = z.infer<typeof StrikeSupport>;

export const TakeFromReferral = z.strictObject({ referralId: Id });
export type TakeFromReferral = z.infer<typeof TakeFromReferral>;

const Line = z.object({
  seq: z.number().int(), need: z.string(), needLabel: Label, dimension: z.string().nullable(), givenOn: z.string(), giver: z.enum(GIVERS), serviceId: z.string().nullable(),
  organizationId: z.string().nullable(), giverName: Label, amount: z.number().nullable(), currency: z.string().nullable(), quantity: z.number().nullable(), unit: z.string().nullable(),
  note: z.string().nullable(), state: z.enum(['given', 'struck']), why: z.string().nullable(), by: z.string(), at: z.iso.datetime(),
});
export type SupportLine = z.infer<typeof Line>;

/** What counts now, and what it was before. */
export const SupportView = Line.extend({ supportId: Id, caseId: Id, referralId: Id.nullable(), before: z.array(Line) });
export type SupportView = z.infer<typeof SupportView>;

/** A completed referral of which nobody has written down what came of it. */
const Proposal = z.object({ referralId: Id, caseId: Id, need: z.string(), needLabel: Label, serviceName: Label, organizationName: Label, on: z.string() });
export type SupportProposal = z.infer<typeof Proposal>;

export const CaseSupport = z.object({
  supports: z.array(SupportView), proposals: z.array(Proposal), mayRecord: z.boolean(), today: z.string(), currency: z.string(),
  kinds: z.array(z.object({ code: z.string(), label: Label })),
  organizations: z.array(z.object({ organizationId: z.string(), name: Label })),
});
export type CaseSupport = z.infer<typeof CaseSupport>;
