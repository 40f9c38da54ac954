/** A model of recognition as somebody reads it who answers for it: rates, what they count, what changed, how much a decision needs. Pure. */
import { FIELD_NAMES, LEVELS, type Field } from '../linkage/fields.ts';
import { agreedName } from '../linkage/model.ts';
import type { LinkageModel } from './linkage.ts';

/** Where a name agrees, its points depend on how many bear it; they are told for a name of this share of people. */
export const EXAMPLE_SHARE = 0.01;

/** A level of agreement: how often it is seen in one person, in one family, in strangers; what it counts against each of the others, in bits. */
export interface LevelWeight {
  readonly level: string;
  readonly one: number;
  readonly family: number;
  /** `null`: as often as people bear the name. */
  readonly strangers: number | null;
  readonly againstStrangers: number;
  readonly againstFamily: number;
}

export interface FieldWeights { readonly field: Field; readonly levels: readonly LevelWeight[] }

/** What every level of every field counts, the strongest for one person first. */
export function weightsOfModel(model: LinkageModel): FieldWeights[] {
  return FIELD_NAMES.map((field, i) => ({
    field,
    levels: LEVELS[field].map((level, at): LevelWeight => {
      const { m, f, u } = model.fields[field][level]!;
      const byName = agreedName(i, at) !== undefined;
      const [strangers, family] = byName ? [EXAMPLE_SHARE, f + EXAMPLE_SHARE] : [u, f];
      return { level, one: m, family: f, strangers: byName ? null : u, againstStrangers: Math.log2(m / strangers), againstFamily: Math.log2(m / family) };
    }).toSorted((a, b) => b.againstStrangers - a.againstStrangers),
  }));
}

/** Points that a pair must have against strangers before a band begins, in a registry of so many records. Relatives need more. */
export function pointsNeeded(limit: number, model: LinkageModel, population: number): number {
  return limit + Math.log2(Math.max(population, model.smallestPopulation) / model.repeats);
}

/** Share of pairs that are somebody else where so many bits of odds speak for one person. */
export const errorAt = (bits: number): number => 1 / (1 + 2 ** bits);

export interface WeightChange { readonly field: Field; readonly level: string; readonly from: number; readonly to: number }
export interface ModelChange {
  /** Against strangers, the greatest change first. */
  readonly weights: readonly WeightChange[];
  readonly bands: readonly { readonly band: string; readonly from: number; readonly to: number }[];
  /** How many levels changed at all by as much as counts. */
  readonly changed: number;
}

/** A smaller change is no news. */
const NEWS = 0.5;
const MOST_NEWS = 5;

/** What is different in a later version. */
export function changesBetween(before: LinkageModel, after: LinkageModel): ModelChange {
  const old = new Map(weightsOfModel(before).flatMap(({ field, levels }) => levels.map((l) => [`${field}.${l.level}`, l.againstStrangers])));
  const weights = weightsOfModel(after)
    .flatMap(({ field, levels }) => levels.map((l): WeightChange => ({ field, level: l.level, from: old.get(`${field}.${l.level}`) ?? 0, to: l.againstStrangers })))
    .filter((c) => Math.abs(c.to - c.from) >= NEWS)
    .toSorted((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from));
  const bands = (Object.keys(after.bands) as (keyof LinkageModel['bands'])[])
    .map((band) => ({ band, from: before.bands[band], to: after.bands[band] })).filter((b) => b.from !== b.to);
  return { weights: weights.slice(0, MOST_NEWS), bands, changed: weights.length };
}
