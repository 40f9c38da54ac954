import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { colleagueNames, hasColleagueInRole } from '#access';
import { notFound, type Problem } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { completed, isHidden, namesOf, ownerOf } from '../entry-kinds.ts';
import { candidatesIn, type Candidate } from '../exchange/candidates.ts';
import { findings, type Finding, type Findings } from '../exchange/findings.ts';
import { registerOf } from '../exchange/identity.ts';
import { openExchange } from '../exchange/open.ts';
import { whereIs } from '../exchange/where.ts';
import { surroundingsOf } from '../hsds/snapshot.ts';
import * as entries from '../repository/entries.ts';
import * as imports from '../repository/imports.ts';
import * as proposals from '../repository/proposals.ts';
import { differences, onlyNarrows } from '../rules/difference.ts';
import type { ImportEffect, ImportLine, ImportPage, ImportQuery, ImportReport } from '../schema/exchange.ts';
import type { Entry, FieldChange } from '../schema/stewardship.ts';
import { checkAgainst, type Known } from './check-entry.ts';
import { namesReferredTo } from './names.ts';
import { todayOf } from './upkeep.ts';

/** Files of other directories become proposals. Nothing comes into force here: somebody reviews and publishes each, as every other change. */

export interface ImportedFile { readonly name: string; readonly bytes: Buffer }

interface Judged {
  readonly candidate: Candidate;
  readonly effect: ImportEffect;
  readonly whole: Entry;
  readonly changes: FieldChange[];
  readonly stands: entries.EntryRow | undefined;
  readonly base: Entry | null;
}

const keyOf = (kind: string, id: string): string => `${kind} ${id}`;
/** After so many milliseconds others have their turn: an entry is looked at in none, or in a hundred. */
const TURN = 40;

async function judgedAll(ctx: Ctx, file: ImportedFile, query: ImportQuery, found: Findings): Promise<{ judged: Judged[]; lost: number }> {
  const { tables } = await openExchange(file.bytes, file.name, found);
  const kept = (await entries.listKept(ctx.actor, ctx.tx)).filter(({ kind }) => kind === 'organization' || kind === 'service');
  const standing = new Map(kept.map((row) => [keyOf(row.kind, row.id), row]));
  const ids = (kind: string): string[] => kept.filter((row) => row.kind === kind).map((row) => row.id);
  const stands = new Map<string, Entry>();
  const whole = (kind: 'organization' | 'service', id: string): Entry | null => {
    const key = keyOf(kind, id);
    const row = standing.get(key);
    if (row && !stands.has(key)) stands.set(key, completed(kind, row.entry, null));
    return stands.get(key) ?? null;
  };
  const { list: candidates, lost } = candidatesIn(tables, {
    register: registerOf(ctx.actor.country, { organization: ids('organization'), service: ids('service') }), standing: whole, found,
    setting: { around: surroundingsOf(ctx.pack), source: query.source, organizationKind: query.organizationKind ?? null, year: Number(todayOf(ctx).slice(0, 4)) },
  });
  const known = await knownWith(ctx, candidates);
  const judged: Judged[] = [];
  let began = performance.now();
  for (const candidate of candidates) {
    if (performance.now() - began > TURN) {
      await breathe();
      began = performance.now();
    }
    const key = keyOf(candidate.kind, candidate.id);
    judged.push(judge(ctx, candidate, { stands: standing.get(key), base: whole(candidate.kind, candidate.id), known, found }));
  }
  return { judged: await withWaiting(ctx, judged), lost };
}

/** What stands, and the organizations that the same file brings: they are published first. */
async function knownWith(ctx: Ctx, candidates: readonly Candidate[]): Promise<Known> {
  const { organization, document, legalBasis } = await imports.listKnownIds(ctx.actor, ctx.tx);
  for (const { kind, id } of candidates) if (kind === 'organization') organization.add(id);
  return { organization, document, legalBasis, service: new Set() };
}

interface Against { readonly stands: entries.EntryRow | undefined; readonly base: Entry | null; readonly known: Known; readonly found: Findings }

function judge(ctx: Ctx, candidate: Candidate, { stands, base, known, found }: Against): Judged {
  const { whole, problems } = checkAgainst(ctx, candidate.kind, candidate.entry, known);
  const rest = { candidate, stands, base, whole: whole ?? candidate.entry };
  if (problems.length > 0 || !whole) {
    for (const problem of problems) tellProblem(candidate, problem, found);
    return { ...rest, effect: 'refused', changes: [] };
  }
  if (stands && !stands.listed) {
    tellProblem(candidate, { code: 'directory.import-unlisted' }, found, false);
    return { ...rest, effect: 'unlisted', changes: [] };
  }
  const changes = differences(base, whole);
  return { ...rest, changes, effect: !stands ? 'new' : changes.length === 0 ? 'same' : 'changed' };
}

function tellProblem({ row }: Candidate, { code, field, params }: Problem, found: Findings, refuses = true): void {
  const path = (field ?? '').replace(/^entry\.?/, '');
  const { origin, column } = whereIs(row, path);
  found.add(origin, { code, column, params: { ...(params as Finding['params']), ...(code === 'directory.entry-field' ? { field: column ?? path } : {}) }, refuses });
}

async function withWaiting(ctx: Ctx, judged: readonly Judged[]): Promise<Judged[]> {
  const wanted = judged.filter(({ effect }) => effect === 'new' || effect === 'changed');
  const already = await imports.listProposedAlready(ctx.actor, ctx.tx, wanted.map(({ candidate, whole }) => ({ kind: candidate.kind, id: candidate.id, entry: whole })));
  return judged.map((one) => (already.has(keyOf(one.candidate.kind, one.candidate.id)) && one.effect !== 'same' ? { ...one, effect: 'waiting' } : one));
}

