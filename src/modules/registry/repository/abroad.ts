import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';
import type { CountryCode, Urgency } from '#kernel/codes';
import type { Tx } from '#platform/db';
import { MOST_ABROAD, type AbroadList, type AbroadMinimum, type AbroadNeed, type AbroadNeedSent, type AbroadState, type AbroadWord } from '../schema.ts';
import { inSight, offices } from './scope.ts';

interface Both { id: string; urgency: Urgency; state: AbroadState; minimum: AbroadMinimum; needs: AbroadNeed[]; note: string; restricted: boolean; answerBy: string; openUntil: Date; askedAt: Date; since: Date }

export interface SentRow extends Both {
  caseId: string; personId: string; toCountry: CountryCode; toOffice: string; toOfficeName: { es: string; en: string }; fromOffice: string; reason: string | null; askedBy: string; seenAt: Date | null; caseState: string;
}
export interface ComingRow extends Both { fromCountry: CountryCode; fromOfficeName: { es: string; en: string }; toOffice: string; caseId: string | null }
export interface OfficeAbroad { id: string; country: CountryCode; kind: string; ref: string; nameEs: string; nameEn: string; admin2: string | null; circle: boolean }

const BOTH = sql`h.id, h.urgency, h.state, h.minimum, h.needs, h.note, h.restricted, h.answer_by as "answerBy", h.open_until as "openUntil", h.asked_at as "askedAt", h.since`;
const SENT = sql`${BOTH}, h.case_id as "caseId", h.person_id as "personId", h.to_country as "toCountry", h.to_office as "toOffice", h.to_office_name as "toOfficeName", h.from_office as "fromOffice", h.reason,
  h.asked_by as "askedBy", h.seen_at as "seenAt", c.state as "caseState" from registry.abroad_hand_over h join registry.case_file c on c.id = h.case_id`;
const COMING = sql`${BOTH}, h.from_country as "fromCountry", h.from_office_name as "fromOfficeName", h.to_office as "toOffice", h.case_id as "caseId" from registry.abroad_coming h`;

/** Offices of other countries that can be asked. */
export async function listOfficesAbroad(_actor: Actor, tx: Tx): Promise<OfficeAbroad[]> {
  const { rows } = await sql<OfficeAbroad>`select o.id, o.country, o.kind, o.ref, o.name_es as "nameEs", o.name_en as "nameEn", o.admin2, o.circle from registry.offices_abroad() o`.execute(tx);
  return rows;
}

/** Hand-overs of a case, newest first. */
export async function listOfCase(actor: Actor, tx: Tx, caseId: string): Promise<SentRow[]> {
  const { rows } = await sql<SentRow>`select ${SENT} where h.case_id = ${caseId} and h.country = ${actor.country} and ${inSight(actor, sql`h.person_id`)} order by h.asked_at desc, h.id limit 20`.execute(tx);
  return rows;
}

export async function findSent(actor: Actor, tx: Tx, id: string): Promise<SentRow | undefined> {
  const { rows } = await sql<SentRow>`select ${SENT} where h.id = ${id} and h.country = ${actor.country} and ${inSight(actor, sql`h.person_id`)}`.execute(tx);
  return rows[0];
}

/** What another country hands over, if the actor may read it now. */
export async function findComing(actor: Actor, tx: Tx, id: string): Promise<ComingRow | undefined> {
  const { rows } = await sql<ComingRow>`select ${COMING} where h.id = ${id} and h.country = ${actor.country}`.execute(tx);
  return rows[0];
}

export interface NewHandOver {
  id: string; caseId: string; personId: string; fromOffice: string; to: OfficeAbroad; consentId: string; urgency: Urgency; minimum: AbroadMinimum; nameWords: readonly string[]; note: string;
  answerBy: string; openUntil: Date; now: Date;
}

