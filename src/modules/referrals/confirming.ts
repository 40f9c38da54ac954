/** What the person says of an outcome; an officer writes it down. */
import { getNeed, setNeedState } from '#assessment';
import { Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import type { ReferralRow } from './repository/scope.ts';
import type { Confirmation, ConfirmOutcome, OfficerReferral } from './schema.ts';
import { carryOut, getReferral, officersRow } from './service.ts';

/** Yes takes it off the list and the need with it; no brings a need back that was taken for met; not reached is counted. */
export async function confirmOutcome(ctx: Ctx, id: string, body: ConfirmOutcome): Promise<OfficerReferral> {
  const row = await officersRow(ctx, id);
  await carryOut(ctx, { row, side: 'officer', said: body.answer === 'not-reached' ? 'officer' : 'person', command: { id: newId(ctx.now), kind: 'confirm', answer: body.answer }, note: body.note, reason: body.answer });
  if (body.answer !== 'not-reached') await needFollows(ctx, row, body.answer, body.note);
  return getReferral(ctx, id);
}

const MOVES = { yes: { from: 'open', to: 'met' }, partly: { from: 'met', to: 'open' }, no: { from: 'met', to: 'open' } } as const;

/** The need as the person says; one that stands so already, or that only the closed circle knows by now, is left alone. */
async function needFollows(ctx: Ctx, row: ReferralRow, answer: Confirmation, note: string | undefined): Promise<void> {
  const { from, to } = MOVES[answer];
  if ((await stateOfNeed(ctx, row.need_id)) !== from) return;
  const t = serverText(ctx.actor.locale);
  const why = answer === 'yes' ? t('referrals.action.need-met-why', { outcome: t(`referrals.outcome.${row.outcome}`) }) : note ?? `${t('referrals.confirm.said')}: ${t(`referrals.confirm.${answer}`)}`;
  await setNeedState(ctx, row.need_id, to, why);
}

async function stateOfNeed(ctx: Ctx, needId: string): Promise<string | null> {
  try {
    return (await getNeed(ctx, needId)).state;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}
