/** Answers that must reach somebody at once. */
import { questionsOf, type Instrument } from '../instrument.ts';
import { ALERT_CODES, PRESSING_ALERTS, type AlertCode, type Answers } from '../schema.ts';
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
