/** The side of whoever holds a link or a sheet: opening the referral, and answering it by the same commands as an inbox. */
import { appendAudit } from '#access';
import { Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { referralsSlice } from '../pack.ts';
import type { Details } from '../repository/referrals.ts';
import type { Command } from '../rules/record.ts';
import type { InboxReferral } from '../schema.ts';
import { carryOut } from '../service.ts';
import { forProvider } from '../views.ts';
import * as repository from '../repository/outside.ts';
import { isOldPage } from './rules.ts';
import { hashOfTyped, type Key, keyOfToken } from './secrets.ts';

/** A referral as its holder reads it, with the number of the last thing that happened to it. */
export interface Opened { readonly referral: InboxReferral; readonly seq: number }

/** Whether the address of a link leads anywhere. Looking is no step: previews of messages look too. */
export async function leadsSomewhere(ctx: Ctx, token: string): Promise<boolean> {
  const key = keyOfToken(token);
  return key !== null && repository.isOpenLink(ctx.actor, ctx.tx, key.hash);
}

/** Until when a sheet that somebody is shown is real; null where nobody can say so. */
export async function sheetIsReal(ctx: Ctx, code: string): Promise<Date | null> {
  const hash = hashOfTyped(ctx, code);
  return hash === null ? null : repository.sheetUntil(ctx.actor, ctx.tx, hash);
}

async function opened(ctx: Ctx): Promise<Opened | null> {
  const row = await repository.findShown(ctx.actor, ctx.tx);
  if (!row) return null;
  const events = await repository.eventsShown(ctx.actor, ctx.tx);
  return { referral: forProvider(row, events, { now: ctx.now, pack: ctx.pack.slice(referralsSlice) }), seq: row.last_seq };
}

/** Who reads or answers has no account: what happened is written down all the same, about the case. */
function writeDown(ctx: Ctx, action: 'referrals.outside-read' | 'referrals.outside-answer', row: repository.ShownRow): void {
  appendAudit({ ...ctx, purpose: 'service-provision' }, { action, kind: 'referral', id: row.id, subject: row.case_id, outcome: 'done' });
}

/** Opens the referral of a key. The first time, the officer sees that it was read. Null for every key that opens nothing, whatever is wrong with it. */
export async function openOutside(ctx: Ctx, key: Key): Promise<Opened | null> {
  if (!(await repository.showSecret(ctx.actor, ctx.tx, key))) return null;
  const row = await repository.findShown(ctx.actor, ctx.tx);
  if (!row) return null;
  await carryOut(ctx, { row, command: { id: newId(ctx.now), kind: 'open' }, side: 'provider', link: { id: row.link_id, name: '' } });
  writeDown(ctx, 'referrals.outside-read', row);
  return opened(ctx);
}

/** What somebody says, as the state table knows it. */
export interface Said {
  readonly command: (id: string) => Command;
  readonly details: Details;
  readonly note?: string | undefined;
  readonly reason?: string;
  /** The name that was typed. */
  readonly name: string;
  /** The number of the last thing that had happened when the page was shown. */
  readonly seen: number;
}

/** How an answer was taken: `none` the key opens nothing · `old` the page did not say how it stands · `refused` for these reasons · `done`; with how it stands now, null once it is closed. */
export type Taken =
  | { readonly kind: 'none' }
  | { readonly kind: 'old' | 'done'; readonly now: Opened | null }
  | { readonly kind: 'refused'; readonly now: Opened | null; readonly problems: Refused['problems'] };

/** No service says more than this of one referral; whoever does fills the officer's page. */
const MOST_SAID = 40;

async function refusedNow(ctx: Ctx, row: repository.ShownRow, problems: Refused['problems']): Promise<Taken> {
  writeDown(ctx, 'referrals.outside-read', row);
  return { kind: 'refused', now: await opened(ctx), problems };
}

/** Answers the referral of a key, as the state table allows it. Sent twice, or from an old page, nothing happens. */
export async function answerOutside(ctx: Ctx, key: Key, said: Said): Promise<Taken> {
  if (!(await repository.showSecret(ctx.actor, ctx.tx, key))) return { kind: 'none' };
  const row = await repository.findShown(ctx.actor, ctx.tx);
  if (!row) return { kind: 'none' };
  if (isOldPage(said.seen, row.last_seq)) {
    writeDown(ctx, 'referrals.outside-read', row);
    return { kind: 'old', now: await opened(ctx) };
  }
  if (row.said_by_link >= MOST_SAID) return refusedNow(ctx, row, [{ code: 'referrals.too-many-answers' }]);
  const { details, note, reason } = said;
  try {
    await repository.whollyOrNot(ctx.actor, ctx.tx, () => carryOut(ctx, {
      row, command: said.command(newId(ctx.now)), side: 'provider', details, link: { id: row.link_id, name: said.name }, ...(note ? { note } : {}), ...(reason ? { reason } : {}),
    }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refusedNow(ctx, row, error.problems);
  }
  writeDown(ctx, 'referrals.outside-answer', row);
  return { kind: 'done', now: await opened(ctx) };
}
