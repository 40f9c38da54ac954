import type { Subscription } from '#platform/context';
import { releaseCasesOf } from './service/leaving.ts';

/** What the registry hears: somebody who held cases is no longer there. Offices that closed are emptied at start, part by part. */
export const subscriptions: readonly Subscription[] = [
  { to: 'access.account-ended', room: 'registry', handle: async (ctx, event) => { await releaseCasesOf(ctx, String(event['userId'])); } },
];
