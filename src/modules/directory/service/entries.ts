import { colleagueNames } from '#access';
import { notFound } from '#kernel/errors';
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import { phoneToCall, reachOf } from '../entry/phones.ts';
import { completed, namesOf } from '../entry-kinds.ts';
import * as entries from '../repository/entries.ts';
import { listUnansweredLinks } from '../repository/links.ts';
import * as proposals from '../repository/proposals.ts';
import * as reports from '../repository/reports.ts';
import * as repository from '../repository.ts';
import { differences } from '../rules/difference.ts';
import { stepOf } from '../rules/freshness.ts';
import type { ALL_EVIDENCE_KINDS, Entry, EntryFilter, EntryKind, EntryLine, EntryList, EntryPage, EntryQuery, VersionView } from '../schema/stewardship.ts';
import { ENTRY_FILTERS } from '../schema/stewardship.ts';
import { namesReferredTo } from './names.ts';
import { paperReportsWaiting } from './paper-reports.ts';
import { viewsOf } from './proposals.ts';
import { reportViews } from './reports.ts';
import { freshnessOf, todayOf } from './upkeep.ts';

/** The steward's lists and the page of an entry; an organization sees the same of what is its own. */

const keyOf = (kind: EntryKind, id: string): string => `${kind}.${id}`;

interface Counts {
  readonly waiting: ReadonlyMap<string, number>;
  readonly reported: ReadonlyMap<string, number>;
  readonly unreviewed: ReadonlySet<string>;
  /** Services about whose papers something was reported that asks for a steward. */
  readonly papers: ReadonlySet<string>;
  /** Organizations that hold an open link by which nobody has answered. */
  readonly unanswered: ReadonlySet<string>;
}

async function countsOf(ctx: Ctx): Promise<Counts> {
  const waiting = await proposals.countWaiting(ctx.actor, ctx.tx);
  const reported = await reports.countOpen(ctx.actor, ctx.tx);
  const unreviewed = await entries.listUnreviewed(ctx.actor, ctx.tx);
  const unanswered = await listUnansweredLinks(ctx.actor, ctx.tx, ctx.now);
  const byKey = (rows: readonly { kind: EntryKind; id: string; n: number }[]) => new Map(rows.map((row) => [keyOf(row.kind, row.id), row.n]));
  return { waiting: byKey(waiting), reported: byKey(reported), unreviewed: new Set(unreviewed.map((row) => keyOf(row.kind, row.id))), papers: await paperReportsWaiting(ctx), unanswered: new Set(unanswered) };
}

/** What a service lacks to be found and reached. */
function lacksOf(kind: EntryKind, entry: Entry): EntryLine['lacks'] {
  if (kind !== 'service') return [];
  const places = (entry['places'] ?? []) as unknown as { reach: string }[];
  return [
    ...(places.every((p) => p.reach === 'unstated') ? ['place' as const] : []),
    ...(phoneToCall(reachOf(entry)) === null ? ['phone' as const] : []),
    ...(entry['criteria'] === null ? ['criteria' as const] : []),
  ];
}

function lineOf(ctx: Ctx, row: entries.EntryRow, counts: Counts): EntryLine {
  const year = row.entry['asOf'] ?? row.entry['year'];
  return {
    ...namesOf(row.entry), kind: row.kind, id: row.id, organizationId: row.organizationId, version: row.version, listed: row.listed, hidden: row.hidden, kept: row.kept,
    year: typeof year === 'number' ? year : null, freshness: freshnessOf(row, todayOf(ctx)), step: stepOf(row), lacks: lacksOf(row.kind, row.entry),
    proposals: counts.waiting.get(keyOf(row.kind, row.id)) ?? 0, reports: counts.reported.get(keyOf(row.kind, row.id)) ?? 0,
  };
}

const FILTERS: Readonly<Record<EntryFilter, (line: EntryLine, counts: Counts) => boolean>> = {
  stale: (line) => line.freshness.stale,
  neverConfirmed: (line) => line.freshness.confirmedOn === null,
  steward: (line) => line.step === 'steward',
  reported: (line) => line.reports > 0,
  papers: (line, counts) => line.kind === 'service' && counts.papers.has(line.id),
  proposals: (line) => line.proposals > 0,
  withoutPlace: (line) => line.lacks.includes('place'),
  withoutPhone: (line) => line.lacks.includes('phone'),
  withoutCriteria: (line) => line.lacks.includes('criteria'),
  unreviewed: (line, counts) => counts.unreviewed.has(keyOf(line.kind, line.id)),
  linkUnanswered: (line, counts) => line.kind === 'organization' && counts.unanswered.has(line.id),
  unlisted: () => true,
};

