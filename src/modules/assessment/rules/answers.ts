/** From answers to facts and back: what may be answered, what it teaches, how it reads. */
import type { Problem } from '#kernel/errors';
import { isPlainDate } from '#kernel/dates';
import type { Reading } from '#kernel/criteria';
import { isFactValue } from '#kernel/fact-values';
import { factDefinition, known, type FactSet, type FactState, type FactValue } from '#kernel/facts';
import { questionsOf, wordingIn, type Choice, type Instrument, type Question } from '../instrument.ts';
import type { Answer, Answers, AnswerValue } from '../schema.ts';
import { asQuestion, countOfRows, questionsOfRow, rowsFit, rowsOf } from './repeats.ts';

/** Facts come from the registry without what this actor may not read; what was just told is known to who asked. */
export const AS_READ: Reading = { mayReadRestricted: true };

const has = (choices: readonly Choice[] | undefined, code: unknown): boolean => (choices ?? []).some((c) => c.code === code);

function isMultiple(question: Question, value: AnswerValue): boolean {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return false;
  const alone = (question.choices ?? []).filter((c) => c.alone).map((c) => c.code);
  return value.every((v) => has(question.choices, v)) && (value.length < 2 || !value.some((v) => alone.includes(v)));
}

function isLevels(question: Question, value: AnswerValue): boolean {
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.entries(value).every(([row, level]) => has(question.choices, row) && has(question.levels, level));
}

