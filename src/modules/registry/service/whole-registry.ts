/**
 * The comparison of the whole registry, at night or on demand: reads everybody, finds who is one person, and publishes links, pairs
 * for the review list, the run and its model in one transaction. Broken off at any point it leaves nothing; the next begins anew.
 */
import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { newId } from '#kernel/ids';
import { inContext, type Ctx, type House } from '#platform/context';
import { linkRegistry, type LinkageResult } from '../linkage/engine.ts';
import { RecordTable, type LinkageRecord } from '../linkage/table.ts';
import { lockIdentities } from '../repository/identity.ts';
import * as repository from '../repository/whole-registry.ts';
import { readProfile } from '../rules/indexed.ts';
import { linksToMake, type Edge } from '../rules/link-forest.ts';
import type { LinkageModel } from '../rules/linkage.ts';
import { tellLinkedAtNight } from './link-news.ts';
import { findModel } from './model.ts';

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

export interface LinkedRegistry {
  readonly runId: string;
  readonly records: number;
  readonly linked: number;
  readonly toReview: number;
  readonly model: LinkageModel;
  readonly seconds: Readonly<Record<string, number>>;
}

const PAGE = 10_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const ID_BYTES = 16;

/** Ids of the rows of a table, sixteen bytes each, in order. */
class RowIds {
  #bytes = Buffer.alloc(ID_BYTES * 1024);
  count = 0;

