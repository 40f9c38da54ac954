import type { Ctx } from '#platform/context';
import * as repository from '../repository/recognition.ts';
import { INITIAL_MODEL, type LinkageModel } from '../rules/linkage.ts';
import { changesBetween, errorAt, pointsNeeded, weightsOfModel } from '../rules/recognition.ts';
import type { Recognition } from '../schema.ts';
import { isModel } from './model.ts';

const round = (bits: number) => Math.round(bits * 10) / 10;

/** Versions that are shown; the one before the oldest of them says what that one changed. */
const VERSIONS_SHOWN = 8;

interface Version { readonly row: repository.ModelRow; readonly model: LinkageModel }

/** Versions that comparisons of today can read, the newest first. */
async function versionsOf(ctx: Ctx): Promise<Version[]> {
  const rows = await repository.listModels(ctx.actor, ctx.tx, VERSIONS_SHOWN + 1);
  return rows.flatMap((row) => (isModel(row.model) ? [{ row, model: row.model }] : []));
}

function shownVersion({ row, model }: Version, before: LinkageModel): Recognition['versions'][number] {
  const { weights, bands, changed } = changesBetween(before, model);
  return {
    version: row.version, at: row.learnedAt.toISOString(), on: row.learnedOn, inForce: row.inForce, changed, bands: [...bands],
    weights: weights.map((w) => ({ ...w, from: round(w.from), to: round(w.to) })),
  };
}

function shownWeights(model: LinkageModel): Recognition['fields'] {
  return weightsOfModel(model).map(({ field, levels }) => ({
    field, levels: levels.map((l) => ({ ...l, againstStrangers: round(l.againstStrangers), againstFamily: round(l.againstFamily) })),
  }));
}

/** How much each agreement and difference counts, with which error the bands are drawn, and what the last comparison found. Nobody is in it. */
export async function recognitionOf(ctx: Ctx): Promise<Recognition> {
  const versions = await versionsOf(ctx);
  const inForce = versions.find((v) => v.row.inForce);
  const model = inForce?.model ?? INITIAL_MODEL;
  const run = await repository.findLastRun(ctx.actor, ctx.tx);
  const examples = await repository.listNameExamples(ctx.actor, ctx.tx);
  const population = Math.max(run?.records ?? 0, model.smallestPopulation);
  const agreed = model.fields.surname1['same']!.m;
  return {
    version: inForce?.row.version ?? INITIAL_MODEL.version,
    learned: inForce ? { on: inForce.row.learnedOn, at: inForce.row.learnedAt.toISOString() } : null,
    population,
    fields: shownWeights(model),
    names: examples.map(({ word, people, population: all }) => ({ word, people, bits: round(Math.log2(agreed / Math.max(people / all, model.rarest))) })),
    bands: Object.entries(model.bands).toSorted(([, a], [, b]) => b - a).map(([band, bits]) => ({ band, bits, needed: round(pointsNeeded(bits, model, population)), error: errorAt(bits) })),
    versions: versions.slice(0, VERSIONS_SHOWN).map((v, i) => shownVersion(v, versions[i + 1]?.model ?? INITIAL_MODEL)),
    run: run ? { at: run.publishedAt.toISOString(), records: run.records, linked: run.linked, toReview: run.toReview } : null,
  };
}
