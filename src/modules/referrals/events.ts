import type { Subscription } from '#platform/context';
import { listIn } from '#platform/events';
import { caseClosed, caseReopened } from './case-closing.ts';
import { closeShares, handOver } from './service.ts';

/** What this room answers when a lower room tells something. */
export const subscriptions: readonly Subscription[] = [
  { to: 'registry.consent-withdrawn', room: 'referrals', handle: (ctx, event) => closeShares(ctx, String(event['consentId'])) },
  { to: 'registry.consent-refused', room: 'referrals', handle: (ctx, event) => closeShares(ctx, String(event['consentId'])) },
  { to: 'registry.case-joined', room: 'referrals', handle: (ctx, event) => handOver(ctx, String(event['caseId'])) },
  { to: 'registry.case-join-undone', room: 'referrals', handle: (ctx, event) => handOver(ctx, String(event['caseId'])) },
  { to: 'registry.case-moved', room: 'referrals', handle: (ctx, event) => handOver(ctx, String(event['caseId'])) },
  { to: 'registry.case-closed', room: 'referrals', handle: (ctx, event) => caseClosed(ctx, String(event['caseId']), event['referrals'], listIn(event, 'otherwise')) },
  { to: 'registry.case-reopened', room: 'referrals', handle: (ctx, event) => caseReopened(ctx, String(event['caseId'])) },
];
