/** What the person says of an outcome; an officer writes it down. */
import { getNeed, setNeedState } from '#assessment';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { ConfirmOutcome, OfficerReferral } from './schema.ts';
import { carryOut, getReferral, officersRow } from './service.ts';

/** Yes takes it off the list; no brings a need back that was taken for met; not reached is counted. */
export async function confirmOutcome(ctx: Ctx, id: string, body: ConfirmOutcome): Promise<OfficerReferral> {
  const row = await officersRow(ctx, id);
  await carryOut(ctx, { row, side: 'officer', said: body.answer === 'not-reached' ? 'officer' : 'person', command: { id: newId(ctx.now), kind: 'confirm', answer: body.answer }, note: body.note, reason: body.answer });
  if (body.answer === 'no' || body.answer === 'partly') await reopen(ctx, row.need_id, body.note);
  return getReferral(ctx, id);
}

async function reopen(ctx: Ctx, needId: string, note: string | undefined): Promise<void> {
  const { state } = await getNeed(ctx, needId);
  if (state === 'met') await setNeedState(ctx, needId, 'open', note ?? '…');
}
