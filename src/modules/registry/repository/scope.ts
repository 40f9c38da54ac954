import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';

/** True in SQL where one of the actor's offices may see the person. The first wall; the policies are the second. */
export function inSight(actor: Actor, person: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from registry.person_office sight where sight.person_id = ${person} and sight.country = ${actor.country}
    and sight.office_id = any ((select ${offices(actor)})::uuid[]))`;
}

/** Offices whose people the actor sees, worked out from the actor that is handed over. */
export function offices(actor: Actor): RawBuilder<string[]> {
  return sql<string[]>`registry.offices_in_sight(${actor.role}, ${actor.country}, ${actor.officeId}::uuid, ${actor.organizationId})`;
}
