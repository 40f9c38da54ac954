/** What every query of reception is built with. Row-level security stands behind it. */
import type { Actor } from '#kernel/actor';
import { sql } from '#platform/db';

export const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

/** The part of a `where` that keeps an actor to its reception point; a supervisor looks at those of the own institution. */
export const scope = (actor: Actor, table: string) => {
  const t = sql.ref(table);
  return actor.role === 'supervisor'
    ? sql`${t}.country = ${actor.country} and ${t}.office_id = any ((select registry.offices_in_sight(${actor.role}, ${actor.country}, ${actor.officeId}::uuid, ${actor.organizationId}))::uuid[])`
    : sql`${t}.country = ${actor.country} and ${t}.office_id = ${actor.officeId}`;
};

/** A person as the list says, with the birth that the desk was told where the list has none. */
export const shownPerson = sql`r.person || coalesce(r.birth_told, '{}'::jsonb) as person`;
