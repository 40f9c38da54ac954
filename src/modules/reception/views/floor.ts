/** What the floor answers, field by field: what is not named here never leaves the room. */
import { z } from 'zod';
import { SEXES } from '#kernel/codes';
import {
  FLAGS, ROW_STATES, STOP_REASONS, STOP_STATES,
  type DayBoard, type FloorPerson, type FloorView, type OpenPerson, type QueueLine, type ScreenCalls, type ScreenLine, type StopReason,
} from '../schema.ts';

const text = z.string();
const orNull = z.string().nullable();
const count = z.number();
const number = z.number().nullable();
const flags = z.array(z.enum(FLAGS));
const stopState = z.enum(STOP_STATES);
const reason = z.enum(STOP_REASONS as [StopReason, ...StopReason[]]).nullable();

const queueLine = z.object({
  stopId: text, rowId: text, no: number, state: stopState, age: number, sex: z.enum(SEXES).nullable(), flags, minutes: count, together: z.array(count),
  obligatory: z.boolean(), desk: number, by: orNull, calls: count, reason,
}) satisfies z.ZodType<QueueLine>;

export const floorView: z.ZodType<FloorView> = z.object({
  stations: z.array(z.object({ station: text, label: text, waiting: count, busy: count, paused: count, done: count, longestWait: number })),
  queue: z.array(queueLine), later: count, mine: z.array(queueLine.extend({ station: text, label: text, name: text })),
});

export const floorPerson: z.ZodType<FloorPerson> = z.object({
  rowId: text, no: number, name: text, age: number, flags, minutesHere: number, together: z.array(count), leftAt: orNull,
  stops: z.array(z.object({ stopId: text, station: text, label: text, state: stopState, obligatory: z.boolean(), since: text, by: orNull, reason })),
  others: z.array(z.object({ station: text, label: text })),
});

export const screenLines: z.ZodType<{ screens: ScreenLine[] }> = z.object({ screens: z.array(z.object({ screenId: text, name: text, seenAt: orNull, createdAt: text })) });

export const screenCalls: z.ZodType<ScreenCalls> = z.object({
  at: text, calls: z.array(z.object({ no: count, desk: number, calledAt: text, times: count })),
});

const point = z.object({
  officeId: text, officeName: text, expected: count, notArrived: count, arrived: count, here: count, registered: count, left: count, withoutStep: count, withoutStepBefore: count,
  childrenAlone: count, longestHere: number, medianMinutes: number, p90Minutes: number,
});

export const dayBoard: z.ZodType<DayBoard> = z.object({
  day: text, point: point.nullable(), points: z.array(point),
  stations: z.array(z.object({ station: text, label: text, waiting: count, busy: count, done: count, skipped: count, medianMinutes: number })),
  given: z.array(z.object({ item: text, label: text, count })),
  history: z.array(z.object({ day: text, arrived: count, left: count, withoutStep: count, medianMinutes: number, p90Minutes: number })),
});

export const openPeople: z.ZodType<{ people: OpenPerson[] }> = z.object({
  people: z.array(z.object({
    rowId: text, no: number, day: text, name: text, age: number, flags, state: z.enum(ROW_STATES), left: z.boolean(), minutesHere: number, openStations: z.array(text),
  })),
});
