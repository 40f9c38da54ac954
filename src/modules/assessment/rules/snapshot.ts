/** A completed assessment as it was asked: words and language of that day, readable when the questions have changed. */
import type { FactSet } from '#kernel/facts';
import { wordingIn, type Instrument, type Question } from '../instrument.ts';
import type { Answer, Answers, SnapshotLine } from '../schema.ts';
import { knownAsAnswer, readable, rowsInWords, type Reader } from './answers.ts';

export interface SnapshotWords extends Reader {
  readonly declined: string;
  readonly dontKnow: string;
}

function words(question: Question, answer: Answer, facts: FactSet, reader: SnapshotWords): string {
  if (answer.state === 'declined') return reader.declined;
  if (answer.state === 'dontKnow') return reader.dontKnow;
  const value = answer.state === 'value' ? answer.value : knownAsAnswer(question, facts);
  return value === null ? reader.dontKnow : readable(question, value, reader);
}

/** One line per answered question, in order; restricted ones apart, since they are kept in a closed circle. */
export function snapshotOf(instrument: Instrument, answers: Answers, facts: FactSet, reader: SnapshotWords): { open: SnapshotLine[]; restricted: SnapshotLine[] } {
  const open: SnapshotLine[] = [];
  const restricted: SnapshotLine[] = [];
  for (const section of instrument.sections) {
    for (const question of section.questions) {
      const answer = answers[question.code];
      if (!answer) continue;
      const line: SnapshotLine = {
        section: wordingIn(section.title, reader.locale), code: question.code, question: wordingIn(question.label, reader.locale),
        answer: words(question, answer, facts, reader), state: answer.state,
        ...(question.kind === 'repeat' && answer.state === 'value' ? { rows: rowsInWords(question, answer.value, reader) } : {}),
      };
      (question.sensitivity === 'restricted' ? restricted : open).push(line);
    }
  }
  return { open, restricted };
}
