/** The model that comparisons weigh with: what the registry taught, or what every registry starts with. */
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import * as repository from '../repository/whole-registry.ts';
import { INITIAL_MODEL, type LinkageModel } from '../rules/linkage.ts';

/** Whether a stored model has every field and level that comparisons know now. */
export function isModel(model: unknown): model is LinkageModel {
  const m = model as Partial<LinkageModel> | null;
  return typeof m === 'object' && m !== null && Object.keys(INITIAL_MODEL.bands).every((band) => m.bands !== undefined && band in m.bands)
    && Object.entries(INITIAL_MODEL.fields).every(([field, levels]) => Object.keys(levels).every((level) => level in ((m.fields as Record<string, object> | undefined)?.[field] ?? {})));
}

/** The model in force; one that an older version of the product learnt is not used. */
export async function findModel(ctx: Ctx): Promise<{ id: string | null; model: LinkageModel }> {
  const stored = await repository.findModel(ctx.actor, ctx.tx);
  return stored && isModel(stored.model) ? { id: stored.id, model: stored.model } : { id: null, model: INITIAL_MODEL };
}

const KEPT_MS = 10 * 60_000;
const kept = new WeakMap<Pack, { readonly model: LinkageModel; readonly at: number }>();

/** The same for a look-up, kept for a while: it changes once a night. */
export async function modelInForce(ctx: Ctx): Promise<LinkageModel> {
  const known = kept.get(ctx.pack);
  if (known && Math.abs(ctx.now.getTime() - known.at) < KEPT_MS) return known.model;
  const { model } = await findModel(ctx);
  kept.set(ctx.pack, { model, at: ctx.now.getTime() });
  return model;
}
