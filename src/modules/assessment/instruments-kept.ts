/** Questionnaires as they were when they were used: whoever keeps answers keeps the words they were given to. */
import { createHash } from 'node:crypto';
import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { instrumentSchema, type Instrument } from './instrument.ts';
import * as repository from './repository.ts';

function digestOf(instrument: Instrument): string {
  return createHash('sha256').update(JSON.stringify(instrument)).digest('hex');
}

/** Keeps a definition, once per text, and returns its digest; two texts of one version are two definitions. */
export async function keepInstrument(ctx: Ctx, instrument: Instrument): Promise<string> {
  const digest = digestOf(instrument);
  await repository.keepInstrument(ctx.actor, ctx.tx, instrument, digest, ctx.now);
  return digest;
}

/** The definition that was kept under this digest, or *not found*. */
export async function keptInstrument(ctx: Ctx, code: string, digest: string): Promise<Instrument> {
  const kept = await repository.findInstrument(ctx.actor, ctx.tx, code, digest);
  if (!kept) throw notFound();
  return instrumentSchema.parse(kept);
}
