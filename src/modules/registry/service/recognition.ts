import { z } from 'zod';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/recognition.ts';
import { INITIAL_MODEL } from '../rules/linkage.ts';
import type { Recognition } from '../schema.ts';

const weights = z.object({
  fields: z.record(z.string(), z.record(z.string(), z.object({ m: z.number(), u: z.number() }))), bands: z.record(z.string(), z.number()), rarest: z.number(),
});

const round = (bits: number) => Math.round(bits * 10) / 10;

type Weights = z.infer<typeof weights>;

/** The model in force, with where it comes from. */
async function modelInForce(ctx: Ctx): Promise<{ model: Weights; version: string; learned: Recognition['learned'] }> {
  const kept = await repository.findModelInForce(ctx.actor, ctx.tx);
  const learnt = weights.safeParse(kept?.model);
  if (!kept || !learnt.success) return { model: weights.parse(INITIAL_MODEL), version: INITIAL_MODEL.version, learned: null };
  return { model: learnt.data, version: kept.version, learned: { on: kept.learnedOn, at: kept.learnedAt.toISOString() } };
}

function weightsOf(levels: Weights['fields'][string]): { level: string; bits: number }[] {
  return Object.entries(levels).map(([level, { m, u }]) => ({ level, bits: round(Math.log2(m / u)) })).sort((a, b) => b.bits - a.bits);
}

/** How much each agreement and difference counts, with which error the bands are drawn, and what the last comparison found. Nobody is in it. */
export async function recognitionOf(ctx: Ctx): Promise<Recognition> {
  const { model, version, learned } = await modelInForce(ctx);
  const run = await repository.findLastRun(ctx.actor, ctx.tx);
  const examples = await repository.listNameExamples(ctx.actor, ctx.tx);
  const agreed = model.fields['surname1']?.['same']?.m ?? 1;
  return {
    version, learned,
    fields: Object.entries(model.fields).map(([field, levels]) => ({ field, levels: weightsOf(levels) })),
    names: examples.map(({ word, people, population }) => ({ word, people, bits: round(Math.log2(agreed / Math.max(people / population, model.rarest))) })),
    // Odds of 2^bits to 1 for one person: what is wrongly called so is the rest.
    bands: Object.entries(model.bands).map(([band, bits]) => ({ band, bits, error: 1 / (1 + 2 ** bits) })),
    run: run ? { at: run.publishedAt.toISOString(), records: run.records, linked: run.linked, toReview: run.toReview } : null,
  };
}
