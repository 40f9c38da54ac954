import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { SeenAs } from '../schema.ts';
import { inReach, inSight } from './scope.ts';

export interface DocumentRow {
  id: string; type: string; country: string; number: string | null; compact: string | null; status: string; evidence: string; check: string; seenAs: SeenAs | null;
  issuedOn: string | null; expiresOn: string | null; recordedAt: Date;
}

export interface NewDocument {
  id: string; personId: string; type: string; issuingCountry: string; numberSeen: string | null; numberCompact: string | null; status: string; evidence: string; check: string;
  seenAs: string | null; issuedOn: string | null; expiresOn: string | null; now: Date;
}

export async function insertDocument(actor: Actor, tx: Tx, d: NewDocument): Promise<void> {
  await sql`insert into registry.identity_document (id, country, person_id, type, issuing_country, number_seen, number_compact, status, evidence, number_check, seen_as,
      issued_on, expires_on, recorded_by, recorded_at)
    values (${d.id}, ${actor.country}, ${d.personId}, ${d.type}, ${d.issuingCountry}, ${d.numberSeen}, ${d.numberCompact}, ${d.status}, ${d.evidence}, ${d.check}, ${d.seenAs},
      ${d.issuedOn}::date, ${d.expiresOn}::date, ${actor.userId}, ${d.now})`.execute(tx);
}

export async function listDocuments(actor: Actor, tx: Tx, personId: string): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`select d.id, d.type, d.issuing_country as country, d.number_seen as number, d.number_compact as compact, d.status, d.evidence,
      d.number_check as check, d.seen_as as "seenAs", d.issued_on as "issuedOn", d.expires_on as "expiresOn", d.recorded_at as "recordedAt"
    from registry.identity_document d where d.person_id = ${personId} and d.country = ${actor.country} and d.ended_at is null and ${inSight(actor, sql`d.person_id`)}
    order by d.id`.execute(tx);
  return rows;
}

/** How many other people hold a paper with the same number, by paper. */
export async function countSharedNumbers(_actor: Actor, tx: Tx, personId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; people: number }>`select s.document_id as id, s.people from registry.shared_numbers(${personId}) s`.execute(tx);
  return new Map(rows.map((r) => [r.id, r.people]));
}

export interface ContactRow {
  id: string; channel: string; value: string; safety: 'safe' | 'ask-first' | 'unsafe'; mayLeaveMessage: boolean; whoAnswers: string | null; hours: string | null;
  neutralSender: string | null; recordedAt: Date;
}

export async function insertContact(actor: Actor, tx: Tx, c: Omit<ContactRow, 'recordedAt'> & { personId: string; now: Date }): Promise<void> {
  await sql`insert into registry.contact (id, country, person_id, channel, value, safety, may_leave_message, who_answers, hours, neutral_sender, recorded_by, recorded_at)
    values (${c.id}, ${actor.country}, ${c.personId}, ${c.channel}, ${c.value}, ${c.safety}, ${c.mayLeaveMessage}, ${c.whoAnswers}, ${c.hours}, ${c.neutralSender}, ${actor.userId}, ${c.now})`.execute(tx);
}

export async function listContacts(actor: Actor, tx: Tx, personId: string): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`select c.id, c.channel, c.value, c.safety, c.may_leave_message as "mayLeaveMessage", c.who_answers as "whoAnswers", c.hours,
      c.neutral_sender as "neutralSender", c.recorded_at as "recordedAt"
    from registry.contact c where c.person_id = ${personId} and c.country = ${actor.country} and c.ended_at is null and ${inSight(actor, sql`c.person_id`)}
      and ${inReach(actor, sql`c.recorded_by`)} order by c.id`.execute(tx);
  return rows;
}

const TABLES = { document: 'registry.identity_document', contact: 'registry.contact' } as const;

/** Ends a paper or a contact of a person whom the actor sees; false if there is none that stands. The row stays. */
export async function endEntry(actor: Actor, tx: Tx, kind: keyof typeof TABLES, end: { id: string; personId: string; reason: string | null; now: Date }): Promise<boolean> {
  const reach = kind === 'contact' ? inReach(actor, sql`e.recorded_by`) : sql`true`;
  const { numAffectedRows } = await sql`update ${sql.table(TABLES[kind])} e set ended_at = ${end.now}, ended_by = ${actor.userId}, end_reason = ${end.reason}
    where e.id = ${end.id} and e.person_id = ${end.personId} and e.country = ${actor.country} and e.ended_at is null and ${inSight(actor, sql`e.person_id`)} and ${reach}`.execute(tx);
  return numAffectedRows === 1n;
}

export interface EndedRow { kind: 'document' | 'contact'; label: string; value: string | null; endedAt: Date; reason: string | null; endedBy: string | null }

/** Papers and contacts that were replaced or ended, newest first. */
export async function listEnded(actor: Actor, tx: Tx, personId: string): Promise<EndedRow[]> {
  const { rows } = await sql<EndedRow>`select * from (
      select 'document' as kind, d.type as label, d.number_seen as value, d.ended_at as "endedAt", d.end_reason as reason, d.ended_by as "endedBy"
      from registry.identity_document d where d.person_id = ${personId} and d.country = ${actor.country} and d.ended_at is not null and ${inSight(actor, sql`d.person_id`)}
      union all
      select 'contact', c.channel, c.value, c.ended_at, c.end_reason, c.ended_by
      from registry.contact c where c.person_id = ${personId} and c.country = ${actor.country} and c.ended_at is not null and ${inSight(actor, sql`c.person_id`)}
        and ${inReach(actor, sql`c.recorded_by`)}) e
    order by "endedAt" desc limit 100`.execute(tx);
  return rows;
}
