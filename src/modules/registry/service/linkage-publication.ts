/** Publishes what a comparison of many records found: links, identities, pairs for the review list and the run, in one transaction. */
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { LinkageResult } from '../linkage/engine.ts';
import { lockIdentities } from '../repository/identity.ts';
import * as repository from '../repository/whole-registry.ts';
import { linksToMake, pairsToAsk, type Edge } from '../rules/link-forest.ts';
import type { LinkageModel } from '../rules/linkage.ts';
import { tellLinkedAtNight } from './link-news.ts';
import type { RowIds, RowPair } from './linkage-rows.ts';
import { allowTime } from '#platform/db';

export interface LinkedRegistry {
  readonly runId: string;
  readonly records: number;
  readonly linked: number;
  readonly toReview: number;
  readonly model: LinkageModel;
  readonly seconds: Readonly<Record<string, number>>;
}

interface Findings { readonly links: readonly Edge[]; readonly identities: readonly { readonly row: number; readonly first: number }[]; readonly pairs: readonly Edge[] }

const keyOf = ({ a, b }: { readonly a: number; readonly b: number }): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Of the doubts those that need an answer. What was linked before holds a group together like what is sure, unless it is in doubt itself. */
function asksOf(count: number, pairs: LinkageResult['pairs'], links: readonly Edge[], same: readonly RowPair[]): Edge[] {
  const doubtful = pairs.filter((p) => p.decision !== 'auto').map((p) => ({ ...p, joined: p.decision === 'joined' }));
  const open = new Set(doubtful.map(keyOf));
  const before = same.map(([a, b]) => ({ a, b }));
  const standing = new Set([...before, ...links].map(keyOf));
  return pairsToAsk(count, [...pairs.filter((p) => p.decision === 'auto'), ...before.filter((p) => !open.has(keyOf(p)))], doubtful, (p) => standing.has(keyOf(p)));
}

/** What is to be written, without anybody who was decided about while we compared. Whoever is not surely one person is asked about, joined or not (decision 17), once for a group. */
function findingsOf(result: LinkageResult, same: readonly RowPair[], touched: ReadonlySet<number>): Findings {
  const { group } = result;
  const left = new Set([...touched].map((row) => group[row]!));
  const free = (row: number): boolean => !left.has(group[row]!);
  const together = result.pairs.filter((p) => p.decision !== 'review' && free(p.a) && free(p.b));
  const links = linksToMake(group, together, same).filter((l) => free(l.a) && free(l.b));
  const identities = Array.from(group, (first, row) => ({ row, first })).filter(({ row, first }) => first !== row && free(row));
  return { links, identities, pairs: asksOf(group.length, result.pairs.filter((p) => free(p.a) && free(p.b)), links, same) };
}

export interface Publication {
  readonly ids: RowIds;
  readonly result: LinkageResult;
  readonly same: readonly RowPair[];
  readonly started: Date;
  readonly keepModel: boolean;
  readonly modelId: string | null;
  readonly onlyNew: boolean;
}

/** A pair in the order of its ids, which is the order of its rows. */
export const pairOf = (ids: RowIds, { a, b }: { a: number; b: number }) => ({ a: ids.at(Math.min(a, b)), b: ids.at(Math.max(a, b)) });

const MOST_MINUTES = 20;

export async function publish(ctx: Ctx, { ids, result, same, started, keepModel, modelId, onlyNew }: Publication): Promise<Omit<LinkedRegistry, 'seconds' | 'model'>> {
  const { actor, tx, now } = ctx;
  await allowTime(tx, MOST_MINUTES);
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
