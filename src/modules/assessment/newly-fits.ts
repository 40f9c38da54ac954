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
import { factsOfMany, placesToAvoidOfMany } from '#registry';
import { todayOf } from './needs-service.ts';
import * as repository from './news-repository.ts';
import type { Cursor, OpenNeed, Page, Stage } from './news-repository.ts';

/** Cases or needs of one part: what a kill can cost. */
const PART = 10_000;
/** Needs for which the whole directory is searched, of one part. */
const LOOKS = 500;

const sameCase = (a: OpenNeed | undefined, b: OpenNeed): boolean => a?.caseId === b.caseId;

/** Facts beside each need. Where several needs of one case stand together, its person is read once. */
async function factsBeside(ctx: Ctx, needs: readonly OpenNeed[], codes: readonly string[] | null): Promise<FactSet[]> {
  const firsts = needs.filter((n, i) => !sameCase(needs[i - 1], n));
  const facts = await factsOfMany(ctx, firsts.map((n) => ({ personId: n.personId, officeId: n.officeId, destinationAdmin2: n.admin2 })), codes);
  let at = -1;
  return needs.map((n, i) => facts[sameCase(needs[i - 1], n) ? at : ++at]!);
}

function pageAt(ctx: Ctx, change: ServiceChange, cursor: Cursor): Promise<Page | null> {
  const { stage } = cursor;
  if (stage === 'near' && change.near !== null) return repository.nextNeedsIn(ctx.actor, ctx.tx, change.needCodes, change.near, cursor, PART);
  return repository.nextNeedsOf(ctx.actor, ctx.tx, change.needCodes, stage === 'waiting', cursor, PART);
}

/** Where every place is near, the first stage meets everybody. */
function stageAfter(stage: Stage, change: ServiceChange): Stage | null {
  if (change.near === null) return null;
  if (stage === 'near') return 'waiting';
  return stage === 'waiting' && change.mayTake ? 'lost' : null;
}

interface Judged { readonly need: OpenNeed; readonly facts: FactSet; readonly turn: Turn }

/** Places of danger are opened only for whoever would be told. */
async function told(ctx: Ctx, change: ServiceChange, judged: readonly Judged[]): Promise<Judged[]> {
  const likely = judged.filter(({ need, turn }) => isNews(turn, need.hadNothing));
  const avoid = await placesToAvoidOfMany(ctx, likely.map((j) => j.need.personId));
  return likely.flatMap((j) => {
    const places = avoid.get(j.need.personId);
    const turn = places ? change.turn(j.need.needCode, j.facts, { avoid: places, closedCircle: false }) : j.turn;
    return isNews(turn, j.need.hadNothing) ? [{ ...j, turn }] : [];
  });
}

async function tell(ctx: Ctx, change: ServiceChange, judged: readonly Judged[]): Promise<number> {
  const news = (await told(ctx, change, judged)).map(({ need, turn }) => ({ id: newId(ctx.now), need, verdict: turn.after === 'fits' ? ('fits' as const) : ('may' as const) }));
  return repository.insertNews(ctx.actor, ctx.tx, change, news, ctx.now);
}

/** Whoever had nothing, or may have lost what there was, is searched for again in the whole directory. */
async function search(ctx: Ctx, needs: readonly OpenNeed[]): Promise<void> {
  if (needs.length === 0) return;
  const facts = await factsBeside(ctx, needs, null);
  const avoid = await placesToAvoidOfMany(ctx, needs.map((n) => n.personId));
  const has = await searcher(ctx);
  const found = needs.map((n, i) => has(n.needCode, facts[i]!, avoid.get(n.personId) ?? []));
  const ids = (wanted: boolean) => needs.filter((_, i) => found[i] === wanted).map((n) => n.needId);
  await repository.noteLooked(ctx.actor, ctx.tx, { nothing: ids(false), something: ids(true) }, todayOf(ctx), ctx.now);
}

/** With the eyes of the closed circle: a gap is what nobody has anything for. */
function isToSearch(change: ServiceChange, { need, facts }: Judged): boolean {
  const { before, after } = change.turn(need.needCode, facts, { avoid: [], closedCircle: true });
  return need.hadNothing ? after !== 'none' : before !== 'none' && after === 'none';
}

async function comparePage(ctx: Ctx, change: ServiceChange, stage: Stage, needs: readonly OpenNeed[]): Promise<{ compared: number; told: number }> {
  const facts = await factsBeside(ctx, needs, change.codes);
  const seen = { avoid: [], closedCircle: false };
  const judged = needs.map((need, i) => ({ need, facts: facts[i]!, turn: change.turn(need.needCode, facts[i]!, seen) }));
  const count = stage === 'lost' ? 0 : await tell(ctx, change, judged);
  // Where only what is near was compared, what somebody may have lost is looked at with everybody else, in the last stage.
  const mayLose = change.mayTake && (change.near === null || stage === 'lost');
  await search(ctx, judged.filter((j) => (mayLose || j.need.hadNothing) && isToSearch(change, j)).map((j) => j.need));
  return { compared: needs.length, told: count };
}

/** One part of what there is to compare, in one transaction; `false` when nothing is left. */
export async function compareSome(ctx: Ctx): Promise<boolean> {
  const change = await nextChange(ctx);
  if (!change) return false;
  const run = await repository.findOrBeginRun(ctx.actor, ctx.tx, change.id, ctx.now);
  const page = await pageAt(ctx, change, run);
  if (page) {
    const done = await comparePage(ctx, change, run.stage, page.needs);
    await repository.keepRun(ctx.actor, ctx.tx, { changeId: change.id, ...done }, { stage: run.stage, afterKey: page.afterKey, afterId: page.afterId }, ctx.now);
    return true;
  }
  const next = stageAfter(run.stage, change);
  const to = next ? { stage: next, afterKey: '', afterId: repository.NO_ID } : null;
  await repository.keepRun(ctx.actor, ctx.tx, { changeId: change.id, compared: 0, told: 0 }, to, ctx.now);
  if (!to) await changeDone(ctx, change.id);
  return true;
}

/** Searches the directory for needs that were not looked at since something changed; `false` when none is left. */
export async function lookAtSome(ctx: Ctx): Promise<boolean> {
  const needs = await repository.needsToLookAt(ctx.actor, ctx.tx, LOOKS);
  await search(ctx, needs);
  return needs.length > 0;
}

/** Compares open cases with every change that waits, then looks at needs that are new. Ends when nothing is left or `stopped` says so. */
export async function tellWhoNowFits(house: House, now: () => Date, stopped: () => boolean = () => false): Promise<void> {
  for (const country of house.packs.keys()) {
    const part = (work: (ctx: Ctx) => Promise<boolean>): Promise<boolean> => inContext(house, { actor: systemActor(country), purpose: 'case-management', now: now() }, work);
    while (!stopped() && (await part(compareSome))) { /* the next part */ }
    while (!stopped() && (await part(lookAtSome))) { /* the next part */ }
  }
}
