/** SQL of referrals that are being written. They are no referrals yet: nothing that reads those meets them. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { RawBuilder } from 'kysely';
import { DRAFT_LISTS, type DraftContent, type DraftList } from '../drafts/schema.ts';
import { MOST_COUNTED } from '../schema.ts';
import { pattern, type Place, plain, type Sought } from './lists.ts';
import type { Label } from './scope.ts';

export interface DraftRow {
  readonly id: string;
  readonly case_id: string;
  readonly need_id: string;
  readonly need_label: Label;
  readonly service_id: string;
  readonly service_name: Label;
  readonly provider_name: Label;
  readonly content: DraftContent;
  readonly seq: number;
  readonly remind_on: string;
  readonly saved_by: string;
  readonly saved_by_name: string;
  readonly saved_at: Date;
  /** Its place in a list. */
  readonly place: string;
}

const COLUMNS = sql`d.id, d.case_id, d.need_id, d.need_label, d.service_id, d.service_name, d.provider_name, d.content, d.seq, d.remind_on, d.saved_by, d.saved_by_name, d.saved_at,
  d.saved_at::text as place`;

/** First wall: who writes referrals, in the own country, of a case in sight, for a need that may be known of. */
const scope = (actor: Actor) => sql<boolean>`d.country = ${actor.country} and ${['window', 'protection'].includes(actor.role)}
  and registry.may_see_case(d.case_id) and assessment.may_see_need(d.need_id)`;

/** What is being written for one need and one service. */
export async function findDraft(actor: Actor, tx: Tx, { needId, serviceId }: { needId: string; serviceId: string }): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select ${COLUMNS} from referrals.draft d where d.need_id = ${needId} and d.service_id = ${serviceId} and ${scope(actor)}`.execute(tx);
  return rows[0];
}

/** One draft, to do something with it; whoever else wants the same waits. */
export async function getDraft(actor: Actor, tx: Tx, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select ${COLUMNS} from referrals.draft d where d.id = ${id} and ${scope(actor)} for update of d`.execute(tx);
  return rows[0];
}

/** What is being written in these cases, what waits longest first. */
export async function draftsOfCases(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<readonly DraftRow[]> {
  const { rows } = await sql<DraftRow>`select ${COLUMNS} from referrals.draft d where d.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor)}
    order by d.saved_at, d.id limit 100`.execute(tx);
  return rows;
}

export interface NewDraft {
  readonly id: string;
  readonly caseId: string;
  readonly officeId: string;
  readonly need: { readonly id: string; readonly label: Label };
  readonly service: { readonly id: string; readonly name: Label; readonly organization: Label };
  readonly content: DraftContent;
  readonly remindOn: string;
}

/** Begins a draft; false where somebody has begun one. */
export async function insertDraft(actor: Actor, tx: Tx, d: NewDraft, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into referrals.draft (id, country, case_id, need_id, need_label, office_id, service_id, service_name, provider_name, content, remind_on,
      begun_by, begun_at, saved_by, saved_by_name, saved_at)
    values (${d.id}, ${actor.country}, ${d.caseId}, ${d.need.id}, ${JSON.stringify(d.need.label)}::jsonb, ${d.officeId}, ${d.service.id}, ${JSON.stringify(d.service.name)}::jsonb,
      ${JSON.stringify(d.service.organization)}::jsonb, ${JSON.stringify(d.content)}::jsonb, ${d.remindOn}, ${actor.userId}, ${now}, ${actor.userId}, ${actor.displayName}, ${now})
    on conflict (need_id, service_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

interface SavedContent { readonly needId: string; readonly serviceId: string; readonly seq: number; readonly content: DraftContent; readonly remindOn: string }

/** Keeps what is written; nothing if somebody saved after it was read, or it is gone. */
export async function saveDraft(actor: Actor, tx: Tx, s: SavedContent, now: Date): Promise<{ id: string; seq: number } | undefined> {
  const { rows } = await sql<{ id: string; seq: number }>`update referrals.draft d set content = ${JSON.stringify(s.content)}::jsonb, seq = d.seq + 1, remind_on = ${s.remindOn},
      saved_by = ${actor.userId}, saved_by_name = ${actor.displayName}, saved_at = ${now}
    where d.need_id = ${s.needId} and d.service_id = ${s.serviceId} and d.seq = ${s.seq} and ${scope(actor)} returning d.id, d.seq`.execute(tx);
  return rows[0];
}

/** Throws a draft away; its case, or nothing if there was none in sight. */
export async function dropDraft(actor: Actor, tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ case_id: string }>`delete from referrals.draft d where d.id = ${id} and ${scope(actor)} returning d.case_id`.execute(tx);
  return rows[0]?.case_id;
}

/** What was sent is no draft any more. */
export async function endDraft(actor: Actor, tx: Tx, { needId, serviceId }: { needId: string; serviceId: string }): Promise<void> {
  await sql`delete from referrals.draft d where d.need_id = ${needId} and d.service_id = ${serviceId} and ${scope(actor)}`.execute(tx);
}

/** Drafts go with their case, and end with it, whoever moved or closed it. */
export async function draftsFollowCase(_actor: Actor, tx: Tx, caseId: string): Promise<void> {
  await sql`select referrals.drafts_follow_case(${caseId})`.execute(tx);
}

const inList = (actor: Actor, list: DraftList): RawBuilder<boolean> => (list === 'mine' ? sql`d.saved_by = ${actor.userId}` : sql`d.office_id = any ((select registry.actor_offices())::uuid[])`);

/** Every word is somewhere in the line, or the case is of somebody who is called so. */
function soughtIn(sought: Sought | undefined): RawBuilder<boolean> {
  if (!sought || sought.words.length === 0) return sql`true`;
  const text = plain(sql`concat_ws(' ', d.need_label->>'es', d.need_label->>'en', d.service_name->>'es', d.service_name->>'en', d.provider_name->>'es', d.provider_name->>'en')`);
  const all = sql.join(sought.words.map((word) => sql`${text} like ${pattern(word)}`), sql` and `);
  return sql`((${all}) or d.case_id = any (${[...(sought.caseIds ?? [])]}::uuid[]))`;
}

interface DraftQuery { readonly list: DraftList; readonly after: Place | null; readonly limit: number; readonly sought: Sought | undefined }

/** A page of a list, what waits longest first. */
export async function listDrafts(actor: Actor, tx: Tx, { list, after, limit, sought }: DraftQuery): Promise<readonly DraftRow[]> {
  const from = after ? sql`(d.saved_at, d.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<DraftRow>`select ${COLUMNS} from referrals.draft d where ${inList(actor, list)} and ${from} and ${soughtIn(sought)} and ${scope(actor)}
    order by d.saved_at, d.id limit ${limit}`.execute(tx);
  return rows;
}

/** How many stand on each list, up to `MOST_COUNTED`. */
export async function countDrafts(actor: Actor, tx: Tx): Promise<Record<DraftList, number>> {
  const counts = DRAFT_LISTS.map((list) => sql`(select count(*)::int from (select from referrals.draft d where ${inList(actor, list)} and ${scope(actor)} limit ${MOST_COUNTED}) n) as ${sql.ref(list)}`);
  const { rows } = await sql<Record<DraftList, number>>`select ${sql.join(counts)}`.execute(tx);
  return rows[0]!;
}
