/** Accounts: who has one, and how one ends. Ended accounts stay, so that what was done stays somebody's. */
import type { Actor } from '#kernel/actor';
import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import * as repository from './accounts-repository.ts';
import type { AccountList, AccountPage, EndAccount } from './schema.ts';

const PAGE = 50;

function readPlace(after: string | undefined): { name: string; id: string } | null {
  if (!after) return null;
  const [id = '', ...name] = Buffer.from(after, 'base64url').toString().split('|');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw refuse('platform.invalid', { field: 'after', status: 400 });
  return { id, name: name.join('|') };
}

/** A page of the accounts of the country, with how many there are. */
export async function listAccounts(ctx: Ctx, query: { list: AccountList; text: string; after?: string | undefined }): Promise<AccountPage> {
  const [rows, counts] = await Promise.all([
    repository.listAccounts(ctx.actor, ctx.tx, { list: query.list, text: query.text.trim(), after: readPlace(query.after), limit: PAGE + 1 }), repository.countAccounts(ctx.actor, ctx.tx),
  ]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    lines: shown.map((row) => ({
      accountId: row.id, login: row.login, displayName: row.displayName, role: row.role, officeName: ctx.actor.locale === 'en' ? row.officeEn : row.officeEs,
      officeClosed: row.officeActive === false, endedAt: row.endedAt?.toISOString() ?? null, endedWhy: row.endedWhy, own: row.id === ctx.actor.userId,
    })),
    next: rows.length > PAGE && last ? Buffer.from(`${last.id}|${last.displayName}`).toString('base64url') : null, counts,
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
