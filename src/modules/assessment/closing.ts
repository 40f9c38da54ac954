/** What this room holds against closing a case, and what it learns of a closed one. */
import { Refused } from '#kernel/errors';
import type { Ctx, Subscription } from '#platform/context';
import { listIn, type RoomEvent } from '#platform/events';
import { serverText } from '#platform/i18n';
import { alertsFor } from './alerts-service.ts';
import { meetNeeds } from './needs-met.ts';
import { needsOf } from './needs-service.ts';

/** Nobody closes a case over an alert that nobody answered; what was reached is said of needs of this case. */
async function objectToClosing(ctx: Ctx, event: RoomEvent): Promise<void> {
  const caseId = String(event['caseId']);
  const said = listIn(event, 'needs');
  const pressing = (await alertsFor(ctx, caseId)).some((alert) => alert.pressing && alert.answeredAt === null);
  const known = new Set(said.length > 0 ? (await needsOf(ctx, caseId)).map((need) => need.needId) : []);
  const problems = [
    ...(pressing ? [{ code: 'assessment.closing-alert-open' }] : []),
    ...(said.every((id) => known.has(id)) ? [] : [{ code: 'assessment.closing-need-unknown' }]),
  ];
  if (problems.length > 0) throw new Refused(problems);
}

/** What was said to be met when the case was closed is met, and its history says so. */
async function meetWhatWasReached(ctx: Ctx, event: RoomEvent): Promise<void> {
  const met = listIn(event, 'met');
  if (met.length > 0) await meetNeeds(ctx, met, serverText(ctx.actor.locale)('assessment.need-met-at-closing'));
}

export const closingSubscriptions: readonly Subscription[] = [
  { to: 'registry.case-closing', room: 'assessment', handle: objectToClosing },
  { to: 'registry.case-closed', room: 'assessment', handle: meetWhatWasReached },
];
