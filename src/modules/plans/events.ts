import type { Subscription } from '#platform/context';
import { endFollowUp, handOver, planCase } from './service.ts';

/** What the room hears: cases that open, move and close. */
export const subscriptions: readonly Subscription[] = [
  {
    to: 'registry.case-opened', room: 'plans',
    handle: async (ctx, event) => { await planCase(ctx, { caseId: String(event['caseId']), officeId: String(event['officeId']), openedOn: String(event['openedOn']) }); },
  },
  { to: 'registry.case-moved', room: 'plans', handle: (ctx, event) => handOver(ctx, String(event['caseId']), String(event['officeId'])) },
  { to: 'registry.case-closed', room: 'plans', handle: (ctx, event) => endFollowUp(ctx, String(event['caseId'])) },
];
