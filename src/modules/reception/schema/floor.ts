/** The floor: numbers, stations and the stops of a person at them. */

export const STOP_STATES = ['waiting', 'called', 'in', 'paused', 'done', 'skipped'] as const;
/** `called`: the number stands on the screen · `in`: with an officer · `paused`: begun, and anybody may go on with it · `skipped`: not here, with a reason. */
export type StopState = (typeof STOP_STATES)[number];

export const STOP_ACTIONS = ['call', 'take', 'back', 'pause', 'done', 'skip', 'reopen'] as const;
/** `back`: to the queue, because nobody came or by mistake · `take`: begins, or goes on after a pause. */
export type StopAction = (typeof STOP_ACTIONS)[number];

export const LEFT_HOW = ['nextStep', 'declined', 'unfinished'] as const;
/** How somebody left the point: with a next step · with none, by own choice and recorded · before the end. */
export type LeftHow = (typeof LEFT_HOW)[number];
