import type { Urgency } from '#kernel/codes';
import type { Ctx, Subscription } from '#platform/context';
import { listIn, type RoomEvent } from '#platform/events';
import { receptionSlice } from '#reception';
import { abroadSubscriptions } from './abroad.ts';
import { leaveSecretsToCircle } from './alerts-service.ts';
import { closingSubscriptions } from './closing.ts';
import { callFor, deriveFromRegistry } from './needs-service.ts';
import type { DerivedNeed } from './rules/needs.ts';

const DEFAULT_URGENCY: Urgency = '24h';

/** A need that the person named at the desk, with the desk's own words as the reason. */
function namedAtDesk(ctx: Ctx, code: string): DerivedNeed {
  const choice = ctx.pack.slice(receptionSlice).urgentNeeds.find((n) => n.code === code);
  return {
    need: code, urgency: choice?.urgency ?? DEFAULT_URGENCY, source: 'rule',
    reasons: choice ? [{ code: `desk-${code}`, wording: choice.label }] : [], basis: [`desk-${code}`], restricted: false,
  };
}

async function takeUrgentNeeds(ctx: Ctx, event: RoomEvent): Promise<void> {
  const codes = listIn(event, 'urgentNeeds');
  if (typeof event['caseId'] === 'string' && codes.length > 0) await callFor(ctx, event['caseId'], codes.map((code) => namedAtDesk(ctx, code)));
}

/** What the room hears: a case that opens already has needs, from what reception learned and the person named. */
export const subscriptions: readonly Subscription[] = [
  { to: 'registry.case-opened', room: 'assessment', handle: async (ctx, event) => { await deriveFromRegistry(ctx, String(event['caseId'])); } },
  // Whoever records facts, at the desk, the window or in an assessment: needs follow from them.
  { to: 'registry.facts-recorded', room: 'assessment', handle: async (ctx, event) => { if (typeof event['caseId'] === 'string') await deriveFromRegistry(ctx, event['caseId']); } },
  { to: 'reception.return-recorded', room: 'assessment', handle: takeUrgentNeeds },
  // Accounts that ended in a request, and those that the next start finds.
  { to: 'access.account-ended', room: 'assessment', handle: (ctx, event) => leaveSecretsToCircle(ctx, String(event['userId'])) },
  { to: 'registry.cases-released', room: 'assessment', handle: (ctx, event) => leaveSecretsToCircle(ctx, String(event['officerId'])) },
  ...closingSubscriptions,
  ...abroadSubscriptions,
];
