/** SQL of conferences, of support that was given and of times in which nobody could reach the person, as part of the timeline of a case. */
import type { RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import type { HappenedColumns } from '#registry';
import type { HappenedQuery } from '#registry/schema';

/** The country, cases that were asked for, and of them those in sight. */
const inSight = (actor: Actor, { caseIds }: HappenedQuery, of: string): RawBuilder<unknown> =>
  sql`${sql.ref(`${of}.case_id`)} = any (${caseIds as string[]}::uuid[]) and ${sql.ref(`${of}.country`)} = ${actor.country} and registry.may_see_case(${sql.ref(`${of}.case_id`)})`;

/** Conferences: called, held, ended, who was invited or reads no more, and of what was written the decisions that every member reads too. Notes and contributions stay on their own page. */
export function conferenceKinds(actor: Actor, query: HappenedQuery): HappenedColumns[] {
  const scope = inSight(actor, query, 'c');
  const of = { caseId: sql`c.case_id`, about: sql`c.id::text` };
  return [
    { ...of, id: sql`c.id`, at: sql`c.called_at`, kind: sql`'conference-called'`, by: sql`c.called_by`, note: sql`c.question`, rest: sql`from plans.conference c where ${scope}` },
    {
      ...of, id: sql`e.id`, at: sql`e.at`, by: sql`e.actor_id`, note: sql`case when e.kind = 'decision' then e.text end`, label: sql`m.organization_name`,
      kind: sql`'conference-' || case when e.kind in ('removed', 'consent-withdrawn') then 'left' else e.kind end`,
      rest: sql`from plans.conference c join plans.conference_entry e on e.conference_id = c.id left join plans.conference_member m on m.id = e.member_id
        where ${scope} and (e.told or e.kind in ('invited', 'held', 'closed', 'cancelled', 'removed', 'consent-withdrawn'))`,
    },
  ];
}

/** What the person really received, on the day it was given and as it counts now, and each correction with its reason. No money: what was given stands on its own panel. */
export function supportKinds(actor: Actor, query: HappenedQuery, timeZone: string): HappenedColumns[] {
  const scope = sql`${inSight(actor, query, 's')} and (s.need_id is null or assessment.may_see_need(s.need_id))`;
  const of = { caseId: sql`s.case_id`, code: sql`s.need_code`, label: sql`s.giver_name`, by: sql`s.recorded_by` };
  return [
    {
      ...of, id: sql`s.support_id`, at: sql`(s.given_on::timestamp at time zone ${timeZone})`, day: true, kind: sql`'support'`,
      rest: sql`from plans.support_line s where ${scope} and s.state = 'given' and not exists (select from plans.support_line later where later.support_id = s.support_id and later.seq > s.seq)`,
    },
    {
      ...of, id: sql`s.support_id || '-' || s.seq`, at: sql`s.recorded_at`, kind: sql`case when s.state = 'struck' then 'support-struck' else 'support-corrected' end`, note: sql`s.why`,
      rest: sql`from plans.support_line s where ${scope} and s.seq > 1`,
    },
  ];
}

/** From when nobody could reach the person, and how they were found. */
export function lostKinds(actor: Actor, query: HappenedQuery): HappenedColumns[] {
  const scope = inSight(actor, query, 'l');
  const of = { id: sql`l.id`, caseId: sql`l.case_id` };
  return [
    { ...of, at: sql`l.recorded_at`, kind: sql`'lost'`, by: sql`l.recorded_by`, rest: sql`from plans.lost_period l where ${scope}` },
    { ...of, at: sql`l.found_at`, kind: sql`'found'`, code: sql`l.found_how`, by: sql`l.found_by`, note: sql`l.note`, rest: sql`from plans.lost_period l where ${scope} and l.until_on is not null` },
  ];
}
