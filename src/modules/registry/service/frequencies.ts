/** How common names are in the registry, for planning a look-up, for weighing what agrees, and for telling a slip from a rare name. */
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import * as repository from '../repository/index-keys.ts';
import type { LinkageModel, NameFrequencies } from '../rules/linkage.ts';
import type { Commonness } from '../rules/look-up-plan.ts';
import { COMMON_WORDS, leastBearers, vocabularyOf, type Vocabulary } from '../rules/vocabulary.ts';

export interface Frequencies extends Commonness { readonly names: NameFrequencies; readonly vocabulary: Vocabulary }

interface Counted {
  readonly at: number;
  readonly population: number;
  readonly given: ReadonlyMap<string, number>;
  readonly surnames: ReadonlyMap<string, number>;
  readonly vocabulary: Vocabulary;
}

const KEPT_MS = 10 * 60_000;
/** Names and words that so few in the registry bear are not kept: they count as rare. */
const RARE_SHARE = 1 / 200_000;
const MOST_NAMES = 50_000;

const kept = new WeakMap<Pack, Counted>();

async function count(ctx: Ctx): Promise<Counted> {
  const population = await repository.countedPeople(ctx.actor, ctx.tx);
  const terms = await repository.listNameTerms(ctx.actor, ctx.tx, population * RARE_SHARE, MOST_NAMES);
  const words = await repository.listCommonWords(ctx.actor, ctx.tx, leastBearers(population), COMMON_WORDS.most);
  const of = (kind: string) => new Map(terms.filter((t) => t.kind === kind).map((t) => [t.sound, t.people]));
  return { at: ctx.now.getTime(), population, given: of('given'), surnames: of('surname'), vocabulary: vocabularyOf(words) };
}

/** What was counted last, kept for a while: it changes as slowly as a people. */
async function counted(ctx: Ctx): Promise<Counted> {
  const known = kept.get(ctx.pack);
  if (known && Math.abs(ctx.now.getTime() - known.at) < KEPT_MS) return known;
  const fresh = await count(ctx);
  kept.set(ctx.pack, fresh);
  return fresh;
}

/** Forgets what was kept, after a new count. */
export function forgetCounts(pack: Pack): void {
  kept.delete(pack);
}

/** How common names are. In a small registry counts say little: there the model's own figures stand. */
export async function frequenciesOf(ctx: Ctx, model: LinkageModel): Promise<Frequencies> {
  const { population, given, surnames, vocabulary } = await counted(ctx);
  const rare = Math.max(1, population * RARE_SHARE) / 2;
  const share = (people: ReadonlyMap<string, number>) => (sound: string) => (population >= model.smallestPopulation ? (people.get(sound) ?? rare) / population : undefined);
  return { population, vocabulary, people: (sound) => (given.get(sound) ?? 0) + (surnames.get(sound) ?? 0), names: { given: share(given), surname: share(surnames) } };
}

/** The words that many bear. */
export async function commonWords(ctx: Ctx): Promise<Vocabulary> {
  return (await counted(ctx)).vocabulary;
}
