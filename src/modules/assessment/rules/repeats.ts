/** Rows of a repeated group (children, jobs): each keeps its id, its place and its answers, whatever happens to the others. */
import type { Question, RowQuestion } from '../instrument.ts';
import type { AnswerValue, Cell, Row, Rows } from '../schema.ts';

/** The rows of an answer; none where it is an answer of another kind. */
export function rowsOf(value: AnswerValue | null | undefined): readonly Row[] {
  return typeof value === 'object' && value !== null && 'rows' in value && Array.isArray(value.rows) ? value.rows : [];
}

/** One row more, at the end. A row that is there already stays as it is. */
export function addRow(rows: readonly Row[], id: string): Rows {
  return { rows: rows.some((row) => row.id === id) ? [...rows] : [...rows, { id, answers: {} }] };
}

/** Without this row; the others keep their order and their answers. */
export function removeRow(rows: readonly Row[], id: string): Rows {
  return { rows: rows.filter((row) => row.id !== id) };
}

/** An answer in one row; `null` takes it back. */
export function answerRow(rows: readonly Row[], id: string, code: string, cell: Cell | null): Rows {
  return { rows: rows.map((row) => (row.id === id ? { ...row, answers: withCell(row.answers, code, cell) } : row)) };
}

function withCell(answers: Row['answers'], code: string, cell: Cell | null): Row['answers'] {
  const { [code]: _, ...others } = answers;
  return cell === null ? others : { ...others, [code]: cell };
}

function isAsked(question: RowQuestion, row: Row): boolean {
  const after = question.relevantAnswer;
  return !after || holds(row.answers[after.question], after.answers);
}

function holds(cell: Cell | undefined, answers: readonly (string | boolean)[]): boolean {
  return Array.isArray(cell) ? cell.some((c) => answers.includes(c)) : cell !== undefined && answers.includes(cell as string | boolean);
}

/** The questions of a group that apply to a row. An answer whose question fell away stays kept and counts no more. */
export function questionsOfRow(question: Question, row: Row): RowQuestion[] {
  return (question.repeat?.questions ?? []).filter((q) => isAsked(q, row));
}

/** A question of a row, with the reason and the care of its group. */
export function asQuestion(group: Question, of: RowQuestion): Question {
  return { ...of, neededBy: group.neededBy, sensitivity: group.sensitivity };
}

type Fits = (question: Question, value: AnswerValue) => boolean;

function rowFits(group: Question, row: Row, fits: Fits): boolean {
  const byCode = new Map((group.repeat?.questions ?? []).map((q) => [q.code, q]));
  return Object.entries(row.answers).every(([code, cell]) => byCode.has(code) && fits(asQuestion(group, byCode.get(code)!), cell));
}

/** Whether the rows may be an answer: not too many, each id once, in every row only what its questions can have. */
export function rowsFit(group: Question, value: AnswerValue, fits: Fits): boolean {
  if (typeof value !== 'object' || Array.isArray(value) || !('rows' in value) || !group.repeat) return false;
  const rows = rowsOf(value);
  return rows.length <= group.repeat.most && new Set(rows.map((r) => r.id)).size === rows.length && rows.every((row) => rowFits(group, row, fits));
}

/**
 * How many rows there are, or how many of them answer so; `null` while one of them was not asked. Of a group only a declared count
 * becomes a fact: never what a single row says.
 */
export function countOfRows(group: Question, value: AnswerValue): number | null {
  const rows = rowsOf(value);
  const where = group.repeat?.countWhere;
  if (!where) return rows.length;
  if (rows.some((row) => row.answers[where.question] === undefined)) return null;
  return rows.filter((row) => holds(row.answers[where.question], where.answers)).length;
}

/** Whether the definition of a group holds together: rows where it is one, each question named once, conditions on questions of the same row. */
export function groupIsWhole(group: Pick<Question, 'kind' | 'repeat'>): boolean {
  if ((group.kind === 'repeat') !== (group.repeat !== undefined)) return false;
  const questions = group.repeat?.questions ?? [];
  const codes = new Set(questions.map((q) => q.code));
  const named = [...questions.flatMap((q) => (q.relevantAnswer ? [q.relevantAnswer.question] : [])), ...(group.repeat?.countWhere ? [group.repeat.countWhere.question] : [])];
  return codes.size === questions.length && named.every((code) => codes.has(code));
}
