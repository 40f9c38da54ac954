import { colleagueNames } from '#access';
import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import * as repository from '../repository/welcomes.ts';
import { fullName } from '../rules/person.ts';
import { linkNews } from './link-news.ts';
import type { Welcomes } from '../schema.ts';

const DAY_MS = 24 * 3_600_000;
const TOLD_DAYS = 7;
const SHOWN = 20;

const before = (ctx: Ctx, days: number) => new Date(ctx.now.getTime() - days * DAY_MS);

/** Opening records of others is for people who stand at the window: more in a day than a window sees is refused. */
export async function refuseTooManyWelcomes(ctx: Ctx): Promise<void> {
  const most = ctx.pack.slice(registrySlice).welcomesPerDay;
  if ((await repository.countWelcomes(ctx.actor, ctx.tx, before(ctx, 1))) >= most) throw refuse('registry.welcome-limit', { status: 429, params: { n: most } });
}

/** Who of the own office was welcomed back at another in the last days; for supervision, how often each account opened records of others today. */
export async function welcomesOf(ctx: Ctx): Promise<Welcomes> {
  const supervises = ctx.actor.role === 'supervisor';
  const opened = supervises ? [] : await repository.listOpenedElsewhere(ctx.actor, ctx.tx, before(ctx, TOLD_DAYS), SHOWN);
  const accounts = supervises ? await repository.countWelcomesByAccount(ctx.actor, ctx.tx, before(ctx, 1)) : [];
  const names = await colleagueNames(ctx, accounts.map((a) => a.accountId));
  return {
    links: supervises ? [] : await linkNews(ctx),
    opened: opened.map((o) => ({ personId: o.personId, publicCode: o.publicCode, name: fullName(o), caseId: o.caseId, at: o.at.toISOString() })),
    accounts: accounts.map((a) => ({ name: names.get(a.accountId) ?? null, n: a.n })), most: ctx.pack.slice(registrySlice).welcomesPerDay,
  };
}
