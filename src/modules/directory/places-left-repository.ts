import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';

export interface ServiceNow {
  readonly serviceId: string;
  readonly free: number | null;
  readonly waitingList: boolean;
  readonly listOrder: 'arrival' | 'urgency' | null;
  readonly sent: number;
  readonly accepted: number;
  readonly toldAt: Date | null;
}

const NOW = sql`n.service_id as "serviceId", n.free, n.waiting_list as "waitingList", n.list_order as "listOrder", n.sent, n.accepted, n.told_at as "toldAt" from directory.service_now n`;

const visible = (actor: Actor) => sql`n.country = ${actor.country} and (${['protection', 'steward', 'system'].includes(actor.role)}
  or exists (select from directory.service s where s.country = n.country and s.id = n.service_id and not s.protection_only))`;

/** What is counted of services, by service. */
export async function listConditions(actor: Actor, tx: Tx): Promise<ServiceNow[]> {
  const { rows } = await sql<ServiceNow>`select ${NOW} where ${visible(actor)} order by n.service_id`.execute(tx);
  return rows;
}

export async function findConditions(actor: Actor, tx: Tx, serviceId: string): Promise<ServiceNow | undefined> {
  const { rows } = await sql<ServiceNow>`select ${NOW} where ${visible(actor)} and n.service_id = ${serviceId}`.execute(tx);
  return rows[0];
}

export interface PlacesTold { readonly free: number | null; readonly waitingList: boolean; readonly listOrder: 'arrival' | 'urgency' | null }

/** False if it is not for this actor to say. */
export async function setPlaces(_actor: Actor, tx: Tx, serviceId: string, told: PlacesTold, now: Date): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select directory.set_places(${serviceId}, ${told.free}::int, ${told.waitingList}, ${told.listOrder}, ${now}) as done`.execute(tx);
  return rows[0]!.done;
}

export type Taken = 'taken' | 'held' | 'uncounted' | 'full';

/** Takes a place; `null` if the service is not this actor's. */
export async function takePlace(_actor: Actor, tx: Tx, serviceId: string, takenFor: string, now: Date): Promise<Taken | null> {
  const { rows } = await sql<{ taken: Taken | null }>`select directory.take_place(${serviceId}, ${takenFor}, ${now}) as taken`.execute(tx);
  return rows[0]!.taken;
}

export async function givePlaceBack(_actor: Actor, tx: Tx, serviceId: string, takenFor: string): Promise<void> {
  await sql`select directory.give_place_back(${serviceId}, ${takenFor})`.execute(tx);
}

export async function noteAnswer(_actor: Actor, tx: Tx, serviceId: string, answer: { readonly referralId: string; readonly accepted: boolean }, now: Date): Promise<void> {
  await sql`select directory.note_answer(${serviceId}, ${answer.referralId}, ${answer.accepted}, ${now})`.execute(tx);
}
