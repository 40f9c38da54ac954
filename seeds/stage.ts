import { planOnce, sql } from '#platform/db';
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

/** Accounts by login; who an account is does not change while stories are told, so it is read once. */
function cast(house: House, country: CountryCode): (login: string, now: Date) => Promise<Actor> {
  const known = new Map<string, Promise<Actor>>();
  return (login, now) => {
    const actor = known.get(login) ?? actorOf(house, country, login, now);
    known.set(login, actor);
    return actor;
  };
}

function routeFor(routes: ReadonlyMap<string, Route>, name: string, actor: Actor, login: string): Route {
  const route = routes.get(name);
  if (!route) throw new RangeError(`no route ${name}`);
  if (!route.rule.roles.includes(actor.role)) throw new RangeError(`${login} may not ${name}`);
  return route;
}

/**
 * Lets the demo accounts of a country act at any moment, through the same handlers and schemas that requests pass, each step in a
 * transaction of its own.
 */
export function stage(house: House, routes: readonly Route[], country: CountryCode): (now: Date) => Step {
  const actorNamed = cast(house, country);
  const named = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
  return (now) => async <T>(login: string, name: string, { params = {}, body, file }: Parameters<Step>[2] = {}): Promise<T> => {
    const actor = await actorNamed(login, now);
    const route = routeFor(named, name, actor, login);
    const input = { params: route.params?.parse(params) ?? {}, query: route.query?.parse({}) ?? {}, body: route.body?.parse(body), file: file ?? null };
    return inContext(house, { actor, purpose: route.purpose, now }, async (ctx) => {
      // Tables are nearly empty and every statement is told a few times only: planning it for its values each time takes longer than running it.
      await planOnce(ctx.tx);
      return (await route.handler(ctx, input)) as T;
    });
  };
}
