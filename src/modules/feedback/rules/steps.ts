/** What can be done with an item, and where that leads. Pure. */
import { no, ok, type Result } from '#kernel/result';
import { COMMANDS, type FeedbackCommand, type FeedbackState } from '../schema.ts';
import { contentUntil } from './path.ts';

export interface Standing {
  readonly state: FeedbackState;
  readonly wantsAnswer: boolean;
  readonly answeredAt: Date | null;
}

const TABLE: Record<FeedbackState, Partial<Record<FeedbackCommand, FeedbackState>>> = {
  received: { take: 'looking', classify: 'received', 'pass-on': 'passed-on', answer: 'answered' },
  looking: { classify: 'looking', 'pass-on': 'passed-on', answer: 'answered', close: 'closed' },
  'passed-on': { take: 'looking', classify: 'passed-on', answer: 'answered', close: 'closed' },
  answered: { close: 'closed' },
  closed: {},
};

/** Whoever waits for an answer is not closed out: only after the answer, when the time to say that it is not enough has passed. */
function mayClose(item: Standing, contentDays: number, now: Date): boolean {
  if (!item.wantsAnswer) return true;
  return item.state === 'answered' && item.answeredAt !== null && contentUntil(item.answeredAt, contentDays) <= now;
}

/** What whoever received it can do now. */
export function commandsFor(item: Standing, contentDays: number, now: Date): FeedbackCommand[] {
  return COMMANDS.filter((command) => TABLE[item.state][command] !== undefined && (command !== 'close' || mayClose(item, contentDays, now)));
}

/** Where a command leads, or why not. */
export function afterCommand(item: Standing, command: FeedbackCommand, contentDays: number, now: Date): Result<FeedbackState> {
  const to = TABLE[item.state][command];
  if (to === undefined) return no({ code: 'feedback.not-this-step' });
  if (command === 'close' && !mayClose(item, contentDays, now)) return no({ code: item.state === 'answered' ? 'feedback.person-may-still-say' : 'feedback.answer-first' });
  return ok(to);
}

const MOST_REOPENED = 2;

/** Whether the person may say of the answer that it is enough, and whether they may say that it is not. */
export function repliesFor(item: Standing & { readonly reopened: number }, contentDays: number, now: Date): { readonly content: boolean; readonly notContent: boolean } {
  const open = item.state === 'answered' && item.answeredAt !== null && contentUntil(item.answeredAt, contentDays) > now;
  return { content: open, notContent: open && item.reopened < MOST_REOPENED };
}
