/** Who is on duty where protection works: the words, shared by server and browser. */
import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';

/** 1 answers an alarm; 2 goes on when nobody took it in time. */
export const DUTY_LINES = [1, 2] as const;
export type DutyLine = (typeof DUTY_LINES)[number];

const day = z.string({ error: 'platform.missing' }).refine(isPlainDate, { error: 'platform.invalid' });
const hour = z.string({ error: 'platform.missing' }).trim().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'assessment.duty-hour' });

/** As many days as one entry may fill. */
export const MOST_DUTY_DAYS = 31;

export const AddDuty = z.strictObject({
  officeId: z.uuid(),
  accountId: z.uuid({ error: 'platform.missing' }),
  line: z.enum(['1', '2']).default('1'),
  fromDay: day,
  /** The same turn on every day until then; without it on one day. */
  untilDay: day.optional(),
  fromHour: hour,
  /** At or before the hour at which it begins: on the next morning. */
  untilHour: hour,
  phone: z.string({ error: 'platform.missing' }).trim().regex(/^\+?[0-9][0-9 ().-]{4,24}( ?(ext|x)\.? ?[0-9]{1,6})?$/, { error: 'assessment.duty-phone' }),
});
export type AddDuty = z.input<typeof AddDuty>;

const turn = z.object({
  turnId: z.string(), accountId: z.string(), name: z.string(), line: z.union([z.literal(1), z.literal(2)]), fromAt: z.string(), untilAt: z.string(), phone: z.string(),
  now: z.boolean(),
  /** The account ended, or works elsewhere: nobody answers. */
  gone: z.boolean(),
});
export type DutyTurn = z.infer<typeof turn>;

export const dutyRoster = z.object({
  officeId: z.string().nullable(),
  officeName: z.string().nullable(),
  /** Offices whose roster the reader keeps. */
  offices: z.array(z.object({ officeId: z.string(), name: z.string() })),
  colleagues: z.array(z.object({ accountId: z.string(), name: z.string(), phone: z.string().nullable() })),
  turns: z.array(turn),
  next: z.string().nullable(),
  /** Hours of the next days in which nobody answers. */
  gaps: z.array(z.object({ fromAt: z.string(), untilAt: z.string() })),
  today: z.string(),
});
export type DutyRoster = z.infer<typeof dutyRoster>;

/** Whom to call about the person of a case now. */
export const caseDuty = z.object({
  officeName: z.string().nullable(),
  onDuty: z.array(z.object({ name: z.string(), phone: z.string(), untilAt: z.string() })),
  next: z.array(z.object({ name: z.string(), phone: z.string().nullable() })),
  takeWithinMinutes: z.number(),
});
export type CaseDuty = z.infer<typeof caseDuty>;