function isInteger(question: Question, value: AnswerValue): boolean {
  const { min = -Infinity, max = Infinity } = question.constraint ?? {};
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isPlaces(value: AnswerValue): boolean {
  return Array.isArray(value) && new Set(value).size === value.length && value.every((v) => /^[A-Z]{2}-[A-Z0-9-]{1,12}$/i.test(v));
}

const FITS: Record<Question['kind'], (question: Question, value: AnswerValue) => boolean> = {
  select_one: (q, v) => has(q.choices, v),
  select_multiple: isMultiple,
  yes_no: (_, v) => typeof v === 'boolean',
  levels: isLevels,
  integer: isInteger,
  date: (_, v) => typeof v === 'string' && isPlainDate(v),
  text: (q, v) => typeof v === 'string' && v.length <= (q.constraint?.maxLength ?? 500),
  places: (_, v) => isPlaces(v),
  repeat: (q, v) => rowsFit(q, v, (of, cell) => FITS[of.kind](of, cell)),
};

/** What is wrong with an answer, if anything. */
export function checkAnswer(question: Question, answer: Answer): Problem[] {
  if (answer.state !== 'value') return [];
  return FITS[question.kind](question, answer.value) ? [] : [{ code: 'assessment.answer-does-not-fit', field: question.code }];
}

/** Checks all answers against the instrument; unknown questions are refused. */
export function checkAnswers(instrument: Instrument, answers: Readonly<Record<string, Answer | null>>): Problem[] {
  const byCode = new Map(questionsOf(instrument).map((q) => [q.code, q]));
  return Object.entries(answers).flatMap(([code, answer]) => {
    const question = byCode.get(code);
    if (!question) return [{ code: 'assessment.unknown-question', field: code }];
    return answer ? checkAnswer(question, answer) : [];
  });
}

/** Codes chosen that carry a value: "none of these" is an empty list. */
function chosen(question: Question, value: readonly string[]): string[] {
  const alone = new Set((question.choices ?? []).filter((c) => c.alone).map((c) => c.code));
  return value.filter((v) => !alone.has(v));
}

function rowsThatCount(question: Question, value: Readonly<Record<string, string>>): string[] {
  const counting = new Set((question.levels ?? []).filter((l) => l.counts).map((l) => l.code));
  return Object.keys(value).filter((row) => counting.has(value[row]!));
}

/** True when the list can be trusted: every row was answered, or one of them counts already. */
function rowsSuffice(question: Question, value: Readonly<Record<string, string>>): boolean {
  return (question.choices ?? []).every((row) => value[row.code] !== undefined);
}

function listFromLevels(question: Question, value: Readonly<Record<string, string>>): readonly string[] | null {
  return rowsSuffice(question, value) ? rowsThatCount(question, value) : null;
}

/** The value that an answer gives its fact, or `null` where it teaches nothing. */
export function factValueOf(question: Question, value: AnswerValue): FactValue | null {
  if (!question.fact) return null;
  if (Array.isArray(value)) return checked(question, chosen(question, value));
  if (question.kind === 'repeat') return checkedCount(question, value);
  if (question.kind === 'select_one' && question.choices?.find((c) => c.code === value)?.missing) return null;
  if (question.kind === 'levels' && factDefinition(question.fact).kind === 'codes') {
    return listFromLevels(question, value as Record<string, string>);
  }
  return checked(question, value as FactValue);
}

function checkedCount(question: Question, value: AnswerValue): FactValue | null {
  const count = countOfRows(question, value);
  return count === null ? null : checked(question, count);
}

function checked(question: Question, value: FactValue): FactValue | null {
  return question.fact && isFactValue(question.fact, value) ? value : null;
}

function mergeMaps(before: FactState | undefined, value: FactValue): FactValue {
  const isMap = typeof value === 'object' && !Array.isArray(value);
  const old = before?.state === 'known' && typeof before.value === 'object' && !Array.isArray(before.value) ? before.value : {};
  return isMap ? { ...(old as Record<string, string>), ...(value as Record<string, string>) } : value;
}

function stateFrom(question: Question, answer: Answer, before: FactState | undefined, at: string): FactState | undefined {
  if (answer.state === 'declined') return { state: 'declined', at };
  if (answer.state === 'confirmed') return before?.state === 'known' ? { ...before, at } : before;
  if (answer.state !== 'value') return undefined;
  const value = factValueOf(question, answer.value);
  return value === null ? undefined : known(mergeMaps(before, value), at);
}

/** The facts that these answers teach, one entry per fact; what was already known completes maps such as languages. */
export function learnedFacts(questions: readonly Question[], answers: Answers, facts: FactSet, at: string): FactSet {
  const learned: Record<string, FactState> = {};
  for (const question of questions) {
    const answer = answers[question.code];
    if (!question.fact || !answer) continue;
    const state = stateFrom(question, answer, facts[question.fact], at);
    if (state) learned[question.fact] = state;
  }
  return learned as FactSet;
}

/** What is known when the answers are taken in: later answers win over older facts. */
export function withAnswers(instrument: Instrument, answers: Answers, facts: FactSet, at: string): FactSet {
  return { ...facts, ...learnedFacts(questionsOf(instrument), answers, facts, at) };
}

/** True if the answer gives one of the listed values (any of them, for lists). */
export function gives(answer: Answer | undefined, values: readonly (string | boolean)[]): boolean {
  if (answer?.state !== 'value') return false;
  const value = answer.value;
  return Array.isArray(value) ? value.some((v) => values.includes(v)) : values.includes(value as string | boolean);
}

/** A known fact in the form in which its question is answered, or `null` if it cannot be shown that way. */
export function knownAsAnswer(question: Question, facts: FactSet): AnswerValue | null {
  const state = question.fact ? facts[question.fact] : undefined;
  // Of a group the rows are asked for: that there are two children says nothing of either.
  if (state?.state !== 'known' || question.kind === 'repeat') return null;
  return state.value as AnswerValue;
}

/** How a value reads in a language; `yes` and `no` come from the caller's texts, places from the country pack. */
export interface Reader {
  readonly locale: string;
  readonly yes: string;
  readonly no: string;
  readonly none: string;
  readonly place: (id: string) => string;
}

function labelOf(choices: readonly Choice[] | undefined, code: string, reader: Reader): string {
  const found = (choices ?? []).find((c) => c.code === code);
  return found ? wordingIn(found.label, reader.locale) : code;
}

/** Each row with what was asked and answered, in words. */
export function rowsInWords(question: Question, value: AnswerValue, reader: Reader): { question: string; answer: string }[][] {
  return rowsOf(value).map((row) => questionsOfRow(question, row).filter((of) => row.answers[of.code] !== undefined).map((of) => ({
    question: wordingIn(of.label, reader.locale), answer: readable(asQuestion(question, of), row.answers[of.code]!, reader),
  })));
}

function readableRows(question: Question, value: AnswerValue, reader: Reader): string {
  const rows = rowsInWords(question, value, reader);
  return rows.length === 0 ? reader.none : rows.map((cells, i) => `${i + 1}. ${cells.map((c) => `${c.question}: ${c.answer}`).join(' · ') || '—'}`).join('\n');
}

/** A value in the words of its question. */
export function readable(question: Question, value: AnswerValue, reader: Reader): string {
  if (typeof value === 'boolean') return value ? reader.yes : reader.no;
  if (Array.isArray(value)) {
    const name = question.kind === 'places' ? reader.place : (v: string) => labelOf(question.choices, v, reader);
    return value.length === 0 ? reader.none : value.map(name).join(' · ');
  }
  if (typeof value === 'object') {
    if ('rows' in value) return readableRows(question, value, reader);
    return Object.entries(value).map(([row, level]) => `${labelOf(question.choices, row, reader)}: ${labelOf(question.levels, level, reader)}`).join(' · ');
  }
  return typeof value === 'string' && question.choices ? labelOf(question.choices, value, reader) : String(value);
}
