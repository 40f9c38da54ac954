import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';

/** True in SQL where one of the actor's offices may see the person; what only an alarm gives is for protection. The first wall; the policies are the second. */
export function inSight(actor: Actor, person: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from registry.person_office sight where sight.person_id = ${person} and sight.country = ${actor.country}
    and sight.office_id = any ((select ${offices(actor)})::uuid[])${actor.role === 'protection' ? sql`` : sql` and not sight.circle`})`;
}

/** True in SQL where the actor may read what somebody recorded: reception only what its own office did. The first wall; the policies are the second. */
export function inReach(actor: Actor, recordedBy: RawBuilder<unknown>): RawBuilder<boolean> {
  return actor.role === 'reception' ? sql<boolean>`registry.in_reach(${actor.role}, ${actor.officeId}::uuid, ${recordedBy})` : sql<boolean>`true`;
}

/** Offices whose people the actor sees, worked out from the actor that is handed over. */
export function offices(actor: Actor): RawBuilder<string[]> {
  return sql<string[]>`registry.offices_in_sight(${actor.role}, ${actor.country}, ${actor.officeId}::uuid, ${actor.organizationId})`;
}

const BEYOND = '\u{10FFFF}';

/** True in SQL where the names of the person `p` begin with each of these words. */
export function named(words: readonly string[]): RawBuilder<boolean> {
  if (words.length === 0) return sql<boolean>`true`;
  const each = words.map((w) => sql`exists (select from unnest(p.name_words) n where n collate "C" >= ${w} and n collate "C" < ${w + BEYOND})`);
  return sql<boolean>`(${sql.join(each, sql` and `)})`;
}
