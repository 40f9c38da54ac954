/** A family at the desk: who stands together, and everybody registered in one command. */
import { z } from 'zod';
import { FAMILY_LIMIT, RELATION_WORDS } from '#registry/schema';
import { ChildHandover, DeskIdentity, WhoIsThis, type DeskView, type FinishedDesk } from './desk.ts';
import { NEXT_STEPS } from './next-step.ts';
import { ReturnDetails, type SlipContent } from './return.ts';
import { code, line } from './words.ts';

/** People who stand together with somebody, by the numbers they carry today. */
export const StandTogether = z.strictObject({ numbers: z.array(z.int().min(1).max(9_999)).min(1).max(FAMILY_LIMIT - 1) });
export type StandTogether = z.output<typeof StandTogether>;

/** One of the family: somebody on the floor, or somebody whom no list names and who has no number yet. */
export const FamilyDeskMember = z.strictObject({
  rowId: z.uuid().nullable().default(null),
  identity: DeskIdentity,
  who: WhoIsThis,
  /** What this one is to the first. */
  role: z.enum(RELATION_WORDS).nullable().default(null),
  /** Which adult of the family, by number, answers for this child, and how that is known. */
  guardian: z.strictObject({ member: z.int().min(0).max(FAMILY_LIMIT - 1), evidence: z.enum(['declared', 'seen']) }).nullable().default(null),
  /** For a child whom nobody of the family answers for. */
  handover: ChildHandover.nullable().default(null),
  /** Of an adult; children follow whoever answers for them. */
  consentToCase: z.boolean().default(false),
  documentsHeld: z.array(code).max(20).default([]),
  urgentNeeds: z.array(code).max(20).default([]),
  assistance: z.array(z.strictObject({ item: code, reason: line(200).min(3, { error: 'reception.reason-missing' }).optional() })).max(30).default([]),
});
export type FamilyDeskMember = z.output<typeof FamilyDeskMember>;

/** Everything that the desk does for a family: what they share once, then each of them. All or nobody. */
export const FinishFamily = z.strictObject({
  members: z.array(FamilyDeskMember).min(2, { error: 'reception.family-too-small' }).max(FAMILY_LIMIT),
  return: ReturnDetails.omit({ travellingAs: true }),
  /** They will live together at the destination. */
  household: z.boolean().default(true),
  consentReadAloud: z.boolean().default(false),
  nextStep: z.enum(NEXT_STEPS),
  slipLanguage: z.enum(['es', 'en']).default('es'),
});
export type FinishFamily = z.output<typeof FinishFamily>;
export type FinishFamilyInput = z.input<typeof FinishFamily>;

/** Who may each of a family have been before? */
export const AskFamily = z.strictObject({ members: z.array(z.strictObject({ rowId: z.uuid().nullable().default(null), identity: DeskIdentity })).min(1).max(FAMILY_LIMIT) });
export type AskFamily = z.output<typeof AskFamily>;

export interface FinishedFamily {
  readonly members: readonly (FinishedDesk & { readonly rowId: string })[];
  readonly householdId: string | null;
}

/** One of the slips of a family, and whose it is: for the officer's eyes, never printed. */
export interface FamilySlip {
  readonly no: number | null;
  readonly name: string;
  readonly slip: SlipContent;
}

/** Somebody at the desk with everybody who stands together with them and is not registered yet; who is registered already is counted. */
export interface FamilyDesk {
  readonly members: readonly DeskView[];
  readonly registered: number;
}
