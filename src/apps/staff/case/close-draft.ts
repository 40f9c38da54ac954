import { z } from 'zod';
import type { NeedView } from '#assessment/schema';
import type { OfficerReferral } from '#referrals/schema';
import { CloseCase, CLOSING_CODES, REACHED, REFERRALS_LEFT, SILENT_CLOSINGS, type ClosingCode } from '#registry/schema';

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

const SETTLED: ReadonlySet<string> = new Set(['declined', 'completed', 'did-not-come', 'withdrawn']);

/** Referrals of which somebody has to say what becomes of them. */
export function openReferrals(referrals: readonly OfficerReferral[]): OfficerReferral[] {
  return referrals.filter((referral) => !SETTLED.has(referral.state));
}

/** Needs of which it can be said what was reached. */
export function needsToTell(needs: readonly NeedView[]): NeedView[] {
  return needs.filter((need) => need.state !== 'withdrawn');
}

/** After death, and abroad, nothing is asked of services: what is open is taken back in silence. */
export function isSilent(code: ClosingCode | undefined): boolean {
  return code !== undefined && SILENT_CLOSINGS.includes(code);
}

/** The command of a draft: only of what is still there, since a draft may be older than the lists. */
export function commandOf(draft: CloseDraft, needs: readonly NeedView[], referrals: readonly OfficerReferral[]): CloseCase {
  const { code, why, reached, left } = draft;
  const open = openReferrals(referrals).map((r) => r.referralId);
  const back = open.filter((id) => isSilent(code) || left[id] !== 'go-on');
  const told = code === 'died' ? [] : needsToTell(needs).map((n) => n.needId);
  return {
    code, ...(why ? { why } : {}),
    // As soon as one goes on, that is the rule and the others are named: what is missed then goes on, and is not lost.
    ...(back.length === open.length ? { referrals: 'withdraw' as const } : { referrals: 'go-on' as const, otherwise: back }),
    reached: told.flatMap((id) => { const result = reached[id]; return result ? [{ kind: 'need' as const, id, result }] : []; }),
  };
}