/** Writes a hand-over down; false if one waits already. */
export async function insertHandOver(actor: Actor, tx: Tx, h: NewHandOver): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into registry.abroad_hand_over (id, country, to_country, case_id, person_id, from_office, to_office, to_office_name, consent_id, urgency, state, minimum, name_words, note,
      answer_by, open_until, asked_by, asked_at, since)
    values (${h.id}, ${actor.country}, ${h.to.country}, ${h.caseId}, ${h.personId}, ${h.fromOffice}, ${h.to.id}, ${JSON.stringify({ es: h.to.nameEs, en: h.to.nameEn })}::jsonb, ${h.consentId}, ${h.urgency}, 'asked',
      ${JSON.stringify(h.minimum)}::jsonb, ${h.nameWords as string[]}, ${h.note}, ${h.answerBy}::date, ${h.openUntil}, ${actor.userId}, ${h.now}, ${h.now})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Adds what a room above chose to send along; false if it is no longer the moment. */
export async function addNeeds(_actor: Actor, tx: Tx, id: string, needs: readonly AbroadNeedSent[]): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select registry.add_abroad_needs(${id}, ${JSON.stringify(needs)}::jsonb, ${needs.some((n) => n.restricted)}) as done`.execute(tx);
  return rows[0]!.done;
}

/** The addressed office answers; null: it cannot now. */
export async function answer(_actor: Actor, tx: Tx, a: { id: string; action: 'accept' | 'decline' | 'ask-more'; reason?: string; words?: string | undefined; now: Date }): Promise<AbroadState | null> {
  const { rows } = await sql<{ state: AbroadState | null }>`select registry.answer_abroad(${a.id}, ${a.action}, ${a.reason ?? null}, ${a.words ?? null}, ${a.now}) as state`.execute(tx);
  return rows[0]!.state;
}

/** The case that came of it; false if it was taken already. */
export async function take(_actor: Actor, tx: Tx, id: string, caseId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select registry.take_from_abroad(${id}, ${caseId}, ${now}) as done`.execute(tx);
  return rows[0]!.done;
}

export interface Kept { id: string; action: 'reply' | 'take-back' | 'take-note' | 'settle'; words?: string; answerBy?: string; openUntil?: Date; now: Date }

/** The sending office acts; null: it cannot now. */
export async function keep(_actor: Actor, tx: Tx, k: Kept): Promise<AbroadState | null> {
  const { rows } = await sql<{ state: AbroadState | null }>`select registry.keep_abroad(${k.id}, ${k.action}, ${k.words ?? null}, ${k.answerBy ?? null}::date, ${k.openUntil ?? null}, ${k.now}) as state`.execute(tx);
  return rows[0]!.state;
}

export type WordRow = Pick<AbroadWord, 'side' | 'kind' | 'words'> & { handOverId: string; by: string | null; at: Date };

/** What was said of hand-overs that the actor's side sent, oldest first. */
export async function listWords(actor: Actor, tx: Tx, ids: readonly string[]): Promise<WordRow[]> {
  const { rows } = await sql<WordRow>`select w.hand_over_id as "handOverId", w.side, w.kind, w.words, w.by, w.at from registry.abroad_word w
    where w.hand_over_id = any (${ids as string[]}::uuid[]) and w.country = ${actor.country} order by w.at, w.seq limit 500`.execute(tx);
  return rows;
}

/** What was said of a hand-over that comes from another country, oldest first. */
export async function listComingWords(_actor: Actor, tx: Tx, id: string): Promise<WordRow[]> {
  const { rows } = await sql<WordRow>`select w.hand_over_id as "handOverId", w.side, w.kind, w.words, null as by, w.at from registry.abroad_coming_word w where w.hand_over_id = ${id} order by w.at, w.seq limit 200`.execute(tx);
  return rows;
}

