import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { RoomEvent } from '#platform/events';
import { serverText } from '#platform/i18n';
import { getCase } from '#registry';
import { insertFollowUp } from './repository.ts';

/** A child who may not be with the relative it hoped for: somebody asks within days how it is (R-FAM-04). What was decided is not said here. */
export async function planAfterRefusal(ctx: Ctx, event: RoomEvent): Promise<void> {
  const caseId = String(event['caseId']);
  const { officeId } = await getCase(ctx, caseId);
  const id = newId(ctx.now);
  await insertFollowUp(ctx.actor, ctx.tx, {
    id, caseId, officeId, code: `care-${id}`, channel: 'visit', round: null, dueOn: String(event['careOn']),
    label: { es: serverText('es')('plans.care-contact'), en: serverText('en')('plans.care-contact') },
  }, ctx.now);
}
