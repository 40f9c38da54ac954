/** Needs and alerts of a case: derived, added by hand, answered. */
import { newId } from '#kernel/ids';
import { dayIn } from '#kernel/dates';
import { notFound, Refused, refuse } from '#kernel/errors';
import type { FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { casesTogether, factsOf, getCase, placesToAvoid } from '#registry';
import { describeSuggestions, needCatalog, suggestFor } from '#directory';
import type { SuggestionsView } from '#directory/matching';
import type { NeedType } from '#directory/schema';
import { assessmentSlice } from './pack.ts';
import { lookAgain } from './news-repository.ts';
import * as repository from './repository.ts';
import type { NeedRow } from './repository.ts';
import { isPressing } from './rules/alerts.ts';
import { deriveNeeds, mergeNeeds, moveNeed, needsNowFalse, type DerivedNeed, type ExistingNeed, type NeedChange } from './rules/needs.ts';
import type { AddNeed, AlertCode, AlertView, NeedState, NeedView, SetNeedState } from './schema.ts';

/** Today in the country of the actor. */
export const todayOf = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

type Catalog = ReadonlyMap<string, NeedType>;

const catalogOf = (ctx: Ctx): Catalog => new Map(needCatalog(ctx).map((entry) => [entry.code, entry]));

function asView(row: NeedRow, catalog: Catalog): NeedView {
  const entry = catalog.get(row.need_code);
  return {
    needId: row.id, caseId: row.case_id, need: row.need_code,
    label: { es: entry?.labelEs ?? row.need_code, en: entry?.labelEn ?? row.need_code }, dimension: entry?.dimension ?? null,
    urgency: row.urgency, state: row.state, source: row.source, reasons: [...row.reasons], note: row.note, restricted: row.restricted,
    openedOn: row.opened_on, closedOn: row.closed_on,
  };
}

/** Needs of a case and of those that go on in it, open ones first, most urgent first; each says of which case it is. */
export async function needsOf(ctx: Ctx, caseId: string): Promise<NeedView[]> {
  const catalog = catalogOf(ctx);
  return (await repository.listNeeds(ctx.actor, ctx.tx, await casesTogether(ctx, caseId))).map((row) => asView(row, catalog));
}

/** One need, or *not found*. */
export async function getNeed(ctx: Ctx, needId: string): Promise<NeedView> {
  return asView(await rowOf(ctx, needId), catalogOf(ctx));
}

async function rowOf(ctx: Ctx, needId: string): Promise<NeedRow> {
  const row = await repository.findNeed(ctx.actor, ctx.tx, needId);
  if (!row) throw notFound();
  return row;
}

function asExisting(row: NeedRow): ExistingNeed {
  return {
    needId: row.id, need: row.need_code, urgency: row.urgency, state: row.state, source: row.source, basis: row.basis,
    restricted: row.restricted, withdrawnBy: row.withdrawn_by,
  };
}

async function addDerived(ctx: Ctx, caseId: string, to: DerivedNeed): Promise<void> {
  const id = newId(ctx.now);
  const added = await repository.insertNeed(ctx.actor, ctx.tx, { ...to, id, caseId, note: null, now: ctx.now, today: todayOf(ctx) });
  // The outbox is read by more than the closed circle: of a secret need it learns that there is one.
  if (added) await noteAdded(ctx, caseId, id, to.restricted ? null : to.need, true, null);
}

async function noteAdded(ctx: Ctx, caseId: string, needId: string, need: string | null, byRules: boolean, why: string | null): Promise<void> {
  await repository.insertNeedEvent(ctx.actor, ctx.tx, { id: newId(ctx.now), needId, from: null, to: 'open', why, byRules }, ctx.now);
  await ctx.tell({ type: 'assessment.need-added', caseId, needId, need });
}

async function applyChange(ctx: Ctx, caseId: string, rows: readonly NeedRow[], change: NeedChange): Promise<void> {
  if (change.kind === 'add') return addDerived(ctx, caseId, change.to);
  const row = rows.find((r) => r.id === change.needId)!;
  const state: NeedState = change.kind === 'drop' ? 'withdrawn' : 'open';
  const to = change.kind === 'drop' ? row : change.to;
  const withdrawnBy = change.kind === 'drop' ? 'rules' : null;
  await repository.updateNeed(ctx.actor, ctx.tx, row.id, { state, urgency: to.urgency, reasons: to.reasons, basis: to.basis, withdrawnBy }, ctx.now, todayOf(ctx));
  if (state !== row.state) {
    await repository.insertNeedEvent(ctx.actor, ctx.tx, { id: newId(ctx.now), needId: row.id, from: row.state, to: state, why: null, byRules: true }, ctx.now);
  }
}

/** Brings the stored needs of a case in line with those called for; returns how many changed. */
export async function callFor(ctx: Ctx, caseId: string, derived: readonly DerivedNeed[], nowFalse: ReadonlySet<string> = new Set()): Promise<number> {
  await repository.lockCaseNeeds(ctx.actor, ctx.tx, caseId);
  const rows = await repository.listNeedsToMerge(ctx.actor, ctx.tx, caseId);
  const changes = mergeNeeds(rows.map(asExisting), derived, nowFalse);
  for (const change of changes) await applyChange(ctx, caseId, rows, change);
  return changes.length;
}

/** Derives needs from what is known of the person and merges them, together with those that answers raise. */
export async function deriveFor(ctx: Ctx, caseId: string, facts: FactSet, raised: readonly DerivedNeed[] = []): Promise<number> {
  const rules = ctx.pack.slice(assessmentSlice).needRules;
  return callFor(ctx, caseId, [...deriveNeeds(rules, facts), ...raised], needsNowFalse(rules, facts));
}

/** Derives needs of a case from the facts in the registry. */
export async function deriveFromRegistry(ctx: Ctx, caseId: string): Promise<number> {
  const { personId } = await getCase(ctx, caseId);
  const changed = await deriveFor(ctx, caseId, await factsOf(ctx, personId));
  await lookAgain(ctx.actor, ctx.tx, caseId);
  return changed;
}

/** Raises a need at once, for example on a wish for psychological help told in a follow-up. */
export async function raiseNeed(ctx: Ctx, caseId: string, need: Pick<DerivedNeed, 'need' | 'urgency' | 'reasons'> & { basis: string }): Promise<void> {
  await callFor(ctx, caseId, [{ ...need, source: 'alarm', basis: [need.basis], restricted: false }]);
}

/** Adds a need by hand; a withdrawn or met one is opened again. */
export async function addNeed(ctx: Ctx, caseId: string, command: AddNeed): Promise<NeedView> {
  await getCase(ctx, caseId);
  const catalog = catalogOf(ctx);
  if (!catalog.has(command.need)) throw refuse('assessment.need-unknown', { field: 'need' });
  await repository.lockCaseNeeds(ctx.actor, ctx.tx, caseId);
  const there = (await repository.listNeedsToMerge(ctx.actor, ctx.tx, caseId)).find((n) => n.need_code === command.need && !n.restricted);
  if (there?.state === 'open') throw refuse('assessment.need-there-already', { field: 'need' });
  if (there) return reopen(ctx, there, command);
  const id = newId(ctx.now);
  await repository.insertNeed(ctx.actor, ctx.tx, {
    id, caseId, need: command.need, urgency: command.urgency, source: 'hand', reasons: [], basis: [], note: command.note ?? null,
    restricted: false, now: ctx.now, today: todayOf(ctx),
  });
  await noteAdded(ctx, caseId, id, command.need, false, null);
  return getNeed(ctx, id);
}

async function reopen(ctx: Ctx, row: NeedRow, command: AddNeed): Promise<NeedView> {
  await repository.updateNeed(ctx.actor, ctx.tx, row.id, { ...row, urgency: command.urgency, state: 'open', withdrawnBy: null }, ctx.now, todayOf(ctx));
  await repository.insertNeedEvent(ctx.actor, ctx.tx, { id: newId(ctx.now), needId: row.id, from: row.state, to: 'open', why: command.note ?? null, byRules: false }, ctx.now);
  const shown = await repository.findNeed(ctx.actor, ctx.tx, row.id);
  // Opened again by reception, which does not read what another office wrote about it.
  return asView(shown ?? { ...row, urgency: command.urgency, state: 'open', reasons: [], note: null, closed_on: null }, catalogOf(ctx));
}

/** A person sets a need to met, withdrawn or open again, with a reason. */
export async function setNeedState(ctx: Ctx, needId: string, state: SetNeedState['state'], why: string): Promise<NeedView> {
  const row = await rowOf(ctx, needId);
  const decided = moveNeed(row.state, state);
  if (!decided.ok) throw new Refused(decided.problems);
  const withdrawnBy = state === 'withdrawn' ? 'person' : null;
  await repository.updateNeed(ctx.actor, ctx.tx, needId, { ...row, state, withdrawnBy }, ctx.now, todayOf(ctx));
  await repository.insertNeedEvent(ctx.actor, ctx.tx, { id: newId(ctx.now), needId, from: row.state, to: state, why, byRules: false }, ctx.now);
  await ctx.tell({ type: 'assessment.need-changed', caseId: row.case_id, needId, state });
  return getNeed(ctx, needId);
}

const SUGGESTIONS = 12;

/** Services for one need of a case, judged by what the actor may know of the person; places of danger steer unseen. */
export async function suggestionsFor(ctx: Ctx, caseId: string, needId: string): Promise<SuggestionsView> {
  const row = await rowOf(ctx, needId);
  if (row.case_id !== caseId) throw notFound();
  const found = await getCase(ctx, caseId);
  const facts = await factsOf(ctx, found.personId);
  const avoid = await placesToAvoid(ctx, found.personId);
  const need = { code: row.need_code, urgency: row.urgency, since: row.opened_on };
  return describeSuggestions(ctx, await suggestFor(ctx, facts, [need], { admin2: found.destinationAdmin2, limit: SUGGESTIONS, avoid }), facts);
}

const asAlert = (row: repository.AlertRow): AlertView => ({
  alertId: row.id, caseId: row.case_id, code: row.code, pressing: isPressing(row.code), raisedAt: row.raised_at.toISOString(), answeredAt: row.answered_at?.toISOString() ?? null,
});

/** Alerts of a case and of those that go on in it, those waiting for an answer first. */
export async function alertsFor(ctx: Ctx, caseId: string): Promise<AlertView[]> {
  return (await repository.listAlerts(ctx.actor, ctx.tx, await casesTogether(ctx, caseId))).map(asAlert);
}

/** Raises an alert unless the same one still waits for an answer. */
export async function raiseAlert(ctx: Ctx, caseId: string, code: AlertCode): Promise<void> {
  const raised = await repository.insertAlert(ctx.actor, ctx.tx, { id: newId(ctx.now), caseId, code }, ctx.now);
  if (raised) await ctx.tell({ type: 'assessment.alert-raised', caseId, code });
}

/** Somebody did something about an alert and says what. */
export async function answerAlert(ctx: Ctx, alertId: string, what: string): Promise<{ alertId: string; caseId: string }> {
  const row = await repository.findAlert(ctx.actor, ctx.tx, alertId);
  if (!row) throw notFound();
  const done = await repository.answerAlert(ctx.actor, ctx.tx, alertId, what, ctx.now);
  if (!done) throw refuse('assessment.alert-answered-already');
  return { alertId, caseId: row.case_id };
}
