/** Support that was really delivered: written down, corrected with its history, never deleted. */
import { colleagueNames, getOffice, listOffices } from '#access';
import { getNeed, needsOf } from '#assessment';
import { needCatalog, organizationNames, servicePage } from '#directory';
import { dayIn } from '#kernel/dates';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { getReferral, referralsOf } from '#referrals';
import { casesTogether, getCase } from '#registry';
import * as repository from '../support-repository.ts';
import type { NewLine, SupportRow } from '../support-repository.ts';
import { ledToSupport, supportProblem } from './rules.ts';
import type { CaseSupport, CorrectSupport, RecordSupport, StrikeSupport, SupportLine, SupportProposal, SupportView } from './schema.ts';

const todayOf = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);
interface Label { readonly es: string; readonly en: string }

function lineView(ctx: Ctx, row: SupportRow, names: ReadonlyMap<string, string>): SupportLine {
  const kind = needCatalog(ctx).find((n) => n.code === row.need_code);
  return {
    seq: row.seq, need: row.need_code, needLabel: kind ? { es: kind.labelEs, en: kind.labelEn } : { es: row.need_code, en: row.need_code }, dimension: kind?.dimension ?? null, givenOn: row.given_on, giver: row.giver,
    serviceId: row.service_id, organizationId: row.organization_id, giverName: row.giver_name, amount: row.amount, currency: row.currency, quantity: row.quantity, unit: row.unit,
    note: row.note, state: row.state, why: row.why, by: names.get(row.recorded_by) ?? '', at: row.recorded_at.toISOString(),
  };
}

/** Each support with its newest line, and the lines before. */
function grouped(ctx: Ctx, rows: readonly SupportRow[], names: ReadonlyMap<string, string>): SupportView[] {
  const lines = Map.groupBy(rows, (row) => row.support_id);
  return [...lines.values()].map((all) => {
    const [newest, ...before] = all.toSorted((a, b) => b.seq - a.seq);
    return { ...lineView(ctx, newest!, names), supportId: newest!.support_id, caseId: newest!.case_id, referralId: newest!.referral_id, before: before.map((row) => lineView(ctx, row, names)) };
  }).toSorted((a, b) => b.givenOn.localeCompare(a.givenOn));
}

/** Completed referrals of which nobody has written down what was delivered. */
async function proposalsOf(ctx: Ctx, caseId: string, rows: readonly SupportRow[]): Promise<SupportProposal[]> {
  const taken = new Set(rows.map((row) => row.referral_id));
  return (await referralsOf(ctx, caseId)).filter((r) => ledToSupport(r) && !taken.has(r.referralId)).map((r) => ({
    referralId: r.referralId, caseId: r.caseId, need: r.needCode, needLabel: r.needLabel, serviceName: r.serviceName, organizationName: r.organizationName,
    on: dayIn(ctx.pack.info.timeZone, new Date(r.stateSince)),
  }));
}

/** Organizations that an officer may name without looking into the directory: those that have accounts. */
async function organizationsOf(ctx: Ctx): Promise<CaseSupport['organizations']> {
  const ids = [...new Set((await listOffices(ctx)).flatMap((o) => (o.kind === 'provider' && o.organizationId ? [o.organizationId] : [])))];
  const names = await organizationNames(ctx, ids);
  return ids.map((organizationId) => ({ organizationId, name: names[organizationId] ?? { es: organizationId, en: organizationId } }));
}

/** What a case, and those that go on in it, received so far. */
export async function supportOf(ctx: Ctx, caseId: string): Promise<CaseSupport> {
  const rows = await repository.linesOf(ctx.actor, ctx.tx, await casesTogether(ctx, caseId));
  const names = await colleagueNames(ctx, rows.map((row) => row.recorded_by));
  return {
    supports: grouped(ctx, rows, names), proposals: await proposalsOf(ctx, caseId, rows), mayRecord: ctx.actor.role !== 'supervisor', today: todayOf(ctx), currency: ctx.pack.info.currency,
    kinds: needCatalog(ctx).map((n) => ({ code: n.code, label: { es: n.labelEs, en: n.labelEn } })), organizations: await organizationsOf(ctx),
  };
}

interface GivenBy { readonly serviceId: string | null; readonly organizationId: string | null; readonly name: Label; readonly secret: boolean }

async function giverOf(ctx: Ctx, command: RecordSupport, officeId: string): Promise<GivenBy> {
  if (command.giver === 'service') {
    const { service } = await servicePage(ctx, command.serviceId!);
    return { serviceId: service.id, organizationId: service.organizationId, name: { es: service.nameEs, en: service.nameEn }, secret: service.protectionOnly };
  }
  if (command.giver === 'own-office') {
    const office = await getOffice(ctx, officeId);
    return { serviceId: null, organizationId: null, name: { es: office?.nameEs ?? '', en: office?.nameEn ?? '' }, secret: false };
  }
  const name = (await organizationNames(ctx, [command.organizationId!]))[command.organizationId!];
  if (!name) throw refuse('plans.support.which-organization', { field: 'organizationId' });
  return { serviceId: null, organizationId: command.organizationId!, name, secret: false };
}

