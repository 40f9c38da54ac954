import type { Subscription } from '#platform/events';
import { deriveFromRegistry } from './needs-service.ts';

/** What the room hears: a case that opens already has needs, from what reception learned. */
export const subscriptions: readonly Subscription[] = [
  { to: 'registry.case-opened', room: 'assessment', handle: async (ctx, event) => { await deriveFromRegistry(ctx, String(event['caseId'])); } },
];
