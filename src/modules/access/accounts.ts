/** Accounts: who has one, and how one ends. Ended accounts stay, so that what was done stays somebody's. */
import type { Actor } from '#kernel/actor';
import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import * as repository from './accounts-repository.ts';
import type { AccountList, AccountPage, EndAccount } from './schema.ts';

const PAGE = 50;

/** A page of the accounts of the country, with how many there are. */
export async function listAccounts(ctx: Ctx, query: { list: AccountList; text: string; after?: string | undefined }): Promise<AccountPage> {
  const place = readPlace(query.after, ['id', 'text']);
  const [rows, counts] = await Promise.all([
    repository.listAccounts(ctx.actor, ctx.tx, { list: query.list, text: query.text.trim(), after: place && { id: place[0], name: place[1] }, limit: PAGE + 1 }), repository.countAccounts(ctx.actor, ctx.tx),
  ]);
  const { shown, next } = pageOf(rows, PAGE, (row) => [row.id, row.displayName]);
  return {
    lines: shown.map((row) => ({
      accountId: row.id, login: row.login, displayName: row.displayName, role: row.role, officeName: ctx.actor.locale === 'en' ? row.officeEn : row.officeEs,
      officeClosed: row.officeActive === false, endedAt: row.endedAt?.toISOString() ?? null, endedWhy: row.endedWhy, own: row.id === ctx.actor.userId,
    })),
    next, counts,
  };
}

/** Ends an account at once: its sessions end, its history stays, and rooms hear it in the same transaction. */
export async function endAccount(ctx: Ctx, accountId: string, command: EndAccount): Promise<{ ended: true }> {
  if (accountId === ctx.actor.userId) throw refuse('access.own-account', { status: 409 });
  const found = await repository.findAccount(ctx.actor, ctx.tx, accountId);
  if (!found) throw notFound();
  if (!found.active || !(await repository.endAccount(ctx.actor, ctx.tx, accountId, command.why, ctx.now))) throw refuse('access.account-over', { status: 409 });
  await ctx.tell({ type: 'access.account-ended', userId: accountId });
  return { ended: true };
}

/** Somebody as an actor, for work that goes on in their name; nobody if the account has ended. System only. */
export async function actorOfAccount(ctx: Ctx, accountId: string): Promise<Actor | null> {
  const found = await repository.findAccount(ctx.actor, ctx.tx, accountId);
  if (!found?.active) return null;
  const { active: _, ...actor } = found;
  return actor;
}
