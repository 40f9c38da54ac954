/** SQL of returns, help given and slips. */
import type { Actor } from '#kernel/actor';
import type { ReturnKind } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { Mode, NextStep, ReturnDetails } from '../schema.ts';
import { json, scope } from './scope.ts';

export interface NewReturn {
  readonly id: string;
  readonly personId: string;
  readonly rowId: string | null;
  readonly details: ReturnDetails;
  readonly pointName: string;
  readonly urgentNeeds: readonly string[];
  readonly handover: unknown;
  /** Sealed. */
  readonly account: Buffer | null;
}

/** Records a return and says under which id; none if this person's return on this day is known already. One that a file brought in is completed. */
export async function insertReturn(actor: Actor, tx: Tx, r: NewReturn, now: Date): Promise<string | undefined> {
  const { details: d } = r;
  const { rows } = await sql<{ id: string }>`insert into reception.return_event as e (id, country, office_id, person_id, row_id, returned_on, mode, kind, from_country, authority, point_name,
      months_abroad, destination_admin2, travelling_as, urgent_needs, handover, account, recorded_by, recorded_at)
    values (${r.id}, ${actor.country}, ${actor.officeId}, ${r.personId}, ${r.rowId}, ${d.returnedOn}, ${d.mode}, ${d.kind}, ${d.fromCountry}, ${d.authority}, ${r.pointName},
      ${d.monthsAbroad}, ${d.destinationAdmin2}, ${d.travellingAs}, ${json(r.urgentNeeds)}, ${r.handover === null ? null : json(r.handover)}, ${r.account}, ${actor.userId}, ${now})
    on conflict (country, person_id, returned_on) do update set office_id = excluded.office_id, row_id = excluded.row_id, mode = excluded.mode, kind = excluded.kind,
      from_country = excluded.from_country, authority = excluded.authority, point_name = excluded.point_name, months_abroad = excluded.months_abroad, destination_admin2 = excluded.destination_admin2,
      travelling_as = excluded.travelling_as, urgent_needs = excluded.urgent_needs, handover = excluded.handover, account = excluded.account, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at, source = 'desk'
      where e.source = 'import' returning e.id`.execute(tx);
  return rows[0]?.id;
}

export interface ReturnRecord {
  readonly returnId: string;
  readonly rowId: string | null;
  readonly personId: string;
  readonly returnedOn: string;
  /** Not known of a return that a file brought in, as is how and where to. */
  readonly mode: Mode | null;
  readonly kind: ReturnKind | null;
  readonly fromCountry: string | null;
  readonly authority: string | null;
  readonly monthsAbroad: number | null;
  readonly destinationAdmin2: string | null;
  readonly travellingAs: string | null;
  readonly urgentNeeds: readonly string[];
  readonly officeId: string;
  readonly pointName: string | null;
  readonly imported: boolean;
  /** Sealed, and only for protection. */
  readonly account: Buffer | null;
  readonly assistance: readonly { readonly item: string; readonly at: string }[];
}

const returnColumns = (actor: Actor) => sql`case when ${actor.role} = 'protection' then e.account end as account, e.id as "returnId", e.person_id as "personId", e.returned_on as "returnedOn", e.mode, e.kind, e.from_country as "fromCountry", e.authority,
  e.months_abroad as "monthsAbroad", e.destination_admin2 as "destinationAdmin2", e.travelling_as as "travellingAs", e.urgent_needs as "urgentNeeds",
  e.office_id as "officeId", e.point_name as "pointName", e.row_id as "rowId", e.source = 'import' as imported,
  coalesce((select json_agg(json_build_object('item', a.item, 'at', a.given_at) order by a.given_at) from reception.assistance_given a where a.undone_at is null and (a.return_id = e.id or a.row_id = e.row_id)), '[]'::json) as assistance`;

/** Returns of the records of one identity, latest first; the policies decide which the actor may see. */
export async function listReturns(actor: Actor, tx: Tx, people: readonly string[]): Promise<ReturnRecord[]> {
  const { rows } = await sql<ReturnRecord>`select ${returnColumns(actor)} from reception.return_event e
    where e.country = ${actor.country} and e.person_id = any(${people}) order by e.returned_on desc, e.recorded_at, e.id`.execute(tx);
  return rows;
}

/** A return that the actor's own office recorded. */
export async function findOwnReturn(actor: Actor, tx: Tx, returnId: string): Promise<ReturnRecord | undefined> {
  const { rows } = await sql<ReturnRecord>`select ${returnColumns(actor)} from reception.return_event e where e.id = ${returnId} and ${scope(actor, 'e')}`.execute(tx);
  return rows[0];
}

export interface SlipRecord {
  readonly slipId: string;
  readonly publicCode: string;
  readonly language: 'es' | 'en';
  readonly nextStep: NextStep;
  readonly windowOfficeId: string;
  readonly destinationAdmin2: string;
  readonly issuedOn: string;
  readonly personId: string;
}

export async function insertSlip(actor: Actor, tx: Tx, slip: SlipRecord & { readonly returnId: string; readonly caseId: string | null }, now: Date): Promise<void> {
  await sql`insert into reception.slip (id, country, office_id, return_id, person_id, public_code, language, next_step, window_office_id, destination_admin2, case_id, issued_on, issued_at)
    values (${slip.slipId}, ${actor.country}, ${actor.officeId}, ${slip.returnId}, ${slip.personId}, ${slip.publicCode}, ${slip.language}, ${slip.nextStep},
      ${slip.windowOfficeId}, ${slip.destinationAdmin2}, ${slip.caseId}, ${slip.issuedOn}, ${now})`.execute(tx);
}

/** A slip of the own office, or of a person whom the policies let the actor see. */
export async function findSlip(actor: Actor, tx: Tx, slipId: string): Promise<SlipRecord | undefined> {
  const { rows } = await sql<SlipRecord>`select id as "slipId", public_code as "publicCode", language, next_step as "nextStep", window_office_id as "windowOfficeId",
      destination_admin2 as "destinationAdmin2", issued_on as "issuedOn", person_id as "personId"
    from reception.slip where id = ${slipId} and country = ${actor.country}`.execute(tx);
  return rows[0];
}
