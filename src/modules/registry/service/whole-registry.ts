/**
 * The comparison of the whole registry, at night or on demand: reads everybody, finds who is one person, and publishes links, pairs
 * for the review list, the run and its model in one transaction. Broken off at any point it leaves nothing; the next begins anew.
 */
import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { inContext, type House } from '#platform/context';
import { linkRegistry } from '../linkage/engine.ts';
import { RecordTable } from '../linkage/table.ts';
import { Threads } from '../linkage/threads.ts';
import * as repository from '../repository/whole-registry.ts';
import { pairOf, publish, type LinkedRegistry } from './linkage-publication.ts';
import { decidedRows, recordOf, RowIds } from './linkage-rows.ts';
import { findModel } from './model.ts';
import { gatherNewcomers, type AsSystem } from './newcomers.ts';

export interface LinkCommand {
  readonly country: CountryCode;
  readonly threads: number;
  readonly now: () => Date;
  /** Only pairs with somebody registered after the last run; the model in force stays. */
  readonly onlyNew?: boolean;
  /** Told of every pair that was believed in, before anything is published. */
  readonly onPair?: (pair: { readonly a: string; readonly b: string; readonly bits: number; readonly decision: 'auto' | 'joined' | 'review' }) => void;
  /** Told when a step is done. */
  readonly onStep?: (step: string, count: number) => void;
}

const PAGE = 10_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Everybody { readonly table: RecordTable; readonly ids: RowIds }

/** Reads everybody of the country, in the order of their ids. While one page is taken apart the next is on its way. */
async function readEverybody(asSystem: AsSystem): Promise<Everybody> {
  const table = new RecordTable();
  const ids = new RowIds();
  const fetch = (after: string): Promise<repository.Line[]> => asSystem((ctx) => repository.nextPage(ctx.actor, ctx.tx, after, PAGE));
  for (let coming = fetch(FIRST); ;) {
    const page = await coming;
    if (page.length === 0) return { table, ids };
    coming = fetch(page.at(-1)!.id);
    // If a page cannot be read, the failure is met where the page is awaited.
    coming.catch(() => undefined);
    for (const line of page) {
      ids.add(line.id);
      table.add(recordOf(line));
    }
  }
}

/** Fewer records teach nothing: the model that every registry starts with stays. */
const LEARN_FROM = 2_000;

/** Compares everybody of a country with everybody, and publishes what follows. With `onlyNew` only those who came since the last time, with everybody. */
export async function linkWholeRegistry(house: House, command: LinkCommand): Promise<LinkedRegistry> {
  const threads = new Threads(command.onlyNew ? 1 : command.threads);
  try {
    return await linkWith(house, command, threads);
  } finally {
    await threads.close();
  }
}

async function linkWith(house: House, command: LinkCommand, threads: Threads): Promise<LinkedRegistry> {
  const started = command.now();
  const asSystem: AsSystem = (work) => inContext(house, { actor: systemActor(command.country), purpose: 'administration', now: command.now() }, work);
  const newcomers = command.onlyNew ? await gatherNewcomers(asSystem) : null;
  const decided = await asSystem((ctx) => repository.listDecidedPairs(ctx.actor, ctx.tx));
  const before = await asSystem(findModel);
  const { table, ids } = newcomers ?? await readEverybody(asSystem);
  command.onStep?.('read', ids.count);
  const { same, different } = decidedRows(ids, decided);
  const keepModel = newcomers !== null || ids.count < LEARN_FROM;
  const reach = newcomers ? { fresh: newcomers.fresh, registry: newcomers.registry } : {};
  const result = await linkRegistry(table, { model: before.model, keepModel, threads, version: `${started.toISOString().slice(0, 10)}-${ids.count}`, same, different, ...reach });
  command.onStep?.('compared', result.compared);
  const tell = command.onPair ?? (() => undefined);
  for (const pair of result.pairs) tell({ ...pairOf(ids, pair), bits: pair.bits, decision: pair.decision });
  const done = await asSystem((ctx) => publish(ctx, { ids, result, same, started, keepModel, modelId: before.id, onlyNew: newcomers !== null }));
  command.onStep?.('published', done.linked);
  return { ...done, model: result.model, seconds: result.seconds };
}
