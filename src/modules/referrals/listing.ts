/** Pages of the lists of both sides: searched, counted so far, the next page from where this one ended. */
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import { listCases } from '#registry';
import { referralsSlice } from './pack.ts';
import * as repository from './repository/lists.ts';
import type { Inbox, InboxList, OfficerList, OfficerReferrals } from './schema.ts';
import { officersLines } from './service.ts';
import { inboxRow } from './views.ts';

export const PAGE = 50;

export interface Asked<List> {
  readonly list: List;
  readonly text?: string | undefined;
  readonly after?: string | undefined;
  readonly organization?: string | undefined;
}

/** Where a page begins, as the one before told it. */
export function placeIn(after: string | undefined): repository.Place | null {
  const place = readPlace(after, ['moment', 'id']);
  return place && { at: place[0], id: place[1] };
}

/** The page out of the rows, and where the next one begins. */
export const paged = <Row extends { readonly place: string; readonly id: string }>(rows: readonly Row[]) => pageOf(rows, PAGE, (row) => [row.place, row.id]);

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
    repository.officerList(ctx.actor, ctx.tx, { list, now: ctx.now, after: placeIn(after), limit: PAGE + 1, sought, organization }),
  ]);
  const { shown, next } = paged(rows);
  return { list, counts, items: await officersLines(ctx, shown), next };
}

/** One list of the provider's inbox, with the counts of all. */
export async function inbox(ctx: Ctx, { list, text, after }: Asked<InboxList>): Promise<Inbox> {
  const words = wordsIn(text);
  const [counts, rows] = await Promise.all([
    repository.inboxCounts(ctx.actor, ctx.tx, ctx.now),
    repository.inboxList(ctx.actor, ctx.tx, { list, now: ctx.now, after: placeIn(after), limit: PAGE + 1, sought: { words } }),
  ]);
  const pack = ctx.pack.slice(referralsSlice);
  const { shown, next } = paged(rows);
  return { list, counts, items: shown.map((row) => inboxRow(row, { now: ctx.now, pack })), next };
}
