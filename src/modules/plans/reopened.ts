import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { RoomEvent } from '#platform/events';
import { serverText } from '#platform/i18n';
import { getCase } from '#registry';
import { plansSlice } from './pack.ts';
import { insertFollowUp } from './repository.ts';
import { firstAgain } from './rules/schedule.ts';

/** A case that goes on has somebody to call again: one contact. What was ended with the case stays ended, since among it may be what the person refused. */
export async function planAfterReopening(ctx: Ctx, event: RoomEvent): Promise<void> {
  const caseId = String(event['caseId']);
  const { officeId, urgency } = await getCase(ctx, caseId);
  const { step, dueOn } = firstAgain(ctx.pack.slice(plansSlice), urgency, String(event['reopenedOn']));
  const id = newId(ctx.now);
  await insertFollowUp(ctx.actor, ctx.tx, {
    id, caseId, officeId, code: `reopened-${id}`, channel: step.channel, round: null, dueOn,
    label: { es: serverText('es')('plans.after-reopening'), en: serverText('en')('plans.after-reopening') },
  }, ctx.now);
}
