/**
 * Whoever was registered since the last comparison, with everybody they may be: found through the index as at a desk, so that the
 * work grows with the newcomers and not with the registry.
 */
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { Registry } from '../linkage/engine.ts';
import { RecordTable } from '../linkage/table.ts';
import { lookUp } from '../repository/index-keys.ts';
import * as repository from '../repository/whole-registry.ts';
import { comparedProfile } from '../rules/indexed.ts';
import { oddsOf, weighProfiles, type Profile } from '../rules/linkage.ts';
import { planLookUp } from '../rules/look-up-plan.ts';
import { soughtWords, wordsOf, type Scales, type Seek } from './candidates.ts';
import { frequenciesOf } from './frequencies.ts';
import { recordOf, RowIds } from './linkage-rows.ts';
import { findModel } from './model.ts';

export interface Newcomers {
  readonly table: RecordTable;
  readonly ids: RowIds;
  /** Rows from here on are of newcomers. */
  readonly fresh: number;
  readonly registry: Registry;
}

/** Runs work as the product itself, in a transaction of its own. */
export type AsSystem = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;

const PAGE = 10_000;
/** With more newcomers than this share of everybody it is quicker to read everybody. */
const MOST_SHARE = 0.05;
/** So few are never worth reading everybody. */
const FEW = 20;
const AT_ONCE = 100;
const SIDE_BY_SIDE = 3;
/**
 * The same questions as at a desk, each for fewer people: the pairs of a registry are borne out by more than one of them. Of 1,053 pairs of one
 * person among 5,000 newcomers and a million, 1,047 were brought at 0.6, 1,046 at 0.3 and 1,043 at 0.15, for half the work.
 */
const THRIFT = 0.15;
/** Day, place and group of a return are weighed later; until then a pair may lack so many bits. */
const MARGIN = 4;

async function listNewcomers(asSystem: AsSystem, since: Date): Promise<repository.Line[]> {
  const all: repository.Line[] = [];
  // Ids are in the order of time: everybody after the smallest one of that moment.
  for (let after = `${newId(since).slice(0, 13)}-7000-8000-000000000000`; ;) {
    const page = await asSystem((ctx) => repository.nextPage(ctx.actor, ctx.tx, after, PAGE));
    all.push(...page);
    if (page.length < PAGE) return all;
    after = page.at(-1)!.id;
  }
}

function seekOf(profile: Profile): Seek {
  const { tokens, birthDate, birthPrecision, numbers, phones = [] } = profile;
  return {
    words: wordsOf(tokens), birth: birthDate ? { date: birthDate, precision: birthPrecision } : null, numbers: numbers.map((n) => n.number), phones, places: [],
    beside: () => ({ profile, grown: null }),
  };
}

/** Records that some of these newcomers may be. */
async function kinOf(ctx: Ctx, newcomers: readonly repository.Line[], { model, frequencies }: Scales): Promise<string[]> {
  const profiles = newcomers.map((line) => comparedProfile(line.profile));
  const asks = profiles.flatMap((profile, probe) => {
    const seek = seekOf(profile);
    return planLookUp({ ...seek, country: ctx.actor.country, words: soughtWords(seek, frequencies) }, frequencies, THRIFT).map((a) => ({ ...a, probe }));
  });
  const floor = model.bands.perhaps - MARGIN;
  const isNear = (mine: Profile, profile: string): boolean => oddsOf(weighProfiles(mine, comparedProfile(profile), model, frequencies.names), model, frequencies.population) >= floor;
  const found = await lookUp(ctx.actor, ctx.tx, asks);
  return [...found].flatMap(([probe, rows]) => rows.filter((row) => row.personId !== newcomers[probe]!.id && isNear(profiles[probe]!, row.profile)).map((row) => row.personId));
}

async function allKin(asSystem: AsSystem, newcomers: readonly repository.Line[], scales: Scales): Promise<Set<string>> {
  const kin = new Set<string>();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < newcomers.length) {
      const part = newcomers.slice(next, next += AT_ONCE);
      for (const id of await asSystem((ctx) => kinOf(ctx, part, scales))) kin.add(id);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return kin;
}

/** Newcomers and their possible kin as one table, newcomers last; nothing if everybody should be compared with everybody. */
export async function gatherNewcomers(asSystem: AsSystem): Promise<Newcomers | null> {
  const since = await asSystem((ctx) => repository.findLastRun(ctx.actor, ctx.tx));
  if (!since) return null;
  const { model } = await asSystem(findModel);
  const frequencies = await asSystem((ctx) => frequenciesOf(ctx, model));
  const newcomers = await listNewcomers(asSystem, since);
  if (newcomers.length > Math.max(FEW, frequencies.population * MOST_SHARE)) return null;
  const fresh = new Set(newcomers.map((line) => line.id));
  const kin = await allKin(asSystem, newcomers, { model, frequencies });
  // Whole identities, those of the newcomers too: somebody may have found them to be an older record of another name. Whoever came meanwhile is not in question yet.
  const kindred = await asSystem((ctx) => repository.listKindred(ctx.actor, ctx.tx, [...new Set([...kin, ...fresh])]));
  const older = kindred.filter((line) => !fresh.has(line.id) && line.id < (newcomers[0]?.id ?? ''));
  const [table, ids] = [new RecordTable(), new RowIds()];
  for (const line of [...older, ...newcomers]) {
    ids.add(line.id);
    table.add(recordOf(line));
  }
  const { population, names } = frequencies;
  return { table, ids, fresh: older.length, registry: { population, given: names.given, surname: names.surname } };
}