/** Whether the case waits for another country, also where the actor may not read what for. */
export async function isGoingAbroad(_actor: Actor, tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select registry.abroad_open(${caseId}) as open`.execute(tx);
  return rows[0]!.open;
}

/** How a case of this country came from another one. */
export async function findTaken(actor: Actor, tx: Tx, caseId: string): Promise<{ handOverId: string; fromCountry: CountryCode; takenAt: Date } | undefined> {
  const { rows } = await sql<{ handOverId: string; fromCountry: CountryCode; takenAt: Date }>`select t.hand_over_id as "handOverId", t.from_country as "fromCountry", t.taken_at as "takenAt"
    from registry.abroad_taken t where t.case_id = ${caseId} and t.country = ${actor.country} and ${inSight(actor, sql`t.person_id`)} order by t.taken_at desc limit 1`.execute(tx);
  return rows[0];
}

/** Offices of the own country that closed: what was asked of them goes on or back. System only. */
export async function settleClosedOffices(_actor: Actor, tx: Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select registry.abroad_of_closed_offices(${now}) as n`.execute(tx);
  return rows[0]!.n;
}

export interface LineRow { id: string; caseId: string | null; minimum: AbroadMinimum; state: AbroadState; urgency: Urgency; country: CountryCode; officeName: { es: string; en: string }; answerBy: string; openUntil: Date; since: Date }
export interface AbroadPlace { readonly day: string; readonly id: string }
export interface ListAsked { readonly list: AbroadList; readonly words: readonly string[]; readonly after: AbroadPlace | null; readonly limit: number; readonly today: string }

const MINE = (actor: Actor) => sql`registry.abroad_hand_over h where h.country = ${actor.country} and h.from_office = any ((select ${offices(actor)})::uuid[]) and h.seen_at is null`;
const COLUMNS = sql`h.id, h.minimum, h.state, h.urgency, h.answer_by as "answerBy", h.open_until as "openUntil", h.since`;

/** Rows of a list: of what comes, through the view of the receiving side; of what was sent, the own office's. */
const SOURCES: Readonly<Record<AbroadList, (actor: Actor, today: string) => { columns: RawBuilder<unknown>; from: RawBuilder<unknown> }>> = {
  coming: (actor) => ({
    columns: sql`${COLUMNS}, null::uuid as "caseId", h.from_country as country, h.from_office_name as "officeName"`,
    from: sql`registry.abroad_coming h where h.country = ${actor.country} and h.state in ('asked', 'more-asked')`,
  }),
  back: (actor, today) => ({
    columns: sql`${COLUMNS}, h.case_id as "caseId", h.to_country as country, h.to_office_name as "officeName"`,
    from: sql`${MINE(actor)} and (h.state in ('more-asked', 'accepted', 'declined', 'withdrawn', 'expired', 'returned') or (h.state = 'asked' and h.answer_by < ${today}::date))`,
  }),
  waiting: (actor, today) => ({
    columns: sql`${COLUMNS}, h.case_id as "caseId", h.to_country as country, h.to_office_name as "officeName"`,
    from: sql`${MINE(actor)} and h.state = 'asked' and h.answer_by >= ${today}::date`,
  }),
};

const BEYOND = '\u{10FFFF}';
const matching = (words: readonly string[]) => sql.join([sql`true`, ...words.map((w) => sql`exists (select from unnest(h.name_words) n where n collate "C" >= ${w} and n collate "C" < ${w + BEYOND})`)], sql` and `);

/** A page of a list, by the day on which an answer is due. */
export async function listLines(actor: Actor, tx: Tx, { list, words, after, limit, today }: ListAsked): Promise<LineRow[]> {
  const { columns, from } = SOURCES[list](actor, today);
  const place = after ? sql`and (h.answer_by, h.id) > (${after.day}::date, ${after.id}::uuid)` : sql``;
  const { rows } = await sql<LineRow>`select ${columns} from ${from} and ${matching(words)} ${place} order by h.answer_by, h.id limit ${limit}`.execute(tx);
  return rows;
}

/** How many stand on a list, counted so far and no further. */
export async function countLines(actor: Actor, tx: Tx, list: AbroadList, words: readonly string[], today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from ${SOURCES[list](actor, today).from} and ${matching(words)} limit ${MOST_ABROAD}) x`.execute(tx);
  return rows[0]!.n;
}