/** Lines of one page. */
const SHOWN = 15;

function wanted(line: EntryLine, query: EntryQuery, words: readonly string[]): boolean {
  if (line.listed === (query.filter === 'unlisted')) return false;
  if (query.kind !== undefined && line.kind !== query.kind) return false;
  if (query.organization !== undefined && line.organizationId !== query.organization) return false;
  const text = fold(`${line.nameEs} ${line.nameEn} ${line.id}`);
  return words.every((word) => text.includes(word));
}

/** Entries that the actor keeps, what waits longest first, and how many there are of each kind of trouble. */
export async function listEntries(ctx: Ctx, query: EntryQuery): Promise<EntryList> {
  const counts = await countsOf(ctx);
  const words = fold(query.text ?? '').split(' ').filter(Boolean);
  const all = (await entries.listKept(ctx.actor, ctx.tx)).map((row) => lineOf(ctx, row, counts));
  const { filter } = query;
  const lines = all.filter((line) => wanted(line, query, words) && (filter === undefined || FILTERS[filter](line, counts)));
  lines.sort((a, b) => b.reports - a.reports || b.proposals - a.proposals || (a.freshness.confirmBy < b.freshness.confirmBy ? -1 : a.freshness.confirmBy > b.freshness.confirmBy ? 1 : 0) || (a.id < b.id ? -1 : 1));
  const count = (one: EntryFilter): number => all.filter((line) => line.listed === (one !== 'unlisted') && FILTERS[one](line, counts)).length;
  const from = (query.page ?? 0) * SHOWN;
  return { entries: lines.slice(from, from + SHOWN), total: lines.length, pageSize: SHOWN, counts: Object.fromEntries(ENTRY_FILTERS.map((one) => [one, count(one)])) };
}

function historyOf(rows: readonly entries.VersionRow[], names: ReadonlyMap<string, string>): VersionView[] {
  return rows.map((row, i) => ({
    version: row.version, origin: row.origin, listed: row.listed, publishedBy: row.publishedBy === null ? null : (names.get(row.publishedBy) ?? null),
    publishedAt: row.publishedAt.toISOString(), unreviewed: row.unreviewed, reason: row.reason,
    evidence: row.evidenceKind === null ? null : { kind: row.evidenceKind as (typeof ALL_EVIDENCE_KINDS)[number], text: row.evidence ?? '' },
    changes: rows[i + 1] ? differences(rows[i + 1]!.entry, row.entry) : [],
  }));
}

/** One entry with its history, proposals, reports and confirmations. */
export async function entryPage(ctx: Ctx, kind: EntryKind, id: string): Promise<EntryPage> {
  const row = await entries.findKept(ctx.actor, ctx.tx, kind, id);
  if (!row) throw notFound();
  const versions = await entries.listVersions(ctx.actor, ctx.tx, kind, id);
  const confirmations = await entries.listConfirmations(ctx.actor, ctx.tx, kind, id);
  const names = await colleagueNames(ctx, [...versions.map((v) => v.publishedBy), ...confirmations.map((c) => c.byUser)]);
  const owners = row.organizationId === null ? [] : await repository.findOrganizations(ctx.actor, ctx.tx, [row.organizationId]);
  return {
    line: lineOf(ctx, row, await countsOf(ctx)), entry: completed(kind, row.entry, null), successorId: row.successorId,
    organizationName: owners[0] ? (ctx.actor.locale === 'es' ? owners[0].nameEs : owners[0].nameEn) : null,
    history: historyOf(versions, names),
    proposals: await viewsOf(ctx, await proposals.listProposals(ctx.actor, ctx.tx, kind, id)),
    reports: await reportViews(ctx, await reports.listOfEntry(ctx.actor, ctx.tx, kind, id)),
    confirmations: confirmations.map((c) => ({ on: c.on, how: c.how, by: c.byUser === null ? null : (names.get(c.byUser) ?? null) })),
    names: await namesReferredTo(ctx, row.entry),
  };
}
