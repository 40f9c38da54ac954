import type { Actor } from '#kernel/actor';
import type { PlainDate } from '#kernel/dates';
import { sql, type Tx } from '#platform/db';

/** An open need, and whom the directory is searched for. */
export interface OpenNeed {
  readonly needId: string;
  readonly personId: string;
  readonly officeId: string;
  readonly needCode: string;
  readonly admin2: string;
}

function needOf(line: string): OpenNeed {
  const [needId, personId, officeId, needCode, admin2] = line.split('\t') as [string, string, string, string, string];
  return { needId, personId, officeId, needCode, admin2 };
}

const needsOf = (lines: string | null): OpenNeed[] => (lines ? lines.split('\n').map(needOf) : []);

export const STAGES = ['told', 'lost'] as const;
/** Whoever lives near, or had nothing; whoever may have lost the last offer. */
export type Stage = (typeof STAGES)[number];

/** How far the comparison with a change is: after which municipality, of which stage. */
export interface Cursor { readonly stage: Stage; readonly afterKey: string }

/** How far the comparison with this change is; begins it if nobody has. */
export async function findOrBeginRun(actor: Actor, tx: Tx, changeId: number, now: Date): Promise<Cursor> {
  await sql`insert into assessment.fit_run (change_id, country, stage, after_key, begun_at) values (${changeId}, ${actor.country}, 'told', '', ${now}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<Cursor>`select stage, after_key as "afterKey" from assessment.fit_run
    where change_id = ${changeId} and country = ${actor.country}`.execute(tx);
  return rows[0]!;
}

/** Keeps how far the comparison is; without a cursor it has ended. */
export async function keepRun(actor: Actor, tx: Tx, run: { readonly changeId: number; readonly compared: number; readonly told: number }, to: Cursor | null, now: Date): Promise<void> {
  await sql`update assessment.fit_run set compared = compared + ${run.compared}, told = told + ${run.told}, stage = coalesce(${to?.stage ?? null}, stage),
      after_key = coalesce(${to?.afterKey ?? null}, after_key), ended_at = ${to ? null : now}
    where change_id = ${run.changeId} and country = ${actor.country}`.execute(tx);
}

/** Which open needs: of these kinds, in these municipalities (`null`: everywhere), and perhaps those elsewhere for which there was nothing. */
export interface Asked { readonly codes: readonly string[]; readonly places: readonly string[] | null; readonly waiting: boolean }

/** The municipalities of the next part, in order; `null` after the last. For the product itself. */
export async function nextPart(_actor: Actor, tx: Tx, { codes, places, waiting }: Asked, afterKey: string, most: number): Promise<string[] | null> {
  const { rows } = await sql<{ keys: string[] | null }>`select assessment.next_part(${codes as string[]}::text[], ${places as string[] | null}::text[], ${waiting}, ${afterKey}, ${most}::int) as keys`.execute(tx);
  return rows[0]!.keys;
}

/** Open needs that are alike in all that a verdict can depend on. */
export interface NeedsAlike {
  readonly needCode: string;
  /** The directory had nothing for them when it was last searched. */
  readonly nothing: boolean;
  /** Municipality of the case, if it matters; otherwise empty. */
  readonly admin2: string;
  /** What is known of the people, as the registry reads it. */
  readonly known: string;
  /** Somebody told of them where they are in danger. */
  readonly danger: boolean;
  readonly needs: string;
}

/** Open needs of a part, those together that are alike by the facts named. For the product itself. */
export async function needsAlike(_actor: Actor, tx: Tx, { codes, places, waiting }: Asked, part: readonly string[], facts: readonly string[], today: PlainDate): Promise<NeedsAlike[]> {
  const { rows } = await sql<NeedsAlike>`select need_code as "needCode", nothing, admin2, known, danger, needs
    from assessment.needs_alike(${codes as string[]}::text[], ${places as string[] | null}::text[], ${waiting}, ${part as string[]}::text[], ${facts as string[]}::text[], ${today}::date)`.execute(tx);
  return rows;
}

/** Open needs by their ids. For the product itself. */
export async function needsById(_actor: Actor, tx: Tx, ids: readonly string[]): Promise<OpenNeed[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ lines: string | null }>`select lines from assessment.needs_by_id(${ids as string[]}::uuid[])`.execute(tx);
  return needsOf(rows[0]?.lines ?? null);
}

/** Open needs for which the directory was not searched since something changed. For the product itself. */
export async function needsToLookAt(_actor: Actor, tx: Tx, most: number): Promise<OpenNeed[]> {
  const { rows } = await sql<{ lines: string | null }>`select lines from assessment.needs_to_look_at(${most}::int)`.execute(tx);
  return needsOf(rows[0]?.lines ?? null);
}

/** Writes down for which needs the directory has nothing, and for which something. For the product itself. */
export async function noteLooked(_actor: Actor, tx: Tx, found: { readonly nothing: readonly string[]; readonly something: readonly string[] }, on: PlainDate, now: Date): Promise<void> {
  if (found.nothing.length + found.something.length === 0) return;
  await sql`select assessment.note_looked(${found.nothing as string[]}::uuid[], ${found.something as string[]}::uuid[], ${on}::date, ${now})`.execute(tx);
}

/** What was recorded about the person may change what the directory has for them: the open needs of the case are looked at again. */
export async function lookAgain(actor: Actor, tx: Tx, caseId: string): Promise<void> {
  await sql`update assessment.need n set looked_at = null where n.case_id = ${caseId} and n.country = ${actor.country} and n.state = 'open' and n.looked_at is not null`.execute(tx);
}

/** The directory is to be searched again for these needs; `found` when what changed is something for them already. For the product itself. */
export async function lookAgainAt(_actor: Actor, tx: Tx, ids: readonly string[], found: boolean): Promise<void> {
  if (ids.length > 0) await sql`select assessment.look_again_at(${ids as string[]}::uuid[], ${found})`.execute(tx);
}

/** Writes down of the next needs for which something was found that there is something; answers whether there may be more. For the product itself. */
export async function noteFound(_actor: Actor, tx: Tx, most: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`select assessment.note_found(${most}::int, ${now}) as more`.execute(tx);
  return rows[0]!.more;
}

export interface NewNews { readonly id: string; readonly needId: string; readonly verdict: 'fits' | 'may' }

/** Keeps news, each need once per change; answers how many are new. For the product itself. */
export async function addNews(_actor: Actor, tx: Tx, change: { readonly id: number; readonly serviceId: string }, news: readonly NewNews[], now: Date): Promise<number> {
  if (news.length === 0) return 0;
  const { rows } = await sql<{ added: number }>`select assessment.add_news(${change.id}::bigint, ${change.serviceId}, ${news.map((n) => n.id)}::uuid[], ${news.map((n) => n.needId)}::uuid[],
    ${news.map((n) => n.verdict)}::text[], ${now}) as added`.execute(tx);
  return rows[0]!.added;
}

/** First wall: the office of the case, a case in sight, and a need that may be seen. */
const inSight = (actor: Actor) => sql`w.country = ${actor.country} and ${['window', 'protection', 'supervisor'].includes(actor.role)}
  and registry.may_see_case(w.case_id) and assessment.may_see_need(w.need_id)`;

export interface NewsRow {
  readonly id: string;
  readonly serviceId: string;
  readonly needId: string;
  readonly caseId: string;
  readonly needCode: string;
  readonly verdict: 'fits' | 'may';
  readonly waited: boolean;
  readonly at: Date;
}

const NEWS = sql`w.id, w.service_id as "serviceId", w.need_id as "needId", w.case_id as "caseId", n.need_code as "needCode", w.verdict, w.waited, w.at
  from assessment.fit_news w join assessment.need n on n.id = w.need_id`;

/** News that nobody took note of, of needs that are still open: whoever had nothing first, then the newest. */
export async function listNews(actor: Actor, tx: Tx, most: number): Promise<NewsRow[]> {
  const { rows } = await sql<NewsRow>`select ${NEWS} where w.seen_at is null and n.state = 'open'
      and w.office_id = any ((select registry.offices_in_sight(${actor.role}, ${actor.country}, ${actor.officeId}::uuid, ${actor.organizationId}))::uuid[]) and ${inSight(actor)}
    order by w.waited desc, w.at desc, w.id limit ${most}`.execute(tx);
  return rows;
}

/** Takes note of news; `false` if there is none that this actor may take note of. */
export async function markSeen(actor: Actor, tx: Tx, newsId: string, now: Date): Promise<{ caseId: string } | undefined> {
  const { rows } = await sql<{ caseId: string }>`update assessment.fit_news w set seen_by = ${actor.userId}, seen_at = ${now}
    where w.id = ${newsId} and w.seen_at is null and ${inSight(actor)} returning w.case_id as "caseId"`.execute(tx);
  return rows[0];
}
