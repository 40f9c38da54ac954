/** How a case ends, and how it goes on: what can be asked, and what is answered. Part of the room's one schema door. */
import { z } from 'zod';
import { asSeen } from '#kernel/text';
import { caseSummary } from './case-views.ts';

export const CLOSING_CODES = ['goals-reached', 'moved', 'left-country', 'declined', 'lost', 'died', 'other'] as const;
/** Why a case is closed. A country may name the codes in its own words; it adds none, so that figures compare. */
export type ClosingCode = (typeof CLOSING_CODES)[number];

/** What follows is done in silence: nobody is called, and whoever was asked for help is told no reason. */
export const SILENT_CLOSINGS: readonly ClosingCode[] = ['died', 'left-country'];

export const REACHED = ['met', 'partly', 'not'] as const;
/** How far a need was met or a goal reached. */
export type Reached = (typeof REACHED)[number];

export const REFERRALS_LEFT = ['withdraw', 'go-on'] as const;
/** What becomes of referrals that are still open: taken back, or they go on without the window. */
export type ReferralsLeft = (typeof REFERRALS_LEFT)[number];

const words = z.string().overwrite(asSeen).trim().max(1000, { error: 'registry.text-too-long' }).regex(/^[^\p{Cc}\n]*(\n[^\p{Cc}\n]*)*$/u, { error: 'registry.text-control' });
const ids = z.array(z.uuid()).max(200).default([]);

/** Closes a case; without a code the words say why. */
export const CloseCase = z.strictObject({
  code: z.enum(CLOSING_CODES).default('other'),
  why: words.optional(),
  reached: z.array(z.strictObject({ kind: z.enum(['need', 'goal']), id: z.uuid(), result: z.enum(REACHED) })).max(200).default([]),
  /** Without a choice they wait on a list until somebody decides. */
  referrals: z.enum(REFERRALS_LEFT).optional(),
  /** Referrals for which the opposite is chosen. */
  otherwise: ids,
}).superRefine(({ code, why }, ctx) => {
  if (code === 'other' && !why) ctx.addIssue({ code: 'custom', path: ['why'], message: 'registry.closing-reason-missing' });
});
export type CloseCase = z.input<typeof CloseCase>;

export const ReopenCase = z.strictObject({ why: words.min(1, { error: 'registry.reopening-reason-missing' }) });
export type ReopenCase = z.input<typeof ReopenCase>;

/** One time that a case was closed. */
const closing = z.object({
  code: z.enum(CLOSING_CODES), why: z.string().nullable(), closedOn: z.string(), by: z.string().nullable(),
  reached: z.array(z.object({ kind: z.enum(['need', 'goal']), id: z.string(), result: z.enum(REACHED) })),
});

const said = z.object({ es: z.string(), en: z.string() });

/** How a case ended, or whether it can: what must be settled first, and how it may go on. */
export const closingView = z.object({
  case: caseSummary,
  /** Codes in the words of the country, where it has its own. */
  labels: z.partialRecord(z.enum(CLOSING_CODES), said),
  /** What must be settled before this case can be closed; each is a refusal with its sentence. */
  objections: z.array(z.object({ code: z.string(), message: z.string() })),
  /** How it was closed; null: open, closed before codes were kept, or because it goes on in another case. */
  closing: closing.nullable(),
  /** Whether it would go on as the same case or as a new one that names it; null: it does not. */
  reopens: z.enum(['same', 'new']).nullable(),
});
export type ClosingView = z.infer<typeof closingView>;

export const reopened = z.object({ caseId: z.string(), personId: z.string(), as: z.enum(['same', 'new']) });
export type Reopened = z.infer<typeof reopened>;
