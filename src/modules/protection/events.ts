import type { Subscription } from '#platform/context';
import { objectToClosing } from './service/work.ts';

/** What the room hears: a case that is about to be closed. */
export const subscriptions: readonly Subscription[] = [
  { to: 'registry.case-closing', room: 'protection', handle: (ctx, event) => objectToClosing(ctx, String(event['caseId']), event['code'] === null ? null : String(event['code'])) },
];