  add(id: string): void {
    if ((this.count + 1) * ID_BYTES > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    this.#bytes.write(id.replaceAll('-', ''), this.count++ * ID_BYTES, 'hex');
  }

  at(row: number): string {
    const hex = this.#bytes.toString('hex', row * ID_BYTES, (row + 1) * ID_BYTES);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** The row of an id; they are in the order of the ids. */
  find(id: string): number | undefined {
    const wanted = Buffer.from(id.replaceAll('-', ''), 'hex');
    let [low, high] = [0, this.count - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = wanted.compare(this.#bytes, middle * ID_BYTES, (middle + 1) * ID_BYTES);
      if (order === 0) return middle;
      if (order < 0) high = middle - 1;
      else low = middle + 1;
    }
    return undefined;
  }
}

interface Everybody { readonly table: RecordTable; readonly ids: RowIds }

function recordOf(line: string): { id: string; record: LinkageRecord } {
  const [id = '', , seenOn = '', seenAt = ''] = line.split('\t', 4);
  const profile = readProfile(line.split('\t').slice(4).join('\t'));
  const text = (value: string | null): string => value ?? '';
  return {
    id,
    record: {
      givenNames: profile.givenNames, surname1: profile.surname1, surname2: text(profile.surname2), marriedSurname: text(profile.marriedSurname), sex: text(profile.sex),
      birthDate: text(profile.birthDate), birthPrecision: profile.birthPrecision, admin1: text(profile.birthAdmin1 ?? profile.originAdmin1),
      admin2: text(profile.birthAdmin2 ?? profile.originAdmin2), numbers: profile.documents.map((d) => `${d.type}:${d.number}`), phones: profile.phones,
      motherName: text(profile.motherName), seenOn, seenAt, group: text(profile.arrivalGroup),
    },
  };
}

type AsSystem = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;

/** Reads everybody of the country, in the order of their ids. */
async function readEverybody(asSystem: AsSystem): Promise<Everybody> {
  const table = new RecordTable();
  const ids = new RowIds();
  for (let after = FIRST; ;) {
    const page = await asSystem((ctx) => repository.nextPage(ctx.actor, ctx.tx, after, PAGE));
    if (!page) return { table, ids };
    for (const line of page.lines.split('\n')) {
      const { id, record } = recordOf(line);
      ids.add(id);
      table.add(record);
    }
    after = page.last;
  }
}

type RowPair = readonly [number, number];

/** What people decided, as rows. Whatever is not "the same" keeps two apart: somebody said different, is not sure yet, or took a link back. */
function decidedRows(ids: RowIds, decided: readonly repository.DecidedPair[]): { same: RowPair[]; different: RowPair[] } {
  const same: RowPair[] = [];
  const different: RowPair[] = [];
  for (const { a, b, together } of decided) {
    const [x, y] = [ids.find(a), ids.find(b)];
    if (x !== undefined && y !== undefined) (together ? same : different).push([x, y]);
  }
  return { same, different };
}

interface Findings { readonly links: readonly Edge[]; readonly identities: readonly { readonly row: number; readonly first: number }[]; readonly pairs: LinkageResult['pairs'] }

/** What is to be written, without anybody who was decided about while we compared. */
function findingsOf(result: LinkageResult, same: readonly RowPair[], touched: ReadonlySet<number>): Findings {
  const { group } = result;
  const left = new Set([...touched].map((row) => group[row]!));
  const free = (row: number): boolean => !left.has(group[row]!);
  const together = result.pairs.filter((p) => p.decision !== 'review' && free(p.a) && free(p.b));
  const links = linksToMake(group, together, same).filter((l) => free(l.a) && free(l.b));
  const identities = Array.from(group, (first, row) => ({ row, first })).filter(({ row, first }) => first !== row && free(row));
  return { links, identities, pairs: result.pairs.filter((p) => p.decision === 'review' && free(p.a) && free(p.b)) };
}

interface Publication {
  readonly ids: RowIds;
  readonly result: LinkageResult;
  readonly same: readonly RowPair[];
  readonly started: Date;
  readonly keepModel: boolean;
  readonly modelId: string | null;
  readonly onlyNew: boolean;
}

/** A pair in the order of its ids, which is the order of its rows. */
const pairOf = (ids: RowIds, { a, b }: { a: number; b: number }) => ({ a: ids.at(Math.min(a, b)), b: ids.at(Math.max(a, b)) });

async function publish(ctx: Ctx, { ids, result, same, started, keepModel, modelId, onlyNew }: Publication): Promise<Omit<LinkedRegistry, 'seconds' | 'model'>> {
  const { actor, tx, now } = ctx;
  await lockIdentities(actor, tx);
  const touched = new Set((await repository.listDecidedSince(actor, tx, started)).map((id) => ids.find(id)).filter((row) => row !== undefined));
  const found = findingsOf(result, same, touched);
  const runId = newId(now);
  const learntId = keepModel ? modelId : newId(now);
  if (!keepModel) await repository.insertModel(actor, tx, { id: learntId!, version: result.model.version, model: result.model, learnedOn: ids.count }, now);
  await repository.insertRun(actor, tx, { id: runId, modelId: learntId, startedAt: started, records: ids.count, linked: found.links.length, toReview: found.pairs.length }, now);
  await repository.publishLinks(actor, tx, runId, found.links.map((l) => ({ id: newId(now), ...pairOf(ids, l) })), now);
  await repository.publishIdentities(actor, tx, found.identities.map(({ row, first }) => ({ person: ids.at(row), identity: ids.at(first) })));
  await repository.publishPairs(actor, tx, runId, found.pairs.map((p) => ({ ...pairOf(ids, p), bits: p.bits, comparison: {} })), now, { dropStale: !onlyNew });
  await tellLinkedAtNight(ctx, runId);
  return { runId, records: ids.count, linked: found.links.length, toReview: found.pairs.length };
}

/** Fewer records teach nothing: the model that every registry starts with stays. */
const LEARN_FROM = 2_000;

/** Compares everybody of a country with everybody, and publishes what follows. */
export async function linkWholeRegistry(house: House, command: LinkCommand): Promise<LinkedRegistry> {
  const started = command.now();
  const asSystem: AsSystem = (work) => inContext(house, { actor: systemActor(command.country), purpose: 'administration', now: command.now() }, work);
  const told = (step: string, count: number): void => command.onStep?.(step, count);
  const decided = await asSystem((ctx) => repository.listDecidedPairs(ctx.actor, ctx.tx));
  const before = await asSystem(findModel);
  const { table, ids } = await readEverybody(asSystem);
  told('read', ids.count);
  const { same, different } = decidedRows(ids, decided);
  const fresh = command.onlyNew ? await firstNew(asSystem, ids) : 0;
  const onlyNew = command.onlyNew === true;
  const keepModel = onlyNew || ids.count < LEARN_FROM;
  const result = await linkRegistry(table, {
    model: before.model, keepModel, version: `${started.toISOString().slice(0, 10)}-${ids.count}`, threads: command.threads, fresh, same, different,
  });
  told('compared', result.compared);
  if (command.onPair) for (const pair of result.pairs) command.onPair({ ...pairOf(ids, pair), bits: pair.bits, decision: pair.decision });
  const done = await asSystem((ctx) => publish(ctx, { ids, result, same, started, keepModel, modelId: before.id, onlyNew }));
  told('published', done.linked);
  return { ...done, model: result.model, seconds: result.seconds };
}

/** The first row that came after the last run: ids are in the order of time. */
async function firstNew(asSystem: AsSystem, ids: RowIds): Promise<number> {
  const since = await asSystem((ctx) => repository.findLastRun(ctx.actor, ctx.tx));
  if (!since) return 0;
  let row = ids.count;
  const beginning = newId(since).slice(0, 13);
  while (row > 0 && ids.at(row - 1).slice(0, 13) >= beginning) row--;
  return row;
}
