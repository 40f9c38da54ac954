/** What people change in a need besides its state, and what happened to it. */
import { colleagueNames } from '#access';
import { newId } from '#kernel/ids';
import { Refused, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import * as changes from './need-changes-repository.ts';
import type { ChangeNeed, CoverNeed, NeedHappening } from './need-schema.ts';
import { getNeed, labelOf, release, todayOf } from './needs-service.ts';
import * as repository from './repository.ts';
import { mayCover } from './rules/needs.ts';
import type { NeedView } from './schema.ts';

const MOST_EVENTS = 200;

async function note(ctx: Ctx, need: NeedView, event: Omit<repository.NeedEvent, 'id' | 'needId' | 'byRules'>): Promise<void> {
  await repository.insertNeedEvent(ctx.actor, ctx.tx, { id: newId(ctx.now), needId: need.needId, byRules: false, ...event }, ctx.now);
}

/** A person sets how urgent a need is, or at which level it lies, and says why. Rules raise the urgency again only on a new ground. */
export async function changeNeed(ctx: Ctx, needId: string, { urgency, level, why }: ChangeNeed): Promise<NeedView> {
  const need = await getNeed(ctx, needId);
  if (need.state !== 'open') throw refuse('assessment.need-not-open');
  const to = { urgency: urgency ?? need.urgency, level: level ?? need.level };
  if (to.urgency === need.urgency && to.level === need.level) return need;
  const row = await repository.findNeed(ctx.actor, ctx.tx, needId);
  await changes.setUrgencyAndLevel(ctx.actor, ctx.tx, needId, { ...to, urgencySet: to.urgency !== need.urgency || row!.urgency_set });
  const stays = { from: need.state, to: need.state, why } as const;
  if (to.urgency !== need.urgency) await note(ctx, need, { ...stays, kind: 'urgency', was: need.urgency, becomes: to.urgency });
  if (to.level !== need.level) await note(ctx, need, { ...stays, kind: 'level', was: need.level, becomes: to.level });
  await ctx.tell({ type: 'assessment.need-changed', caseId: need.caseId, needId, state: need.state });
  return getNeed(ctx, needId);
}

/** Puts a need under another one of the case that answers it too, or takes that back. */
export async function coverNeed(ctx: Ctx, needId: string, { by, why }: CoverNeed): Promise<NeedView> {
  const first = await getNeed(ctx, needId);
  await repository.lockCaseNeeds(ctx.actor, ctx.tx, first.caseId);
  const need = await getNeed(ctx, needId);
  const other = by === null ? null : await getNeed(ctx, by);
  const decided = mayCover(need, other);
  if (!decided.ok) throw new Refused(decided.problems);
  await changes.setCoveredBy(ctx.actor, ctx.tx, needId, by, ctx.now, todayOf(ctx));
  await note(ctx, need, { from: need.state, to: by ? 'withdrawn' : 'open', why, kind: 'covered', was: null, becomes: other?.need ?? null });
  if (by) await release(ctx, needId);
  await ctx.tell({ type: 'assessment.need-changed', caseId: need.caseId, needId, state: by ? 'withdrawn' : 'open' });
  return getNeed(ctx, needId);
}

function happening(ctx: Ctx, event: changes.NeedEventRow, names: ReadonlyMap<string, string>): NeedHappening {
  const state = event.kind === 'state';
  return {
    at: event.at.toISOString(), kind: event.kind, was: state ? event.from_state : event.was, becomes: state ? event.to_state : event.becomes, why: event.why,
    byRules: event.by_rules, who: event.by_rules ? null : names.get(event.actor_id) ?? null,
    covering: event.kind === 'covered' && event.becomes ? labelOf(ctx, event.becomes) : null,
  };
}

/** What happened to a need, newest first. */
export async function historyOf(ctx: Ctx, needId: string): Promise<{ caseId: string; history: NeedHappening[] }> {
  const { caseId } = await getNeed(ctx, needId);
  const events = await changes.listEvents(ctx.actor, ctx.tx, needId, MOST_EVENTS);
  const names = await colleagueNames(ctx, events.map((e) => e.actor_id));
  return { caseId, history: events.map((event) => happening(ctx, event, names)) };
}
