/**
 * Who among open cases can use a service that changed: in the background, one part per transaction. What a stop or a kill leaves undone goes on where it stopped;
 * of two servers one does each part. Nobody is told twice of one change.
 */
import { systemActor } from '#kernel/actor';
import type { FactSet } from '#kernel/facts';
import { newId } from '#kernel/ids';
import { changeDone, nextChange, searcher, type ServiceChange } from '#directory';
import { isNews, type Turn } from '#directory/matching';
import { inContext, type Ctx, type House } from '#platform/context';
import { allowTime } from '#platform/db';
import { factsOfKnown, factsOfMany, placedAt, placesToAvoidOfMany } from '#registry';
import { todayOf } from './needs-service.ts';
import * as repository from './news-repository.ts';
import type { Asked, NeedsAlike, NewNews, OpenNeed, Stage } from './news-repository.ts';

/** Needs of one part: what a kill can cost is some seconds, and each part reads the tables through. */
const PART = 1_000_000;
/** What a part may take; on two processors without other work it is some seconds. */
const MINUTES = 30;
/** Needs for which the whole directory is searched, of one part. */
const LOOKS = 500;

/** Which needs a stage asks for; `null` when it can concern nobody. Where every place is near, the first stage meets everybody. */
function askedAt({ needCodes: codes, near, reach: { gives, helps, takes }, moved }: ServiceChange, stage: Stage): Asked | null {
  const nearby = gives || moved;
  const concerned = { told: nearby || helps || (near === null && takes), lost: takes && near !== null }[stage];
  if (!concerned) return null;
  if (near === null || stage === 'lost') return { codes, places: null, waiting: false };
  return { codes, places: nearby ? near : [], waiting: helps };
}

function stageAfter(stage: Stage): Stage | null {
  return repository.STAGES[repository.STAGES.indexOf(stage) + 1] ?? null;
}

/** People who are alike, and what the change is to them. */
interface Judged { readonly alike: NeedsAlike; readonly facts: FactSet; readonly ids: readonly string[]; readonly turn: Turn }

const verdictOf = (turn: Turn): 'fits' | 'may' => (turn.after === 'fits' ? 'fits' : 'may');
type Found = Omit<NewNews, 'id'>;

/** Of people who fled from somewhere each is judged alone, with the places that they told: those are opened only for whoever would be told. */
async function newsOfFled(ctx: Ctx, change: ServiceChange, judged: readonly Judged[]): Promise<Found[]> {
  const needs = new Map((await repository.needsById(ctx.actor, ctx.tx, judged.flatMap((j) => j.ids))).map((n) => [n.needId, n]));
  const avoid = await placesToAvoidOfMany(ctx, [...needs.values()].map((n) => n.personId));
  return judged.flatMap(({ alike, facts, ids }) => ids.flatMap((needId): Found[] => {
    const need = needs.get(needId)!;
    // What lies before their home cannot be avoided, so that where it is matters too.
    const turn = change.turn(alike.needCode, placedAt(ctx, facts, need.admin2), { avoid: avoid.get(need.personId) ?? [], closedCircle: false });
    return isNews(turn, alike.nothing) ? [{ needId, verdict: verdictOf(turn) }] : [];
  }));
}

async function tell(ctx: Ctx, change: ServiceChange, judged: readonly Judged[]): Promise<number> {
  const likely = judged.filter(({ alike, turn }) => isNews(turn, alike.nothing) || (change.moved && alike.danger && turn.after !== 'none'));
  const plain = likely.filter((j) => !j.alike.danger).flatMap(({ ids, turn }): Found[] => ids.map((needId) => ({ needId, verdict: verdictOf(turn) })));
  const fled = await newsOfFled(ctx, change, likely.filter((j) => j.alike.danger));
  // In the order in which needs lie in the database, which then reads and writes its pages one after the other.
  const inOrder = [...plain, ...fled].sort((a, b) => (a.needId < b.needId ? -1 : 1));
  return repository.addNews(ctx.actor, ctx.tx, change, inOrder.map((found) => ({ ...found, id: newId(ctx.now) })), ctx.now);
}

/** Searches the whole directory for needs, each for itself. */
async function search(ctx: Ctx, needs: readonly OpenNeed[]): Promise<void> {
  if (needs.length === 0) return;
  const facts = await factsOfMany(ctx, needs.map((n) => ({ personId: n.personId, officeId: n.officeId, destinationAdmin2: n.admin2 })));
  const avoid = await placesToAvoidOfMany(ctx, needs.map((n) => n.personId));
  const has = await searcher(ctx);
  const found = needs.map((n, i) => has(n.needCode, facts[i]!, avoid.get(n.personId) ?? []));
  const ids = (wanted: boolean) => needs.filter((_, i) => found[i] === wanted).map((n) => n.needId);
  await repository.noteLooked(ctx.actor, ctx.tx, { nothing: ids(false), something: ids(true) }, todayOf(ctx), ctx.now);
}

