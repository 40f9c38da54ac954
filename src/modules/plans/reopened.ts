import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { RoomEvent } from '#platform/events';
import { serverText } from '#platform/i18n';
import { plansSlice } from './pack.ts';
import { insertFollowUp } from './repository.ts';

/**
 * A case that goes on has somebody to call again: one contact, as long after as the first one of the rhythm. What was ended with the case stays ended,
 * since among it may be what the person refused.
 */
export async function planAfterReopening(ctx: Ctx, event: RoomEvent): Promise<void> {
  const { rhythm, attempts } = ctx.pack.slice(plansSlice);
  const first = rhythm[0]!;
  const days = 'days' in first.after ? first.after.days : attempts.retryAfterDays;
  const id = newId(ctx.now);
  await insertFollowUp(ctx.actor, ctx.tx, {
    id, caseId: String(event['caseId']), officeId: String(event['officeId']), code: `reopened-${id}`, channel: first.channel, round: null, dueOn: addDays(String(event['reopenedOn']), days),
    label: { es: serverText('es')('plans.after-reopening'), en: serverText('en')('plans.after-reopening') },
  }, ctx.now);
}
