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
import type { Wording } from './instrument.ts';
import { assessmentSlice } from './pack.ts';
import * as changes from './need-changes-repository.ts';
import { lookAgain } from './news-repository.ts';
import * as repository from './repository.ts';
import type { NeedRow } from './repository.ts';
import { deriveNeeds, mergeNeeds, moveNeed, needsNowFalse, type DerivedNeed, type ExistingNeed, type NeedChange } from './rules/needs.ts';
import type { AddNeed, NeedState, NeedView, SetNeedState } from './schema.ts';

/** Today in the country of the actor. */
export const todayOf = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

type Catalog = ReadonlyMap<string, NeedType>;

const catalogOf = (ctx: Ctx): Catalog => new Map(needCatalog(ctx).map((entry) => [entry.code, entry]));

const wordingOf = (catalog: Catalog, code: string): Wording => {
  const entry = catalog.get(code);
  return { es: entry?.labelEs ?? code, en: entry?.labelEn ?? code };
};

/** A kind of need in words. */
export const labelOf = (ctx: Ctx, code: string): Wording => wordingOf(catalogOf(ctx), code);

function asView(row: NeedRow, catalog: Catalog): NeedView {
  return {
    needId: row.id, caseId: row.case_id, need: row.need_code,
    label: wordingOf(catalog, row.need_code), dimension: catalog.get(row.need_code)?.dimension ?? null, level: row.level,
    coveredBy: row.covered_by && row.covering ? { needId: row.covered_by, label: wordingOf(catalog, row.covering) } : null,
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
    restricted: row.restricted, withdrawnBy: row.withdrawn_by, urgencySet: row.urgency_set,
  };
}

async function addDerived(ctx: Ctx, caseId: string, to: DerivedNeed): Promise<void> {
  const id = newId(ctx.now);
  const added = await repository.insertNeed(ctx.actor, ctx.tx, { ...to, id, caseId, note: null, now: ctx.now, today: todayOf(ctx) });
  // The outbox is read by more than the closed circle: of a secret need it learns that there is one.
  if (added) await noteAdded(ctx, caseId, id, to.restricted ? null : to.need, true, null);
}

async function noteAdded(ctx: Ctx, caseId: string, needId: string, need: string | null, byRules: boolean, why: string | null): Promise<void> {
  await note(ctx, needId, null, 'open', why, byRules);
  await ctx.tell({ type: 'assessment.need-added', caseId, needId, need });
}

async function applyChange(ctx: Ctx, caseId: string, rows: readonly NeedRow[], change: NeedChange): Promise<void> {
  if (change.kind === 'add') return addDerived(ctx, caseId, change.to);
  const row = rows.find((r) => r.id === change.needId)!;
  const state: NeedState = change.kind === 'drop' ? 'withdrawn' : 'open';
  const to = change.kind === 'drop' ? row : change.to;
  const withdrawnBy = change.kind === 'drop' ? 'rules' : null;
  const urgencySet = row.urgency_set && to.urgency === row.urgency;
  await repository.updateNeed(ctx.actor, ctx.tx, row.id, { state, urgency: to.urgency, urgencySet, reasons: to.reasons, basis: to.basis, withdrawnBy }, ctx.now, todayOf(ctx));
  if (state !== row.state) await note(ctx, row.id, row.state, state, null, true);
  if (change.kind === 'drop') await release(ctx, row.id);
}

async function note(ctx: Ctx, needId: string, from: NeedState | null, to: NeedState, why: string | null, byRules: boolean): Promise<void> {
  await repository.insertNeedEvent(ctx.actor, ctx.tx, { id: newId(ctx.now), needId, from, to, why, byRules }, ctx.now);
}

/** What a need covered stands on its own again when that need goes: nobody's need ends with another one's. */
export async function release(ctx: Ctx, needId: string): Promise<void> {
  for (const id of await changes.coveredBy(ctx.actor, ctx.tx, needId)) {
    const { state, case_id: caseId } = await rowOf(ctx, id);
    await changes.setCoveredBy(ctx.actor, ctx.tx, id, null, ctx.now, todayOf(ctx));
    await repository.insertNeedEvent(ctx.actor, ctx.tx, { id: newId(ctx.now), needId: id, from: state, to: 'open', why: null, byRules: true, kind: 'covered' }, ctx.now);
    await ctx.tell({ type: 'assessment.need-changed', caseId, needId: id, state: 'open' });
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
    id, caseId, need: command.need, urgency: command.urgency, level: command.level ?? 'individual', source: 'hand', reasons: [], basis: [], note: command.note ?? null,
    restricted: false, now: ctx.now, today: todayOf(ctx),
  });
  await noteAdded(ctx, caseId, id, command.need, false, null);
  return getNeed(ctx, id);
}

async function reopen(ctx: Ctx, row: NeedRow, command: AddNeed): Promise<NeedView> {
  await repository.updateNeed(ctx.actor, ctx.tx, row.id, { ...row, urgency: command.urgency, urgencySet: true, state: 'open', withdrawnBy: null }, ctx.now, todayOf(ctx));
  await note(ctx, row.id, row.state, 'open', command.note ?? null, false);
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
  await repository.updateNeed(ctx.actor, ctx.tx, needId, { ...row, urgencySet: row.urgency_set, state, withdrawnBy }, ctx.now, todayOf(ctx));
  await note(ctx, needId, row.state, state, why, false);
  if (state === 'withdrawn') await release(ctx, needId);
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
