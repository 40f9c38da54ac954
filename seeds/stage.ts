import { sql } from '#platform/db';
import type { Actor } from '#kernel/actor';
import { systemActor } from '#kernel/actor';
import type { CountryCode, Locale, Role } from '#kernel/codes';
import { inContext, type House } from '#platform/context';
import type { Route } from '#platform/http';
import { demoLogin } from './accounts.ts';

/** One step of a story: somebody uses a route, at a time of the past or now. */
export type Step = <T>(login: string, route: string, input?: { params?: Readonly<Record<string, string>>; body?: unknown; file?: { name: string; bytes: Buffer } }) => Promise<T>;

interface AccountRow {
  readonly id: string;
  readonly role: Role;
  readonly office_id: string | null;
  readonly organization_id: string | null;
  readonly display_name: string;
  readonly locale: Locale;
}

async function actorOf(house: House, country: CountryCode, login: string, now: Date): Promise<Actor> {
  return inContext(house, { actor: systemActor(country), purpose: 'administration', now }, async ({ tx }) => {
    const { rows } = await sql<AccountRow>`select id, role, office_id, organization_id, display_name, locale from access.user_account where login = ${demoLogin(login, country)}`.execute(tx);
    const [a] = rows;
    if (!a) throw new RangeError(`no demo account ${login}`);
    return { userId: a.id, role: a.role, country, officeId: a.office_id, organizationId: a.organization_id, displayName: a.display_name, locale: a.locale };
  });
}

function routeNamed(routes: readonly Route[], name: string): Route {
  const route = routes.find((r) => `${r.method} ${r.path}` === name);
  if (!route) throw new RangeError(`no route ${name}`);
  return route;
}

/**
 * Lets the demo accounts of a country act at the moment `now`, through the same handlers and schemas that requests pass, each step in a
 * transaction of its own.
 */
export function stage(house: House, routes: readonly Route[], country: CountryCode, now: Date): Step {
  return async <T>(login: string, name: string, { params = {}, body, file }: Parameters<Step>[2] = {}): Promise<T> => {
    const route = routeNamed(routes, name);
    const actor = await actorOf(house, country, login, now);
    if (!route.rule.roles.includes(actor.role)) throw new RangeError(`${login} may not ${name}`);
    const input = { params: route.params?.parse(params) ?? {}, query: route.query?.parse({}) ?? {}, body: route.body?.parse(body), file: file ?? null };
    return inContext(house, { actor, purpose: route.purpose, now }, async (ctx) => (await route.handler(ctx, input)) as T);
  };
}
