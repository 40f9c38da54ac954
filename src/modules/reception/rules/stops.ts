/** What can happen to a person at a station. Pure. */
import type { StopAction, StopState } from '../schema.ts';

/** Where each action leads from each state; `null` refuses. Complete by type. Calling again is a call. */
export const STOP_STEPS: Readonly<Record<StopState, Readonly<Record<StopAction, StopState | null>>>> = {
  waiting: { call: 'called', take: 'in', back: null, pause: null, done: null, skip: 'skipped', reopen: null },
  called: { call: 'called', take: 'in', back: 'waiting', pause: null, done: null, skip: 'skipped', reopen: null },
  in: { call: null, take: null, back: 'waiting', pause: 'paused', done: 'done', skip: 'skipped', reopen: null },
  paused: { call: 'called', take: 'in', back: 'waiting', pause: null, done: null, skip: 'skipped', reopen: null },
  done: { call: null, take: null, back: null, pause: null, done: null, skip: null, reopen: 'waiting' },
  skipped: { call: null, take: null, back: null, pause: null, done: null, skip: null, reopen: 'waiting' },
};

/** Actions that say why. */
export const REASONED: readonly StopAction[] = ['pause', 'skip'];

/** At a station or on the way to one: nobody else can call the person meanwhile. */
export const isBusy = (state: StopState): boolean => state === 'called' || state === 'in';

/** Nothing more to do at this station. */
export const isOver = (state: StopState): boolean => state === 'done' || state === 'skipped';

/** Where the desk and the stop at registration may stand apart, the steps that bring the stop to what the desk did. */
const DESK_STEPS: Readonly<Record<'take' | 'back' | 'pause' | 'done', Readonly<Record<StopState, readonly StopAction[]>>>> = {
  take: { waiting: ['take'], called: ['take'], in: ['back', 'take'], paused: ['take'], done: ['reopen', 'take'], skipped: ['reopen', 'take'] },
  back: { waiting: [], called: ['back'], in: ['back'], paused: ['back'], done: [], skipped: [] },
  pause: { waiting: ['take', 'pause'], called: ['take', 'pause'], in: ['pause'], paused: [], done: [], skipped: [] },
  done: { waiting: ['take', 'done'], called: ['take', 'done'], in: ['done'], paused: ['take', 'done'], done: [], skipped: ['reopen', 'take', 'done'] },
};

/** The steps from a state of the stop to what the desk just did. */
export const deskSteps = (from: StopState, what: keyof typeof DESK_STEPS): readonly StopAction[] => DESK_STEPS[what][from];
