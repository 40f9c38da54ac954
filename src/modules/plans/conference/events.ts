import type { Subscription } from '#platform/context';
import { closeOfCase, closeShares } from '../conference-repository.ts';
import { membersUntil } from './service.ts';

/** What conferences hear: consents that are taken back, a no to an institution, and cases that close. */
export const conferenceSubscriptions: readonly Subscription[] = [
  { to: 'registry.consent-withdrawn', room: 'plans', handle: (ctx, event) => closeShares(ctx.actor, ctx.tx, String(event['consentId'])) },
  { to: 'registry.consent-refused', room: 'plans', handle: (ctx, event) => closeShares(ctx.actor, ctx.tx, String(event['consentId'])) },
  { to: 'registry.case-closed', room: 'plans', handle: (ctx, event) => closeOfCase(ctx.actor, ctx.tx, String(event['caseId']), membersUntil(ctx)) },
];
