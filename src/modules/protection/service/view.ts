/** What a case says of the family of its child: to protection everything, to everybody else that it is looked after. */
import { colleagueNames } from '#access';
import { mayBeChild } from '#kernel/birth';
import { addDays } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { casesTogether, getCase, getPerson, isKeptApartNamed } from '#registry';
import { protectionSlice } from '../pack.ts';
import * as repository from '../repository.ts';
import { beforeHandover, isVerified, lastWord } from '../rules/handover.ts';
import type { CareView, CheckView, DecisionView, FamilyView, FamilyWork, HandoverView, RelativeView } from '../schema.ts';
import { decisionForRules, relativesForRules, todayOf, unseal, unsealed } from './shared.ts';

/** Name, safe way and note of a relative, as they are sealed. */
export interface RelativeWords { readonly name: string; readonly reach: string | null; readonly reachHow: string | null; readonly note: string | null }
export interface DecisionWords { readonly authority: string; readonly paper: string; readonly reasons: string }
export interface HandoverWords { readonly place: string; readonly broughtBy: string }
export interface CareWords { readonly where: string; readonly reasons: string }

type Names = ReadonlyMap<string, string>;

function checkOf(ctx: Ctx, row: repository.CheckRow, names: Names): CheckView {
  return { item: row.item, result: row.result, on: row.on, note: unsealed<string>(ctx, 'check', row.id, row.sealed), by: names.get(row.by) ?? null, at: row.at.toISOString() };
}

async function relativeOf(ctx: Ctx, question: repository.QuestionRow, row: repository.RelativeRow, mine: readonly CheckView[]): Promise<RelativeView> {
  const { name, reach, reachHow, note } = unseal<RelativeWords>(ctx, 'relative', row.id, row.sealed);
  const why = unsealed<string>(ctx, 'aside', row.id, row.asideSealed);
  const checks = question.required.map((item) => {
    const [newest, ...before] = mine.filter((c) => c.item === item);
    return { item, newest: newest ?? null, before };
  });
  return {
    familyRelativeId: row.id, personId: row.personId, name, word: row.word, foundHow: row.foundHow, admin2: row.admin2, admin2Name: row.admin2 === null ? null : (ctx.pack.places.get(row.admin2)?.name ?? row.admin2),
    reach: reach === null ? null : { value: reach, ...(reachHow === null ? {} : { how: reachHow }) }, note, childWord: row.childWord,
    soundsApart: await isKeptApartNamed(ctx, question.personId, name),
    aside: why === null || row.asideAt === null ? null : { why, at: row.asideAt.toISOString() }, checks,
    verified: isVerified({ results: Object.fromEntries(checks.flatMap((c) => (c.newest ? [[c.item, c.newest.result]] : []))) }, question.required),
  };
}

function careOf(ctx: Ctx, row: repository.CareRow, names: Names): CareView {
  return { careOptionId: row.id, kind: row.kind, suits: row.suits, ...unseal<CareWords>(ctx, 'care', row.id, row.sealed), by: names.get(row.by) ?? null, at: row.at.toISOString() };
}

function decisionOf(ctx: Ctx, row: repository.DecisionRow, names: Names, stands: boolean): DecisionView {
  const why = unsealed<string>(ctx, 'revoked', row.id, row.revokedSealed);
  return {
    familyDecisionId: row.id, outcome: row.outcome, relativeId: row.relativeId, careOptionId: row.careOptionId, ...unseal<DecisionWords>(ctx, 'decision', row.id, row.sealed), decidedOn: row.decidedOn,
    by: names.get(row.by) ?? null, at: row.at.toISOString(), revoked: why === null || row.revokedAt === null ? null : { why, at: row.revokedAt.toISOString() }, stands,
  };
}

function handoverOf(ctx: Ctx, row: repository.HandoverRow, names: Names): HandoverView {
  const { id, relativeId, plannedOn, point, cannotTravel, travelAid, state, doneOn, at } = row;
  return {
    familyHandoverId: id, relativeId, plannedOn, point, cannotTravel, travelAid, state, doneOn, ...unseal<HandoverWords>(ctx, 'handover', id, row.sealed),
    said: unsealed<string>(ctx, 'step', id, row.stateSealed), by: names.get(row.by) ?? null, at: at.toISOString(),
  };
}

async function workFor(ctx: Ctx, question: repository.QuestionRow): Promise<FamilyWork> {
  const of = [ctx.actor, ctx.tx, question.id] as const;
  const [relatives, checks, care, decisions, handovers] = await Promise.all([
    repository.listRelatives(...of), repository.listChecks(...of), repository.listCare(...of), repository.listDecisions(...of), repository.listHandovers(...of),
  ]);
  const names = await colleagueNames(ctx, [...checks, ...care, ...decisions, ...handovers].map((row) => row.by));
  const labels = new Map(ctx.pack.slice(protectionSlice).verification.map((v) => [v.id, v.label]));
  const last = lastWord(decisions.map((row) => ({ id: row.id, revoked: row.revokedAt !== null })))?.id;
  const said = Map.groupBy(checks, (c) => c.relativeId);
  const shown: RelativeView[] = [];
  for (const row of relatives) shown.push(await relativeOf(ctx, question, row, (said.get(row.id) ?? []).map((c) => checkOf(ctx, c, names))));
  const before = beforeHandover(decisions.map(decisionForRules), await relativesForRules(ctx, question.personId, relatives, checks), question.required, todayOf(ctx));
  const t = serverText(ctx.actor.locale);
  return {
    questionId: question.id, caseId: question.caseId, nextOn: question.nextOn,
    ended: question.endedCode === null ? null : { code: question.endedCode, why: unsealed<string>(ctx, 'ended', question.id, question.endedSealed) ?? '' },
    items: question.required.map((id) => ({ id, label: labels.get(id) ?? null })),
    relatives: shown, care: care.map((row) => careOf(ctx, row, names)), decisions: decisions.map((row) => decisionOf(ctx, row, names, row.id === last)).toReversed(),
    handovers: handovers.map((row) => handoverOf(ctx, row, names)), before: before.map(({ code, params }) => ({ code, message: t(`errors.${code}`, params) })),
  };
}

/** What a case, and those that go on in it, say of the family of their child. */
export async function familyQuestionOf(ctx: Ctx, caseId: string): Promise<FamilyView> {
  const caseIds = await casesTogether(ctx, caseId);
  const { personId, state } = await getCase(ctx, caseId);
  const { birthDate, birthPrecision } = await getPerson(ctx, personId);
  const today = todayOf(ctx);
  const pack = ctx.pack.slice(protectionSlice);
  const sight = await repository.findInSight(ctx.actor, ctx.tx, caseIds);
  const protection = ctx.actor.role === 'protection';
  const question = protection ? await repository.findQuestionOf(ctx.actor, ctx.tx, caseIds) : undefined;
  return {
    caseId, personId, today, mayBeChild: mayBeChild(birthDate, birthPrecision, today), caseOpen: state !== 'closed', mayWork: protection && state !== 'closed', proposed: pack.proposed,
    lookAgainOn: addDays(today, pack.lookAgainDays), state: sight?.state ?? null, since: sight?.since.toISOString() ?? null, work: question ? await workFor(ctx, question) : null,
  };
}
