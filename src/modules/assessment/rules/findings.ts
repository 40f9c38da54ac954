/** What an interview shows beyond its answers: factors of risk and of protection by level, a disability by the short set of questions. */
import type { FactSet } from '#kernel/facts';
import { questionsOf, wordingIn, type Finding, type Instrument, type Question } from '../instrument.ts';
import type { Answers, AnswerValue, FindingSeen } from '../schema.ts';
import { gives, knownAsAnswer } from './answers.ts';
import { countOfRows } from './repeats.ts';

function valueOf(question: Question, answers: Answers, facts: FactSet): AnswerValue | null {
  const answer = answers[question.code];
  if (answer?.state === 'confirmed') return knownAsAnswer(question, facts);
  return answer?.state === 'value' ? answer.value : null;
}

const levelsOf = (value: AnswerValue): readonly string[] => (typeof value === 'object' && !Array.isArray(value) && !('rows' in value) ? Object.values(value as Record<string, string>) : []);

function countOf(question: Question, value: AnswerValue): number | null {
  return question.kind === 'repeat' ? countOfRows(question, value) : typeof value === 'number' ? value : null;
}

function within(n: number | null, { atLeast, atMost }: Finding['when']): boolean {
  return n !== null && (atLeast !== undefined || atMost !== undefined) && n >= (atLeast ?? -Infinity) && n <= (atMost ?? Infinity);
}

function holds(question: Question, value: AnswerValue, when: Finding['when']): boolean {
  if (when.anyLevel) return levelsOf(value).some((level) => when.anyLevel!.includes(level));
  if (when.answers) return gives({ state: 'value', value }, when.answers);
  return within(countOf(question, value), when);
}

/** "Nothing was found" may be said only when everything was asked: of several rows, each. */
function whollyAsked(question: Question, value: AnswerValue): boolean {
  return question.kind !== 'levels' || levelsOf(value).length === (question.choices ?? []).length;
}

function labelOf(finding: Finding, question: Question, value: AnswerValue, locale: string): string | null {
  if (holds(question, value, finding.when)) return wordingIn(finding.label, locale);
  return finding.otherwise && whollyAsked(question, value) ? wordingIn(finding.otherwise, locale) : null;
}

/** What these answers show, in the order of the instrument; what a restricted answer shows is as closed as the answer. */
export function findingsOf(instrument: Instrument, answers: Answers, facts: FactSet, locale: string): { open: FindingSeen[]; restricted: FindingSeen[] } {
  const questions = new Map(questionsOf(instrument).map((q) => [q.code, q]));
  const open: FindingSeen[] = [];
  const restricted: FindingSeen[] = [];
  for (const finding of instrument.findings ?? []) {
    const question = questions.get(finding.when.question);
    const value = question ? valueOf(question, answers, facts) : null;
    const label = question && value !== null ? labelOf(finding, question, value, locale) : null;
    if (!question || label === null) continue;
    (question.sensitivity === 'restricted' ? restricted : open).push({ code: finding.code, level: finding.level ?? null, polarity: finding.polarity, label });
  }
  return { open, restricted };
}
