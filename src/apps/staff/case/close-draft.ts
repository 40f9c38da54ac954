import { z } from 'zod';
import type { NeedView } from '#assessment/schema';
import type { PlanView } from '#plans/schema';
import { isClosed, type OfficerReferral } from '#referrals/schema';
import { CloseCase, CLOSING_CODES, REACHED, REFERRALS_LEFT, SILENT_CLOSINGS, type ClosingCode, type Reached } from '#registry/schema';

/** What somebody fills in to close a case; what was reached and what becomes of referrals by id. */
export const CloseDraft = z.object({
  code: z.enum(CLOSING_CODES, { error: 'platform.missing' }),
  why: z.string().trim().max(1000).optional(),
  reached: z.record(z.string(), z.enum(REACHED)).default({}),
  left: z.record(z.string(), z.enum(REFERRALS_LEFT)).default({}),
}).superRefine(({ code, why }, ctx) => {
  if (code === 'other' && !why) ctx.addIssue({ code: 'custom', path: ['why'], message: 'registry.closing-reason-missing' });
});
export type CloseDraft = z.output<typeof CloseDraft>;

/** Referrals of which somebody has to say what becomes of them. */
export function openReferrals(referrals: readonly OfficerReferral[]): OfficerReferral[] {
  return referrals.filter((referral) => !isClosed(referral.state));
}

/** Needs of which it can be said what was reached. */
function needsToTell(needs: readonly NeedView[]): NeedView[] {
  return needs.filter((need) => need.state !== 'withdrawn');
}

/** Something of which it can be told how far it was reached. */
export interface ToTell { readonly kind: 'need' | 'goal'; readonly id: string; readonly label: { readonly es: string; readonly en: string }; readonly so: Reached | null }

const OF_GOALS: Readonly<Record<string, Reached>> = { reached: 'met', partly: 'partly' };

/** Goals of the plan, then needs, with what is known of each already. After death nothing is asked. */
export function thingsToTell(code: ClosingCode | undefined, needs: readonly NeedView[], goals: PlanView['goals']): ToTell[] {
  if (code === 'died') return [];
  return [
    ...goals.filter((goal) => goal.state !== 'set-aside').map((goal): ToTell => ({ kind: 'goal', id: goal.goalId, label: { es: goal.words, en: goal.words }, so: OF_GOALS[goal.state] ?? null })),
    ...needsToTell(needs).map((need): ToTell => ({ kind: 'need', id: need.needId, label: need.label, so: need.state === 'met' ? 'met' : null })),
  ];
}

/** After death, and abroad, nothing is asked of services: what is open is taken back in silence. */
export function isSilent(code: ClosingCode | undefined): boolean {
  return code !== undefined && SILENT_CLOSINGS.includes(code);
}

/** What there is to say something about. */
export interface ClosingLists { readonly needs: readonly NeedView[]; readonly goals: PlanView['goals']; readonly referrals: readonly OfficerReferral[] }

/** The command of a draft: only of what is still there, since a draft may be older than the lists. */
export function commandOf(draft: CloseDraft, { needs, goals, referrals }: ClosingLists): CloseCase {
  const { code, why, reached, left } = draft;
  const open = openReferrals(referrals).map((r) => r.referralId);
  const back = open.filter((id) => isSilent(code) || left[id] !== 'go-on');
  return {
    code, ...(why ? { why } : {}),
    // As soon as one goes on, that is the rule and the others are named: what is missed then goes on, and is not lost.
    ...(back.length === open.length ? { referrals: 'withdraw' as const } : { referrals: 'go-on' as const, otherwise: back }),
    reached: thingsToTell(code, needs, goals).flatMap(({ kind, id }) => { const result = reached[id]; return result ? [{ kind, id, result }] : []; }),
  };
}