/**
 * What becomes of the gap: whoever had nothing has something now, and whoever may have lost the last offer is searched for again. With the eyes of the closed circle: a
 * gap is what nobody has anything for.
 */
function gapOf(change: ServiceChange, mayLose: boolean, { alike, facts }: Judged): 'found' | 'search' | null {
  const { before, after } = change.turn(alike.needCode, facts, { avoid: [], closedCircle: true });
  // Also of whoever had nothing: a change before this one may have found something, which nobody has written down yet.
  if (after === 'none') return mayLose && before !== 'none' ? 'search' : null;
  // Whether it is something for whoever fled from somewhere, only a search of its own knows.
  return alike.nothing ? (alike.danger ? 'search' : 'found') : null;
}

async function noteGaps(ctx: Ctx, change: ServiceChange, mayLose: boolean, judged: readonly Judged[]): Promise<void> {
  const gaps = Map.groupBy(judged, (j) => gapOf(change, mayLose, j));
  for (const gap of ['found', 'search'] as const) await repository.lookAgainAt(ctx.actor, ctx.tx, (gaps.get(gap) ?? []).flatMap((j) => j.ids), gap === 'found');
}

async function comparePart(ctx: Ctx, change: ServiceChange, { stage, asked, keys }: { stage: Stage; asked: Asked; keys: readonly string[] }): Promise<{ compared: number; told: number }> {
  const seen = { avoid: [], closedCircle: false };
  const judged = (await repository.needsAlike(ctx.actor, ctx.tx, asked, keys, change.codes, todayOf(ctx))).map((alike): Judged => {
    const facts = factsOfKnown(ctx, alike.known, alike.admin2);
    return { alike, facts, ids: alike.needs.split(' '), turn: change.turn(alike.needCode, facts, seen) };
  });
  const told = stage === 'lost' ? 0 : await tell(ctx, change, judged);
  // Where only what is near was compared, what somebody may have lost is looked at with everybody else, in the last stage.
  const mayLose = change.reach.takes && (change.near === null || stage === 'lost');
  await noteGaps(ctx, change, mayLose, judged);
  return { compared: judged.reduce((sum, j) => sum + j.ids.length, 0), told };
}

/** One part of what there is to compare, in one transaction; `false` when nothing is left. */
export async function compareSome(ctx: Ctx): Promise<boolean> {
  const change = await nextChange(ctx);
  if (!change) return false;
  const run = await repository.findOrBeginRun(ctx.actor, ctx.tx, change.id, ctx.now);
  await allowTime(ctx.tx, MINUTES);
  const asked = askedAt(change, run.stage);
  const keys = asked && (await repository.nextPart(ctx.actor, ctx.tx, asked, run.afterKey, PART));
  if (keys) {
    const done = await comparePart(ctx, change, { stage: run.stage, asked, keys });
    await repository.keepRun(ctx.actor, ctx.tx, { changeId: change.id, ...done }, { stage: run.stage, afterKey: keys.at(-1)! }, ctx.now);
    return true;
  }
  const next = stageAfter(run.stage);
  const to = next ? { stage: next, afterKey: '' } : null;
  await repository.keepRun(ctx.actor, ctx.tx, { changeId: change.id, compared: 0, told: 0 }, to, ctx.now);
  if (!to) await changeDone(ctx, change.id);
  return true;
}

/** Needs whose gap is closed by what changed, of one part. */
const NOTED = 10_000;

/** Writes down gaps that were closed, or searches the directory for needs that were not looked at since something changed; `false` when none is left. */
export async function lookAtSome(ctx: Ctx): Promise<boolean> {
  if (await repository.noteFound(ctx.actor, ctx.tx, NOTED, ctx.now)) return true;
  const needs = await repository.needsToLookAt(ctx.actor, ctx.tx, LOOKS);
  await search(ctx, needs);
  return needs.length > 0;
}

/** In every country, one part after the other, until nothing is left or `stopped` says so. */
async function inParts(house: House, now: () => Date, stopped: () => boolean, part: (ctx: Ctx) => Promise<boolean>): Promise<void> {
  for (const country of house.packs.keys()) {
    const next = () => inContext(house, { actor: systemActor(country), purpose: 'case-management', now: now() }, part);
    while (!stopped() && (await next())) { /* the next part */ }
  }
}

/** Compares open cases with every change that waits, and tells of it. */
export const compareWithChanges = (house: House, now: () => Date, stopped: () => boolean = () => false): Promise<void> => inParts(house, now, stopped, compareSome);

/** Searches the directory for needs that are new, or that may have gained or lost what there was. */
export const lookForGaps = (house: House, now: () => Date, stopped: () => boolean = () => false): Promise<void> => inParts(house, now, stopped, lookAtSome);

/** Both, one after the other: who can be told comes first. */
export async function tellWhoNowFits(house: House, now: () => Date, stopped: () => boolean = () => false): Promise<void> {
  await compareWithChanges(house, now, stopped);
  await lookForGaps(house, now, stopped);
}
