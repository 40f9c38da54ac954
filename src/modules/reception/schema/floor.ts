/** The floor: numbers, stations and the stops of a person at them. */
import { z } from 'zod';
import type { Sex } from '#kernel/codes';
import { FLAGS, type Flag } from './row.ts';
import { code, line } from './words.ts';

export const STOP_STATES = ['waiting', 'called', 'in', 'paused', 'done', 'skipped'] as const;
/** `called`: the number stands on the screen · `in`: with an officer · `paused`: begun, and anybody may go on with it · `skipped`: not here, with a reason. */
export type StopState = (typeof STOP_STATES)[number];

export const STOP_ACTIONS = ['call', 'take', 'back', 'pause', 'done', 'skip', 'reopen'] as const;
/** `back`: to the queue, because nobody came or by mistake · `take`: begins, or goes on after a pause. */
export type StopAction = (typeof STOP_ACTIONS)[number];

export const LEFT_HOW = ['nextStep', 'declined', 'unfinished'] as const;
/** How somebody left the point: with a next step · with none, by own choice and recorded · before the end. */
export type LeftHow = (typeof LEFT_HOW)[number];

/** The two stations that every point has: where somebody is registered, and where they leave. */
export const REGISTRATION = 'registration';
export const EXIT = 'exit';

export const PAUSE_REASONS = ['rest', 'unwell', 'private', 'interpreter', 'documents', 'colleague', 'other'] as const;
export const SKIP_REASONS = ['notNeeded', 'declined', 'elsewhere', 'notToday', 'gone', 'other'] as const;
export const STOP_REASONS = [...new Set([...PAUSE_REASONS, ...SKIP_REASONS])] as const;
/** Why somebody's stop was paused or skipped. */
export type StopReason = (typeof PAUSE_REASONS)[number] | (typeof SKIP_REASONS)[number];

const desk = z.number().int().min(1).max(99);

/** The next number for a station, to be seen at a desk. */
export const CallNext = z.strictObject({ station: code, desk: desk.nullable().default(null) });
export type CallNext = z.output<typeof CallNext>;

/** One step of one stop. */
export const ActOnStop = z.strictObject({
  action: z.enum(STOP_ACTIONS),
  desk: desk.nullable().default(null),
  reason: z.enum(STOP_REASONS as [StopReason, ...StopReason[]]).nullable().default(null),
});
export type ActOnStop = z.output<typeof ActOnStop>;

/** A pause at the desk, with its reason. */
export const PauseDesk = z.strictObject({ reason: z.enum(PAUSE_REASONS) });

export const SendToStation = z.strictObject({ station: code });

/** Who is to be seen first, as an officer sees it: what is added, and what was a mistake. */
export const MarkFlags = z.strictObject({ add: z.array(z.enum(FLAGS)).max(FLAGS.length).default([]), remove: z.array(z.enum(FLAGS)).max(FLAGS.length).default([]) });
export type MarkFlags = z.output<typeof MarkFlags>;

/** A station as the officer sees it in the list of stations. */
export interface StationLine {
  readonly station: string;
  readonly label: string;
  readonly waiting: number;
  readonly busy: number;
  readonly paused: number;
  readonly done: number;
  readonly longestWait: number | null;
}

/** Somebody in the queue: a number, never a name. */
export interface QueueLine {
  readonly stopId: string;
  readonly rowId: string;
  readonly no: number | null;
  readonly state: StopState;
  readonly age: number | null;
  readonly sex: Sex | null;
  readonly flags: readonly Flag[];
  readonly minutes: number;
  /** Numbers of those who travel with the person. */
  readonly together: readonly number[];
  readonly obligatory: boolean;
  readonly desk: number | null;
  readonly by: string | null;
  readonly calls: number;
  readonly reason: StopReason | null;
}

/** Somebody whom the officer has called or has in front of them, at whatever station. */
export interface MineLine extends QueueLine {
  readonly station: string;
  readonly label: string;
  readonly name: string;
}

/** What an officer at a station sees: the stations of the point, the queue of one, and everybody who is theirs. */
export interface FloorView {
  readonly stations: readonly StationLine[];
  readonly queue: readonly QueueLine[];
  /** Waiting for this station, but an obligatory one comes first, or another station has them now. */
  readonly later: number;
  readonly mine: readonly MineLine[];
}

export interface StopLine {
  readonly stopId: string;
  readonly station: string;
  readonly label: string;
  readonly state: StopState;
  readonly obligatory: boolean;
  readonly since: string;
  readonly by: string | null;
  readonly reason: StopReason | null;
}

/** One person on the floor with their way over it. */
export interface FloorPerson {
  readonly rowId: string;
  readonly no: number | null;
  readonly name: string;
  readonly age: number | null;
  readonly flags: readonly Flag[];
  readonly minutesHere: number | null;
  readonly together: readonly number[];
  readonly leftAt: string | null;
  readonly stops: readonly StopLine[];
  /** Stations of the point that are not on the person's way yet. */
  readonly others: readonly { readonly station: string; readonly label: string }[];
}

/** A screen of the waiting room, as the point knows it; the secret of its address is shown once. */
export interface ScreenLine {
  readonly screenId: string;
  readonly name: string;
  readonly seenAt: string | null;
  readonly createdAt: string;
}

export const NameScreen = z.strictObject({ name: line(40).min(1) });

/** What the waiting room sees: numbers and desks, nothing else. */
export interface ScreenCalls {
  readonly at: string;
  readonly calls: readonly { readonly no: number; readonly desk: number | null; readonly calledAt: string; readonly times: number }[];
}

export const AskScreen = z.strictObject({ key: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
