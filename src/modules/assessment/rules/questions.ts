/** Which questions to ask now: what is known is shown for confirmation, what was declined is left in peace. */
import type { FactCode, FactSet } from '#kernel/facts';
import { factDefinition } from '#kernel/facts';
import { verdictOf } from '#kernel/criteria';
import { questionsOf, type Instrument, type Question } from '../instrument.ts';
import type { Answers, AskedQuestion } from '../schema.ts';
import { AS_READ, gives, knownAsAnswer, withAnswers } from './answers.ts';

/** True if the condition of the question holds; a condition that nobody can decide yet keeps the question back. */
function isRelevant(question: Question, answers: Answers, facts: FactSet): boolean {
  const after = question.relevantAnswer;
  if (after && !gives(answers[after.question], after.answers)) return false;
  return !question.relevant || verdictOf(question.relevant, facts, AS_READ) === 'true';
}

/** A map fact such as languages is known only when each of its rows is. */
function whollyKnown(question: Question, facts: FactSet, fact: FactCode): boolean {
  const state = facts[fact];
  if (state?.state !== 'known' || question.kind === 'repeat') return false;
  if (factDefinition(fact).kind !== 'map') return true;
  const value = state.value as Readonly<Record<string, string>>;
  return (question.choices ?? []).every((row) => value[row.code] !== undefined);
}

function stateOf(question: Question, answers: Answers, facts: FactSet): AskedQuestion['state'] {
  if (answers[question.code]) return 'answered';
  const fact = question.fact;
  if (!fact) return 'ask';
  if (facts[fact]?.state === 'declined') return 'declined';
  return whollyKnown(question, facts, fact) ? 'confirm' : 'ask';
}

export interface SectionNow {
  readonly code: string;
  readonly questions: readonly AskedQuestion[];
}

/**
 * The questions that apply to this person now, section by section. `facts` is what was known before; conditions also see
 * what the answers teach. Sections without a question are left out.
 */
export function questionsNow(instrument: Instrument, answers: Answers, facts: FactSet, at: string): SectionNow[] {
  const learned = withAnswers(instrument, relevantAnswers(instrument, answers, facts, at), facts, at);
  return instrument.sections
    .map((section) => ({
      code: section.code,
      questions: section.questions.filter((q) => isRelevant(q, answers, learned)).map((q): AskedQuestion => ({
        code: q.code,
        state: stateOf(q, answers, facts),
        known: knownAsAnswer(q, facts),
        answer: answers[q.code] ?? null,
      })),
    }))
    .filter((section) => section.questions.length > 0);
}

/**
 * The answers that still apply: one given before its condition fell away no longer counts. Goes on until nothing changes,
 * since an answer that falls may take the condition of another with it.
 */
export function relevantAnswers(instrument: Instrument, answers: Answers, facts: FactSet, at: string): Answers {
  let kept = answers;
  for (;;) {
    const learned = withAnswers(instrument, kept, facts, at);
    const current = kept;
    const codes = new Set(questionsOf(instrument).filter((q) => isRelevant(q, current, learned)).map((q) => q.code));
    const next = Object.fromEntries(Object.entries(kept).filter(([code]) => codes.has(code)));
    if (Object.keys(next).length === Object.keys(kept).length) return next;
    kept = next;
  }
}

/** How far the assessment is: questions that wait for nobody any more, of all that apply. */
export function progressOf(sections: readonly SectionNow[]): { done: number; total: number } {
  const all = sections.flatMap((s) => s.questions);
  return { done: all.filter((q) => q.state === 'answered' || q.state === 'declined').length, total: all.length };
}

/** Questions that must be answered (or declined) before the assessment can be completed. */
export function stillToAsk(instrument: Instrument, sections: readonly SectionNow[]): string[] {
  const optional = new Set(questionsOf(instrument).filter((q) => q.optional).map((q) => q.code));
  return sections.flatMap((s) => s.questions).filter((q) => q.state === 'ask' && !optional.has(q.code)).map((q) => q.code);
}
