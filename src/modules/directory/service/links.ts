import { createHash, randomBytes } from 'node:crypto';
import { colleagueNames } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { reachOf, withNumber } from '../entry/phones.ts';
import { completed } from '../entry-kinds.ts';
import { upkeepSlice } from '../pack.ts';
import * as links from '../repository/links.ts';
import * as repository from '../repository.ts';
import { differences } from '../rules/difference.ts';
import { confirmBy } from '../rules/freshness.ts';
import type { Organization } from '../schema.ts';
import type { Entry, EntryKind, OwnerLink } from '../schema/stewardship.ts';
import { checkedEntry } from './check-entry.ts';
import { todayOf } from './upkeep.ts';

/** Links by which organizations without an account keep their own entries. */

const DAY_MS = 86_400_000;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
/** 256 bits in letters of an address. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A new link for an organization; those before it end. The address is told once and kept nowhere. */
export async function makeLink(ctx: Ctx, organizationId: string): Promise<{ linkId: string; path: string; expiresAt: string }> {
  const [organization] = await repository.findOrganizations(ctx.actor, ctx.tx, [organizationId]);
  if (!organization) throw refuse('directory.unknown-organization', { field: 'organizationId', params: { id: organizationId } });
  await links.endLinksOf(ctx.actor, ctx.tx, organizationId, ctx.now);
  const token = randomBytes(32).toString('base64url');
  const linkId = newId(ctx.now);
  const expiresAt = new Date(ctx.now.getTime() + ctx.pack.slice(upkeepSlice).linkDays * DAY_MS);
  await links.addLink(ctx.actor, ctx.tx, { id: linkId, organizationId, tokenHash: hashOf(token), expiresAt }, ctx.now);
  return { linkId, path: `/${ctx.pack.code.toLowerCase()}/actualizar/${token}`, expiresAt: expiresAt.toISOString() };
}

/** The newest link without its address. */
export async function madeLink(ctx: Ctx, organizationId: string): Promise<{ linkId: string; path: string; expiresAt: string }> {
  const [newest] = await links.listLinks(ctx.actor, ctx.tx, organizationId);
  if (!newest) throw notFound();
  return { linkId: newest.id, path: '', expiresAt: newest.expiresAt.toISOString() };
}

/** Links of an organization, newest first; never the address itself. */
export async function linksOf(ctx: Ctx, organizationId: string): Promise<OwnerLink[]> {
  const rows = await links.listLinks(ctx.actor, ctx.tx, organizationId);
  const names = await colleagueNames(ctx, rows.map((row) => row.createdBy));
  return rows.map((row) => ({
    id: row.id, organizationId: row.organizationId, createdBy: names.get(row.createdBy) ?? null, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null, seenAt: row.seenAt?.toISOString() ?? null, answered: row.answered,
  }));
}

export async function endLink(ctx: Ctx, linkId: string): Promise<void> {
  if (!(await links.endLink(ctx.actor, ctx.tx, linkId, ctx.now))) throw notFound();
}

export interface OpenLink {
  readonly organization: Organization | null;
  readonly expiresAt: Date;
  readonly entries: readonly links.LinkEntryRow[];
}

/** What the holder of a link sees; "not found" for every other text, whatever is wrong with it. */
export async function openLink(ctx: Ctx, token: string): Promise<OpenLink> {
  if (!TOKEN.test(token)) throw notFound();
  const rows = await links.entriesOfLink(ctx.actor, ctx.tx, hashOf(token), ctx.now);
  const [first] = rows;
  if (!first) throw notFound();
  const [organization] = await repository.findOrganizations(ctx.actor, ctx.tx, [first.organizationId]);
  return { organization: organization ?? null, expiresAt: first.expiresAt, entries: rows };
}

async function entryOf(ctx: Ctx, token: string, kind: EntryKind, entryId: string): Promise<links.LinkEntryRow> {
  const row = (await openLink(ctx, token)).entries.find((one) => one.kind === kind && one.id === entryId);
  if (!row) throw notFound();
  return row;
}

/** "Still true" by link; said twice it counts once. */
export async function confirmByLink(ctx: Ctx, token: string, { kind, entryId, version }: { kind: EntryKind; entryId: string; version: number }): Promise<links.LinkAnswer> {
  const { entry } = await entryOf(ctx, token, kind, entryId);
  const on = todayOf(ctx);
  const by = confirmBy(ctx.pack.slice(upkeepSlice), kind, entry, { confirmedOn: on, today: on });
  return links.confirmByLink(ctx.actor, ctx.tx, hashOf(token), { id: newId(ctx.now), kind, entryId, version, on, confirmBy: by }, ctx.now);
}

export interface LinkChange {
  readonly kind: EntryKind;
  readonly entryId: string;
  readonly version: number;
  /** Empty: as it is. */
  readonly phone: string;
  readonly status: '' | 'active_as_of' | 'suspended' | 'closed';
  readonly said: string;
}

const MOST_WORDS = 1000;

/** A change by link: telephone, whether it still exists, and words for the steward. It waits for a review as every proposal does. */
export async function proposeByLink(ctx: Ctx, token: string, change: LinkChange): Promise<links.LinkAnswer> {
  const { kind, entryId } = change;
  const row = await entryOf(ctx, token, kind, entryId);
  const entry = completed(kind, row.entry, null);
  const wanted: Entry = {
    ...entry, ...(change.phone && 'phones' in entry ? { phones: withNumber(reachOf(entry), change.phone) } : {}), ...(change.status && 'status' in entry ? { status: change.status } : {}),
  };
  const whole = await checkedForLink(ctx, kind, wanted);
  const changes = differences(row.entry, whole).filter(({ field }) => ['phones', 'status', 'matchable', 'notMatchable'].includes(field));
  const said = change.said.slice(0, MOST_WORDS);
  if (changes.length === 0 && said === '') throw refuse('directory.nothing-changed');
  const fields = Object.fromEntries(changes.map(({ field, after }) => [field, after ?? null]));
  return links.proposeByLink(ctx.actor, ctx.tx, hashOf(token), { id: newId(ctx.now), kind, entryId, version: change.version, fields, changes, said: said || 'by-link' }, ctx.now);
}

/** The public actor cannot look at what an entry of the closed circle refers to; its review checks that again. */
async function checkedForLink(ctx: Ctx, kind: EntryKind, entry: Entry): Promise<Entry> {
  return entry['protectionOnly'] === true ? entry : checkedEntry(ctx, kind, entry);
}
