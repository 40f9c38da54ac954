/** What must reach somebody at once: the words of alerts, shared by server and browser. */
import { z } from 'zod';

const Id = z.uuid();

export const ALERT_CODES = [
  'danger-now', 'wish-to-die', 'child-alone', 'trafficking', 'unsafe-destination', 'threat',
  'hunger', 'no-identity', 'feels-unsafe', 'wants-psychologist', 'must-leave',
] as const;
export type AlertCode = (typeof ALERT_CODES)[number];

/** Alerts that protection is told of and answers today; the others are shown with the case, calmly. */
export const PRESSING_ALERTS: readonly AlertCode[] = ['danger-now', 'wish-to-die', 'child-alone', 'trafficking', 'unsafe-destination', 'threat', 'feels-unsafe'];

/** Alerts of questions that only the closed circle reads: others learn that protection was told, and what to do. */
export const CLOSED_ALERTS: readonly AlertCode[] = ['danger-now', 'wish-to-die', 'trafficking', 'unsafe-destination', 'threat'];

export const alertViewSchema = z.object({
  alertId: Id,
  caseId: Id,
  /** `null`: what it is about stays with protection and with whoever asked. */
  code: z.enum(ALERT_CODES).nullable(),
  pressing: z.boolean(),
  raisedAt: z.iso.datetime(),
  /** Office whose protection staff was told, and by when it answers; none for alerts of work. */
  told: z.string().nullable(),
  dueAt: z.iso.datetime().nullable(),
  late: z.boolean(),
  answeredAt: z.iso.datetime().nullable(),
  /** Somebody of that office took it on; by whom is as closed as the alert. */
  takenAt: z.iso.datetime().nullable(),
  takenBy: z.string().nullable(),
  /** By when somebody takes it; afterwards it is for whoever goes on. */
  takeBy: z.iso.datetime().nullable(),
  passedOn: z.boolean(),
  /** What was done, and who wrote it; as closed as the alert. */
  what: z.string().nullable(),
  answeredBy: z.string().nullable(),
});
export type AlertView = z.infer<typeof alertViewSchema>;

export const alertListSchema = z.object({ alerts: z.array(alertViewSchema) });

export const AnswerAlert = z.strictObject({ what: z.string().trim().min(3).max(500) });
export type AnswerAlert = z.infer<typeof AnswerAlert>;

/** Lists of alarms: all that wait, those of them that nobody took in time, the late ones, and those answered. */
export const ALARM_LISTS = ['waiting', 'untaken', 'late', 'answered'] as const;
export type AlarmList = (typeof ALARM_LISTS)[number];

/** Lists are counted, and searched, so far and no further. */
export const MOST_ALARMS = 500;

export const alarmLineSchema = alertViewSchema.extend({ name: z.string(), publicCode: z.string(), age: z.number().int().nullable(), place: z.string().nullable() });
export type AlarmLine = z.infer<typeof alarmLineSchema>;

export const alarmPageSchema = z.object({
  lines: z.array(alarmLineSchema),
  next: z.string().nullable(),
  counts: z.object({ waiting: z.int(), untaken: z.int(), late: z.int(), answered: z.int() }),
});
export type AlarmPage = z.infer<typeof alarmPageSchema>;
