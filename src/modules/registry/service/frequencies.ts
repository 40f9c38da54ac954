/** How common names are in the registry, for planning a look-up and for weighing what agrees. */
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import * as repository from '../repository/index-keys.ts';
import type { LinkageModel, NameFrequencies } from '../rules/linkage.ts';
import type { Commonness } from '../rules/look-up-plan.ts';
import { vocabularyOf, type Vocabulary } from '../rules/vocabulary.ts';

export interface Frequencies extends Commonness { readonly names: NameFrequencies }

/** How common these names are. In a small registry counts say little: there the model's own figures stand. */
export async function frequenciesOf(ctx: Ctx, sounds: ReadonlySet<string>, model: LinkageModel): Promise<Frequencies> {
  const all = [...sounds];
  const terms = await repository.listNameTerms(ctx.actor, ctx.tx, { given: all, surnames: all });
  const population = terms.find((t) => t.kind === 'total')?.people ?? 0;
  const counts = (kind: string) => new Map(terms.filter((t) => t.kind === kind).map((t) => [t.sound, t.people]));
  const [given, surname] = [counts('given'), counts('surname')];
  const share = (counted: ReadonlyMap<string, number>) => (sound: string) => {
    const people = population >= model.smallestPopulation ? counted.get(sound) : undefined;
    return people === undefined ? undefined : people / population;
  };
  return { population, people: (sound) => (given.get(sound) ?? 0) + (surname.get(sound) ?? 0), names: { given: share(given), surname: share(surname) } };
}

const COMMON_SHARE = 50_000;
const LEAST_COMMON = 3;
const MOST_COMMON = 12_000;
const KEPT_MS = 10 * 60_000;

interface Kept { readonly vocabulary: Vocabulary; readonly at: number; readonly population: number }
const kept = new WeakMap<Pack, Kept>();

/** Words that many bear, kept for a while: they change as slowly as a people. */
export async function commonWords(ctx: Ctx, population: number): Promise<Vocabulary> {
  const known = kept.get(ctx.pack);
  if (known && known.population === population && Math.abs(ctx.now.getTime() - known.at) < KEPT_MS) return known.vocabulary;
  const words = await repository.listCommonWords(ctx.actor, ctx.tx, Math.max(LEAST_COMMON, population / COMMON_SHARE), MOST_COMMON);
  const vocabulary = vocabularyOf(words);
  kept.set(ctx.pack, { vocabulary, at: ctx.now.getTime(), population });
  return vocabulary;
}
