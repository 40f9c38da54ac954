/** Answers that must reach somebody at once. */
import { questionsOf, type Instrument } from '../instrument.ts';
import { ALERT_CODES, CLOSED_ALERTS, PRESSING_ALERTS, type AlertCode } from '../alert-schema.ts';
import type { Answers } from '../schema.ts';
import { gives } from './answers.ts';

/** Alerts that the answers raise, each once, the pressing ones first. */
export function alertsOf(instrument: Instrument, answers: Answers): AlertCode[] {
  const raised = new Set(questionsOf(instrument).flatMap((q) =>
    (q.alarms ?? []).filter((alarm) => gives(answers[q.code], alarm.answers)).map((alarm) => alarm.code),
  ));
  const found = ALERT_CODES.filter((code) => raised.has(code));
  return [...found.filter(isPressing), ...found.filter((code) => !isPressing(code))];
}

export function isPressing(code: AlertCode): boolean {
  return PRESSING_ALERTS.includes(code);
}

/** Whether only the closed circle, and who asked, may know what it is about. */
export function isClosed(code: AlertCode): boolean {
  return CLOSED_ALERTS.includes(code);
}

const HOUR_MS = 3_600_000;

/** By when protection answers an alarm: whole hours, whatever the clocks of the country do meanwhile. */
export function answerBy(raisedAt: Date, hours: number): Date {
  return new Date(raisedAt.getTime() + hours * HOUR_MS);
}
