import type { Ctx, Subscription } from '#platform/context';
import type { RoomEvent } from '#platform/events';
import { objectToClosing } from './closing.ts';
import { settleWithCase } from './plan/goals.ts';
import { followPlans } from './plan/service.ts';
import { conferenceSubscriptions } from './conference/events.ts';
import { planAfterRefusal } from './refused-family.ts';
import { planAfterReopening } from './reopened.ts';
import { endFollowUp, handOver, planCase } from './service.ts';

async function followBoth(ctx: Ctx, event: RoomEvent): Promise<void> {
  for (const caseId of [event['caseId'], event['intoCase']]) await handOver(ctx, String(caseId));
}

/** After any of these, plans of the case (and of the other one, if there is one) follow who has it in charge. */
const FOLLOWED_BY_PLANS = ['registry.case-moved', 'registry.case-joined', 'registry.case-join-undone', 'registry.case-closed', 'registry.case-reopened'];

async function plansFollow(ctx: Ctx, event: RoomEvent): Promise<void> {
  for (const caseId of [event['caseId'], event['intoCase']]) if (caseId) await followPlans(ctx, String(caseId));
}

/** What the room hears: cases that open, move, close, and that go on in another one or no longer do. */
export const subscriptions: readonly Subscription[] = [
  {
    to: 'registry.case-opened', room: 'plans',
    handle: async (ctx, event) => { await planCase(ctx, { caseId: String(event['caseId']), officeId: String(event['officeId']), openedOn: String(event['openedOn']) }); },
  },
  { to: 'registry.case-moved', room: 'plans', handle: (ctx, event) => handOver(ctx, String(event['caseId'])) },
  { to: 'registry.case-joined', room: 'plans', handle: (ctx, event) => handOver(ctx, String(event['caseId'])) },
  { to: 'registry.case-join-undone', room: 'plans', handle: followBoth },
  { to: 'registry.case-closing', room: 'plans', handle: objectToClosing },
  { to: 'registry.case-reopened', room: 'plans', handle: planAfterReopening },
  { to: 'protection.reunification-refused', room: 'plans', handle: planAfterRefusal },
  { to: 'registry.case-closed', room: 'plans', handle: (ctx, event) => endFollowUp(ctx, String(event['caseId'])) },
  { to: 'registry.case-closed', room: 'plans', handle: settleWithCase },
  ...FOLLOWED_BY_PLANS.map((to): Subscription => ({ to, room: 'plans', handle: plansFollow })),
  ...conferenceSubscriptions,
];
