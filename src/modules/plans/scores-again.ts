/** Scores computed again under another set of weights, beside those that were computed before. */
import { getInstrument, keptInstrument } from '#assessment';
import type { Instrument } from '#assessment/schema';
import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { plansSlice } from './pack.ts';
import { scoresOf, weightSetOf } from './rules/score.ts';
import { SURVEY } from './service.ts';
import { keepScores, listToScore, type ToScore } from './survey-repository.ts';

const CHUNK = 200;

export interface ScoredAgain {
  readonly weightSet: string;
  readonly official: boolean;
  readonly scored: number;
  /** Surveys whose text is not known any more: they were asked before it was kept, in a version that the country no longer has. */
  readonly withoutText: number;
  /** Where to go on; nothing when all are done. */
  readonly next: string | null;
}

/** The text in which a survey was asked; nothing if nobody kept it and the country has another version by now. */
async function textOf(ctx: Ctx, row: ToScore, now: Instrument): Promise<Instrument | null> {
  if (row.digest) return keptInstrument(ctx, row.instrument, row.digest);
  return row.version === now.version ? now : null;
}

/**
 * Gives the next surveys of the country scores under a set of weights of the questionnaire as it is now; without a name, under the set that the country uses.
 * Scores under other sets stay. For the product itself: nobody's answers are shown to anybody.
 */
export async function recompute(ctx: Ctx, name: string | undefined, after: string | null = null): Promise<ScoredAgain> {
  const now = getInstrument(ctx, SURVEY);
  const wanted = name ?? ctx.pack.slice(plansSlice).weightSet;
  if (!now.weightSets?.some((set) => set.name === wanted)) throw refuse('plans.no-such-weights', { params: { name: wanted } });
  const set = weightSetOf(now, wanted);
  const rows = await listToScore(ctx.actor, ctx.tx, set.name, after, CHUNK);
  let scored = 0;
  for (const row of rows) {
    const text = await textOf(ctx, row, now);
    if (!text) continue;
    await keepScores(ctx.actor, ctx.tx, row.id, set, scoresOf(text, row.answers, set), ctx.now);
    scored++;
  }
  return { weightSet: set.name, official: set.official, scored, withoutText: rows.length - scored, next: rows.length < CHUNK ? null : rows.at(-1)!.id };
}
