import type { Question } from '../instrument.ts';
import type { AnswerValue } from '../schema.ts';

/** What every field of a question is given. */
export interface QuestionFieldProps {
  readonly question: Question;
  readonly value: AnswerValue | null;
  readonly onChange: (value: AnswerValue | null) => void;
  readonly error?: string | undefined;
  /** Many questions of one kind below each other: choices side by side, and the reason stands once above them all. */
  readonly compact?: boolean;
}