const MOST_ENTRIES = 1000;

function reportOf(ctx: Ctx, file: ImportedFile, { judged, lost }: { judged: readonly Judged[]; lost: number }, found: Findings, importId: string | null): ImportReport {
  const count = (effect: ImportEffect): number => judged.filter((one) => one.effect === effect).length;
  const changing = judged.filter(({ effect }) => effect === 'new' || effect === 'changed');
  return {
    importId, fileName: file.name,
    counts: { new: count('new'), changed: count('changed'), same: count('same'), waiting: count('waiting'), unlisted: count('unlisted'), refused: count('refused') + lost },
    entries: changing.slice(0, MOST_ENTRIES).map(({ candidate, whole, effect, changes }) => ({
      kind: candidate.kind, id: candidate.id, ...namesOf(whole), effect: effect as 'new' | 'changed', changes: effect === 'new' ? [] : changes,
    })),
    problems: inWords(ctx, found.list), problemCount: found.count(),
  };
}

function inWords(ctx: Ctx, list: readonly Finding[]): ImportReport['problems'] {
  const t = serverText(ctx.actor.locale);
  return list.map((one) => ({ ...one, params: { ...one.params }, message: t(`errors.${one.code}`, { ...one.params, column: one.column ?? '' }) }));
}

/** What taking the file in would do; changes nothing. */
export async function rehearseImport(ctx: Ctx, file: ImportedFile, query: ImportQuery): Promise<ImportReport> {
  const found = findings();
  return reportOf(ctx, file, await judgedAll(ctx, file, query, found), found, null);
}

/** Takes the file in: a proposal for each entry that is new or says something else. */
export async function importFile(ctx: Ctx, file: ImportedFile, query: ImportQuery): Promise<ImportReport> {
  const found = findings();
  const all = await judgedAll(ctx, file, query, found);
  const importId = newId(ctx.now);
  await imports.addImport(ctx.actor, ctx.tx, {
    id: importId, fileName: file.name, contentHash: createHash('sha256').update(file.bytes).digest('hex'), source: query.source, problems: found.list, problemCount: found.count(),
  }, ctx.now);
  const wanted = all.judged.filter(({ effect }) => effect === 'new' || effect === 'changed');
  await proposals.addProposals(ctx.actor, ctx.tx, wanted.map((one) => proposalOf(ctx, one, { importId, fileName: file.name, source: query.source })), ctx.now);
  return reportOf(ctx, file, all, found, importId);
}

function proposalOf(ctx: Ctx, { candidate, whole, changes, stands, base }: Judged, from: { importId: string; fileName: string; source: string }): proposals.NewProposal {
  const { kind, id } = candidate;
  const before = stands ?? { organizationId: ownerOf(kind, whole), hidden: false, version: 0, successorId: null, listed: false };
  return {
    id: newId(ctx.now), importId: from.importId, kind, entryId: id, organizationId: before.organizationId, hidden: isHidden(whole) || before.hidden,
    baseVersion: before.version, base, entry: whole, listed: true, successorId: before.successorId, changes, narrows: onlyNarrows(changes, { before: before.listed, after: true }), confirms: false,
    reason: serverText(ctx.actor.locale)('directory.import.reason', { file: from.fileName }), evidenceKind: 'source', evidence: from.source, origin: 'steward', proposedBy: ctx.actor.userId,
  };
}

/** Files that were taken in, newest first, with what could not be taken. */
export async function importsOf(ctx: Ctx): Promise<ImportLine[]> {
  return linesOf(ctx, await imports.listImports(ctx.actor, ctx.tx));
}

async function linesOf(ctx: Ctx, rows: readonly imports.ImportRow[]): Promise<ImportLine[]> {
  const names = await colleagueNames(ctx, rows.map((row) => row.importedBy));
  return rows.map(({ problems, importedAt, importedBy, ...row }) => ({ ...row, importedBy: names.get(importedBy) ?? null, importedAt: importedAt.toISOString(), problems: inWords(ctx, problems) }));
}

/** As many as somebody can look through before publishing them together. */
const PAGE = 50;

/** One file with a page of what it proposed, for whoever reviews it. */
export async function importPage(ctx: Ctx, importId: string, page: number): Promise<ImportPage> {
  const [row] = await imports.listImports(ctx.actor, ctx.tx, importId);
  if (!row) throw notFound();
  const [line] = await linesOf(ctx, [row]);
  const found = await proposals.listOfImport(ctx.actor, ctx.tx, importId, { limit: PAGE, offset: page * PAGE });
  const alone = !(await hasColleagueInRole(ctx, 'steward'));
  const own = (p: proposals.ProposalRow): boolean => p.proposedBy === ctx.actor.userId;
  return {
    line: line!, page, pageSize: PAGE, names: await namesReferredTo(ctx, together(found.map((p) => p.entry))),
    proposals: found.map((p) => ({
      ...namesOf(p.entry), id: p.id, kind: p.kind as 'organization' | 'service', entryId: p.entryId, fresh: p.baseVersion === 0, state: p.state, own: own(p),
      mayPublish: p.state === 'waiting' && (alone || !own(p)), note: p.note, changes: p.changes,
    })),
  };
}

/** What several entries refer to, asked once: lists put together, single ids as lists. */
function together(all: readonly Entry[]): Entry {
  const fields = [...new Set(all.flatMap((entry) => Object.keys(entry)))];
  return Object.fromEntries(fields.filter((field) => field !== 'place').map((field) => [field, all.flatMap((entry) => entry[field] ?? [])]));
}
