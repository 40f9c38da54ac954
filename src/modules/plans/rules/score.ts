/** Scores of the sustainability survey. Weights are data: an official set replaces the unofficial one without code. */
import { DIMENSIONS, type Dimension } from '#kernel/codes';
import { questionsOf, type Answers, type Instrument, type Question, type WeightSet } from '#assessment/schema';
import { SCORED, type Score, type ScoredDimension } from '../schema.ts';

/** Below this share of answered weight a dimension has no score: too little is known. */
export const ENOUGH = 0.7;

function scoreOfChoice(question: Question, code: string): number | null {
  return question.choices?.find((c) => c.code === code)?.score ?? null;
}

function scoreOfList(question: Question, codes: readonly string[]): number | null {
  if (!question.anyOf) return null;
  const alone = new Set((question.choices ?? []).filter((c) => c.alone).map((c) => c.code));
  if (codes.length === 0) return null;
  return codes.some((c) => !alone.has(c)) ? question.anyOf.any : question.anyOf.none;
}

/** Score of one answer, or `null`: not answered, does not know, does not apply, or an option without a score. Never 0 by default. */
export function answerScore(question: Question, answers: Answers): number | null {
  const answer = answers[question.code];
  if (answer?.state !== 'value') return null;
  if (typeof answer.value === 'string') return scoreOfChoice(question, answer.value);
  return Array.isArray(answer.value) ? scoreOfList(question, answer.value) : null;
}

function weightOf(set: WeightSet, dimension: ScoredDimension, question: Question): number {
  return set.weights[dimension]?.[question.code] ?? set.otherwise;
}

const belongs = (question: Question, dimension: ScoredDimension): boolean =>
  question.scored === true && (dimension === 'composite' || question.dimension === dimension);

function weigh(instrument: Instrument, answers: Answers, set: WeightSet, dimension: ScoredDimension): Score {
  let all = 0;
  let answered = 0;
  let sum = 0;
  for (const question of questionsOf(instrument).filter((q) => belongs(q, dimension))) {
    const weight = weightOf(set, dimension, question);
    all += weight;
    const score = answerScore(question, answers);
    if (score === null) continue;
    answered += weight;
    sum += weight * score;
  }
  const completeness = all === 0 ? 0 : Math.min(1, answered / all);
  const enough = answered > 0 && completeness >= ENOUGH;
  return { dimension, value: enough ? Math.min(1, Math.max(0, sum / answered)) : null, completeness };
}

/** The three dimensions and the composite; the composite is empty as soon as one dimension is. */
export function scoresOf(instrument: Instrument, answers: Answers, set: WeightSet): Score[] {
  const scores = SCORED.map((dimension) => weigh(instrument, answers, set, dimension));
  const gap = scores.some((s) => (DIMENSIONS as readonly string[]).includes(s.dimension) && s.value === null);
  return scores.map((s) => (s.dimension === 'composite' && gap ? { ...s, value: null } : s));
}

/** The weight set of an instrument by its name; throws if a pack names one that is not there. */
export function weightSetOf(instrument: Instrument, name: string): WeightSet {
  const set = instrument.weightSets?.find((w) => w.name === name);
  if (!set) throw new RangeError(`instrument ${instrument.code} has no weight set "${name}"`);
  return set;
}

/** Dimensions in the order in which screens show them. */
export const SHOWN_DIMENSIONS: readonly (Dimension | 'composite')[] = SCORED;
