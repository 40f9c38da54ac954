import type { TellsHappened } from '#registry';
import { listReferralHappenings } from './happened-repository.ts';
import { referralsSlice } from './pack.ts';
import { referralsPolicy } from './policy.ts';

/** What this room tells of cases, for their timeline; a reason in the words of the country. */
export const referralsHappenings: TellsHappened = async (ctx, query) => {
  if (!(referralsPolicy['referrals.read'].roles as readonly string[]).includes(ctx.actor.role)) return [];
  const reasons = new Map(ctx.pack.slice(referralsSlice).declineReasons.map((r) => [r.code, r.label[ctx.actor.locale]]));
  return (await listReferralHappenings(ctx.actor, ctx.tx, query)).map((row) => ({ ...row, note: row.note ? (reasons.get(row.note) ?? null) : null }));
};