/** The need that this kind of support answers: an open one before one that is over, a secret one as secret as it is. */
async function needFor(ctx: Ctx, caseId: string, code: string, secret: boolean): Promise<string | null> {
  if (!needCatalog(ctx).some((n) => n.code === code)) throw refuse('plans.support.unknown-kind', { field: 'need' });
  const needs = (await needsOf(ctx, caseId)).filter((n) => n.need === code && (!secret || n.restricted)).toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open'));
  if (secret && needs.length === 0) throw refuse('plans.support.needs-a-secret-need', { field: 'serviceId' });
  return needs[0]?.needId ?? null;
}

async function lineFrom(ctx: Ctx, caseId: string, command: RecordSupport, secret = false): Promise<Omit<NewLine, 'support_id' | 'seq' | 'referral_id' | 'state' | 'why'>> {
  const problem = supportProblem(command, todayOf(ctx));
  if (problem) throw refuse(problem.code, problem);
  const { officeId } = await getCase(ctx, caseId);
  const giver = await giverOf(ctx, command, officeId);
  return {
    case_id: caseId, need_id: await needFor(ctx, caseId, command.need, secret || giver.secret), need_code: command.need, given_on: command.givenOn, giver: command.giver,
    service_id: giver.serviceId, organization_id: giver.organizationId, giver_name: giver.name, amount: command.amount ?? null,
    currency: command.amount === undefined ? null : ctx.pack.info.currency, quantity: command.quantity ?? null, unit: command.unit ?? null, note: command.note ?? null,
  };
}

async function add(ctx: Ctx, line: NewLine): Promise<{ supportId: string }> {
  await repository.insertLine(ctx.actor, ctx.tx, line, ctx.now);
  await ctx.tell({ type: line.seq === 1 ? 'plans.support-given' : 'plans.support-corrected', caseId: line.case_id, supportId: line.support_id });
  return { supportId: line.support_id };
}

/** Writes down what was given. */
export async function recordSupport(ctx: Ctx, caseId: string, command: RecordSupport): Promise<{ supportId: string }> {
  return add(ctx, { ...(await lineFrom(ctx, caseId, command)), support_id: newId(ctx.now), seq: 1, referral_id: null, state: 'given', why: null });
}

/** The organization of a service that may have left the directory since; a secret service only beside a need that is as secret. */
async function organizationBehind(ctx: Ctx, serviceId: string, needId: string): Promise<string | null> {
  const { service } = await servicePage(ctx, serviceId).catch((error: unknown) => {
    if (error instanceof Refused) return { service: null };
    throw error;
  });
  if (service?.protectionOnly && !(await getNeed(ctx, needId)).restricted) throw refuse('plans.support.needs-a-secret-need', { status: 409 });
  return service?.organizationId ?? null;
}

/** Takes over what a completed referral says: its service, its need, the day on which it was completed. */
export async function takeFromReferral(ctx: Ctx, caseId: string, referralId: string): Promise<{ supportId: string }> {
  const referral = await getReferral(ctx, referralId);
  if (!(await casesTogether(ctx, caseId)).includes(referral.caseId)) throw notFound();
  if (!ledToSupport(referral)) throw refuse('plans.support.nothing-delivered', { status: 409 });
  if (await repository.isTaken(ctx.actor, ctx.tx, referralId)) throw refuse('plans.support.taken-already', { status: 409 });
  const organizationId = await organizationBehind(ctx, referral.serviceId, referral.needId);
  return add(ctx, {
    support_id: newId(ctx.now), seq: 1, case_id: referral.caseId, need_id: referral.needId, need_code: referral.needCode, given_on: dayIn(ctx.pack.info.timeZone, new Date(referral.stateSince)),
    giver: 'service', service_id: referral.serviceId, organization_id: organizationId, giver_name: referral.serviceName,
    amount: null, currency: null, quantity: null, unit: null, note: null, referral_id: referralId, state: 'given', why: null,
  });
}

async function newest(ctx: Ctx, supportId: string, seq: number): Promise<SupportRow> {
  const row = await repository.lockNewest(ctx.actor, ctx.tx, supportId);
  if (!row) throw notFound();
  if (row.seq !== seq) throw refuse('plans.support.changed-meanwhile', { status: 409 });
  return row;
}

/** A correction: the line before stays to be read. What was secret stays so: a correction names a need that is as secret. */
export async function correctSupport(ctx: Ctx, supportId: string, { seq, why, ...command }: CorrectSupport): Promise<{ supportId: string }> {
  const row = await newest(ctx, supportId, seq);
  const secret = row.need_id !== null && (await getNeed(ctx, row.need_id)).restricted;
  return add(ctx, { ...(await lineFrom(ctx, row.case_id, command, secret)), support_id: supportId, seq: seq + 1, referral_id: row.referral_id, state: 'given', why });
}

/** It was never given: struck out, with the reason. */
export async function strikeSupport(ctx: Ctx, supportId: string, { seq, why }: StrikeSupport): Promise<{ supportId: string }> {
  const { recorded_at: _at, recorded_by: _by, ...row } = await newest(ctx, supportId, seq);
  return add(ctx, { ...row, seq: seq + 1, state: 'struck', why });
}
