import { z } from 'zod';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/recognition.ts';
import { INITIAL_MODEL } from '../rules/linkage.ts';
import type { Recognition } from '../schema.ts';

const weights = z.object({
  fields: z.record(z.string(), z.record(z.string(), z.object({ m: z.number(), u: z.number() }))), bands: z.record(z.string(), z.number()), rarest: z.number(),
});

const round = (bits: number) => Math.round(bits * 10) / 10;

/** How much each agreement and difference counts, with which error the bands are drawn, and what the last comparison found. Nobody is in it. */
export async function recognitionOf(ctx: Ctx): Promise<Recognition> {
  const kept = await repository.findModelInForce(ctx.actor, ctx.tx);
  const learnt = kept ? weights.safeParse(kept.model) : null;
  const model = learnt?.success ? learnt.data : weights.parse(INITIAL_MODEL);
  const run = await repository.findLastRun(ctx.actor, ctx.tx);
  const examples = await repository.listNameExamples(ctx.actor, ctx.tx);
  const named = model.fields['surname1']?.['same']?.m ?? 1;
  return {
    version: learnt?.success ? kept!.version : INITIAL_MODEL.version,
    learned: learnt?.success ? { on: kept!.learnedOn, at: kept!.learnedAt.toISOString() } : null,
    fields: Object.entries(model.fields).map(([field, levels]) => ({
      field, levels: Object.entries(levels).map(([level, { m, u }]) => ({ level, bits: round(Math.log2(m / u)) })).sort((a, b) => b.bits - a.bits),
    })),
    names: examples.map(({ word, people, population }) => ({ word, people, bits: round(Math.log2(named / Math.max(people / population, model.rarest))) })),
    // Odds of 2^bits to 1 for one person: what is wrongly called so is the rest.
    bands: Object.entries(model.bands).map(([band, bits]) => ({ band, bits, error: 1 / (1 + 2 ** bits) })),
    run: run ? { at: run.publishedAt.toISOString(), records: run.records, linked: run.linked, toReview: run.toReview } : null,
  };
}
