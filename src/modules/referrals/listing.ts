/** Pages of the lists of both sides: searched, counted so far, the next page from where this one ended. */
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import { listCases } from '#registry';
import { referralsSlice } from './pack.ts';
import * as repository from './repository/lists.ts';
import type { Inbox, InboxList, OfficerList, OfficerReferrals } from './schema.ts';
import { officersView } from './service.ts';
import { inboxRow } from './views.ts';

export const PAGE = 50;

export interface Asked<List> {
  readonly list: List;
  readonly text?: string | undefined;
  readonly after?: string | undefined;
  readonly organization?: string | undefined;
}

const PLACE = /^(\d{4}-\d{2}-\d{2} [\d:.]+[+-]\d{2}(?::\d{2})?)\|([0-9a-f-]{36})$/;

/** Where a page begins, as the one before told it. */
export function readPlace(after: string | undefined): repository.Place | null {
  const found = after === undefined ? null : PLACE.exec(Buffer.from(after, 'base64url').toString());
  return found ? { at: found[1]!, id: found[2]! } : null;
}

/** Where the next page starts: after the last of this one, if there was one more than the page shows. */
export function nextOf(rows: readonly { place: string; id: string }[]): string | null {
  const last = rows[PAGE - 1];
  return rows.length > PAGE && last ? Buffer.from(`${last.place}|${last.id}`).toString('base64url') : null;
}

const wordsIn = (text: string | undefined): string[] => fold(text ?? '').split(' ').filter(Boolean).slice(0, 6);

/** What is looked for on the officer's side: words in the referral, or the person's names, which the registry knows. */
export async function soughtByOfficer(ctx: Ctx, text: string | undefined): Promise<repository.Sought | undefined> {
  const words = wordsIn(text);
  if (words.length === 0) return undefined;
  const found = await Promise.all((['office', 'closed'] as const).map((list) => listCases(ctx, { list, text })));
  return { words, caseIds: found.flatMap(({ lines }) => lines.map((line) => line.caseId)) };
}

/** One of the officer's work lists, with the counts of all. */
export async function officerReferrals(ctx: Ctx, { list, text, after, organization }: Asked<OfficerList>): Promise<OfficerReferrals> {
  const sought = await soughtByOfficer(ctx, text);
  const [counts, rows] = await Promise.all([
    repository.officerCounts(ctx.actor, ctx.tx, ctx.now),
    repository.officerList(ctx.actor, ctx.tx, { list, now: ctx.now, after: readPlace(after), limit: PAGE + 1, sought, organization }),
  ]);
  return { list, counts, items: await officersView(ctx, rows.slice(0, PAGE)), next: nextOf(rows) };
}

/** One list of the provider's inbox, with the counts of all. */
export async function inbox(ctx: Ctx, { list, text, after }: Asked<InboxList>): Promise<Inbox> {
  const words = wordsIn(text);
  const [counts, rows] = await Promise.all([
    repository.inboxCounts(ctx.actor, ctx.tx, ctx.now),
    repository.inboxList(ctx.actor, ctx.tx, { list, now: ctx.now, after: readPlace(after), limit: PAGE + 1, sought: { words } }),
  ]);
  const pack = ctx.pack.slice(referralsSlice);
  return { list, counts, items: rows.slice(0, PAGE).map((row) => inboxRow(row, { now: ctx.now, pack })), next: nextOf(rows) };
}
