/** SQL of reception. Each function takes the actor first and applies its scope; row-level security stands behind it. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type {
  ArrivalDetails, EarlierReturn, Field, Flag, Mode, NextStep, ParsedPerson, ReadingChoices, ReturnDetails, RowProblem, RowState, SaidOfArrival,
} from './schema.ts';
import type { ReturnKind } from '#kernel/codes';

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

/** The part of a `where` that keeps an actor to its reception point; a supervisor looks at those of the own institution. */
const scope = (actor: Actor, table: string) => {
  const t = sql.ref(table);
  return actor.role === 'supervisor'
    ? sql`${t}.country = ${actor.country} and ${t}.office_id = any ((select registry.offices_in_sight(${actor.role}, ${actor.country}, ${actor.officeId}::uuid, ${actor.organizationId}))::uuid[])`
    : sql`${t}.country = ${actor.country} and ${t}.office_id = ${actor.officeId}`;
};

export interface UploadRow {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly details: SaidOfArrival;
  readonly choices: ReadingChoices;
}

export async function insertUpload(actor: Actor, tx: Tx, upload: UploadRow & { people: number; problems: number; now: Date }): Promise<void> {
  await sql`insert into reception.upload (id, country, office_id, user_id, file_name, sha256, bytes, details, choices, people, problems, created_at)
    values (${upload.id}, ${actor.country}, ${actor.officeId}, ${actor.userId}, ${upload.fileName}, ${upload.sha256}, ${upload.bytes},
      ${json(upload.details)}, ${json(upload.choices)}, ${upload.people}, ${upload.problems}, ${upload.now})`.execute(tx);
}

const ownUpload = (actor: Actor) => sql`country = ${actor.country} and office_id = ${actor.officeId} and user_id = ${actor.userId}`;

export async function findUpload(actor: Actor, tx: Tx, id: string): Promise<UploadRow | undefined> {
  const { rows } = await sql<UploadRow>`select id, file_name as "fileName", sha256, bytes, details, choices
    from reception.upload where id = ${id} and ${ownUpload(actor)} for update`.execute(tx);
  return rows[0];
}

export async function listUploads(actor: Actor, tx: Tx) {
  const { rows } = await sql<{ uploadId: string; fileName: string; people: number; problems: number; createdAt: Date }>`
    select id as "uploadId", file_name as "fileName", people, problems, created_at as "createdAt"
    from reception.upload where ${ownUpload(actor)} order by created_at desc limit 20`.execute(tx);
  return rows;
}

export async function updateUpload(actor: Actor, tx: Tx, id: string, change: { details: SaidOfArrival; choices: ReadingChoices; people: number; problems: number }): Promise<void> {
  await sql`update reception.upload set details = ${json(change.details)}, choices = ${json(change.choices)}, people = ${change.people}, problems = ${change.problems}
    where id = ${id} and ${ownUpload(actor)}`.execute(tx);
}

export async function deleteUpload(actor: Actor, tx: Tx, id: string): Promise<void> {
  await sql`delete from reception.upload where id = ${id} and ${ownUpload(actor)}`.execute(tx);
}

/** Drafts that the officer left behind; a file full of names is not kept for nothing. */
export async function deleteUploadsBefore(actor: Actor, tx: Tx, before: Date): Promise<void> {
  await sql`delete from reception.upload where ${ownUpload(actor)} and created_at < ${before}`.execute(tx);
}

export async function findSenderColumns(actor: Actor, tx: Tx, senderKey: string): Promise<Readonly<Record<string, Field>> | undefined> {
  const { rows } = await sql<{ columns: Record<string, Field> }>`select columns from reception.sender_mapping
    where country = ${actor.country} and office_id = ${actor.officeId} and sender_key = ${senderKey}`.execute(tx);
  return rows[0]?.columns;
}

export async function saveSenderColumns(actor: Actor, tx: Tx, senderKey: string, columns: Readonly<Record<string, Field>>, now: Date): Promise<void> {
  await sql`insert into reception.sender_mapping (country, office_id, sender_key, columns, updated_at)
    values (${actor.country}, ${actor.officeId}, ${senderKey}, ${json(columns)}, ${now})
    on conflict (country, office_id, sender_key) do update set columns = excluded.columns, updated_at = excluded.updated_at`.execute(tx);
}

export async function findManifestByHash(actor: Actor, tx: Tx, sha256: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from reception.manifest
    where country = ${actor.country} and office_id = ${actor.officeId} and sha256 = ${sha256}`.execute(tx);
  return rows[0]?.id;
}

export interface NewManifest {
  readonly id: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly label: string;
  readonly details: ArrivalDetails;
  readonly people: number;
  readonly problems: number;
  readonly leftOut: readonly number[];
}

/** Keeps an accepted list; false if the same file was accepted by somebody else a moment ago. */
export async function insertManifest(actor: Actor, tx: Tx, m: NewManifest, now: Date): Promise<boolean> {
  const { details } = m;
  const done = await sql`insert into reception.manifest (id, country, office_id, sha256, file_name, label, sender, arrives_on, mode, kind, from_country, authority,
      people, problems, left_out, accepted_by, accepted_at)
    values (${m.id}, ${actor.country}, ${actor.officeId}, ${m.sha256}, ${m.fileName}, ${m.label}, ${details.sender}, ${details.arrivesOn}, ${details.mode}, ${details.kind},
      ${details.fromCountry ?? null}, ${details.authority ?? null}, ${m.people}, ${m.problems}, ${json(m.leftOut)}, ${actor.userId}, ${now})
    on conflict (country, office_id, sha256) do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
}

export interface NewRow {
  readonly id: string;
  readonly manifestId: string | null;
  readonly rowNumber: number;
  readonly raw: readonly { readonly header: string; readonly value: string }[];
  readonly person: ParsedPerson;
  readonly problems: readonly RowProblem[];
  readonly flags: readonly Flag[];
  readonly lane: number;
  readonly before: EarlierReturn | null;
  readonly state: RowState;
  readonly arrivesOn: string;
  readonly arrivedAt: Date | null;
}

/** Writes all rows of a list in one statement. */
export async function insertRows(actor: Actor, tx: Tx, rows: readonly NewRow[]): Promise<void> {
  await sql`insert into reception.manifest_row (id, country, office_id, manifest_id, row_number, raw, person, problems, flags, lane, before, state, arrives_on, arrived_at)
    select r.id, ${actor.country}, ${actor.officeId}, r."manifestId", r."rowNumber", r.raw, r.person, r.problems, r.flags, r.lane, r.before, r.state, r."arrivesOn", r."arrivedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "manifestId" uuid, "rowNumber" int, raw jsonb, person jsonb, problems jsonb, flags jsonb,
      lane int, before jsonb, state text, "arrivesOn" date, "arrivedAt" timestamptz)`.execute(tx);
}

export interface ManifestRecord {
  readonly manifestId: string;
  readonly label: string;
  readonly sender: string;
  readonly arrivesOn: string;
  readonly mode: Mode;
  readonly kind: ReturnKind;
  readonly people: number;
  readonly problems: number;
  readonly counts: Readonly<Record<RowState, number>>;
}

const stateCounts = (table: string) => {
  const t = sql.ref(`${table}.state`);
  return sql`json_build_object('expected', count(*) filter (where ${t} = 'expected'), 'waiting', count(*) filter (where ${t} = 'waiting'),
    'taken', count(*) filter (where ${t} = 'taken'), 'finished', count(*) filter (where ${t} = 'finished'), 'notArrived', count(*) filter (where ${t} = 'notArrived'))`;
};

export async function listManifests(actor: Actor, tx: Tx): Promise<ManifestRecord[]> {
  const { rows } = await sql<ManifestRecord>`select m.id as "manifestId", m.label, m.sender, m.arrives_on as "arrivesOn", m.mode, m.kind, m.people, m.problems,
      ${stateCounts('r')} as counts
    from reception.manifest m left join reception.manifest_row r on r.manifest_id = m.id
    where ${scope(actor, 'm')} group by m.id order by m.arrives_on desc, m.accepted_at desc limit 100`.execute(tx);
  return rows;
}

/** A row as the desk reads it. */
export interface DeskRow {
  readonly rowId: string;
  readonly manifestId: string | null;
  readonly label: string | null;
  readonly raw: readonly { readonly header: string; readonly value: string }[];
  readonly person: ParsedPerson;
  readonly problems: readonly RowProblem[];
  readonly flags: readonly Flag[];
  readonly lane: number;
  readonly before: EarlierReturn | null;
  readonly state: RowState;
  readonly arrivesOn: string;
  readonly arrivedAt: Date | null;
  readonly takenBy: string | null;
  readonly takenByName: string | null;
  readonly takenAt: Date | null;
  readonly draft: Record<string, unknown> | null;
  readonly mode: Mode | null;
  readonly kind: ReturnKind | null;
  readonly fromCountry: string | null;
  readonly authority: string | null;
  readonly slipId: string | null;
}

const deskColumns = sql`r.id as "rowId", r.manifest_id as "manifestId", m.label, r.raw, r.person, r.problems, r.flags, r.lane, r.before, r.state, r.arrives_on as "arrivesOn",
  r.arrived_at as "arrivedAt", r.taken_by as "takenBy", r.taken_by_name as "takenByName", r.taken_at as "takenAt", r.draft, m.mode, m.kind, m.from_country as "fromCountry", m.authority,
  (select s.id from reception.slip s join reception.return_event e on e.id = s.return_id where e.row_id = r.id order by s.issued_at desc limit 1) as "slipId"`;

/** Families of the lists that are still worked on: since when somebody of them is here, and their first row. */
const families = (actor: Actor) => sql`select r.manifest_id, r.person ->> 'group' as code, min(r.arrived_at) as since, min(r.row_number) as first
  from reception.manifest_row r where ${scope(actor, 'r')} and r.flags ? 'family' and r.person ->> 'group' is not null 
    and r.manifest_id in (select x.manifest_id from reception.manifest_row x where ${scope(actor, 'x')} and x.state in ('expected', 'waiting', 'taken')) group by 1, 2`;
const ofFamily = sql`f.manifest_id = r.manifest_id and f.code = r.person ->> 'group' and r.flags ? 'family'`;

/** The order of the desk: by lane, children alone first, then by waiting time; a family stays together and counts from its first member. */
const ORDER = sql`r.lane, case when r.flags ? 'unaccompaniedChild' then 0 else 1 end, coalesce(f.since, r.arrived_at) nulls last, r.manifest_id nulls last,
  coalesce(f.first, r.row_number), r.row_number, r.id`;

/** Everybody on the board: who is still to be seen, and who was finished or missed on the day. */
export async function listArrivals(actor: Actor, tx: Tx, since: string, finishedSince: Date, manifestId: string | null): Promise<DeskRow[]> {
  const { rows } = await sql<DeskRow>`with f as (${families(actor)})
    select ${deskColumns} from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id left join f on ${ofFamily}
    where ${scope(actor, 'r')} and (${manifestId}::uuid is null or r.manifest_id = ${manifestId})
      and (r.state in ('waiting', 'taken') or ${manifestId}::uuid is not null or r.arrives_on >= ${since} or r.finished_at >= ${finishedSince})
    order by case r.state when 'taken' then 0 when 'waiting' then 1 when 'expected' then 2 when 'notArrived' then 3 else 4 end, ${ORDER}
    limit 2000`.execute(tx);
  return rows;
}

export async function findRow(actor: Actor, tx: Tx, rowId: string): Promise<DeskRow | undefined> {
  const { rows } = await sql<DeskRow>`select ${deskColumns} from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id
    where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
  return rows[0];
}

/** Holds a row until the end of the transaction, so that two officers cannot change it at once. */
export async function lockRow(actor: Actor, tx: Tx, rowId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from reception.manifest_row r where r.id = ${rowId} and ${scope(actor, 'r')} for update`.execute(tx);
  return rows.length === 1;
}

/** Takes the next person in the order that the board shows. Two officers who press at once get two people. */
export async function takeNext(actor: Actor, tx: Tx, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`with f as (${families(actor)})
    update reception.manifest_row set state = 'taken', taken_by = ${actor.userId}, taken_by_name = ${actor.displayName}, taken_at = ${now}
    where id = (select r.id from reception.manifest_row r left join f on ${ofFamily} where r.country = ${actor.country} and r.office_id = ${actor.officeId} and r.state = 'waiting'
      order by ${ORDER} for update of r skip locked limit 1)
    returning id`.execute(tx);
  return rows[0]?.id;
}

export async function setRowState(actor: Actor, tx: Tx, rowId: string, to: 'waiting' | 'taken' | 'notArrived', now: Date): Promise<void> {
  const taken = to === 'taken';
  await sql`update reception.manifest_row r set state = ${to}, taken_by = ${taken ? actor.userId : null}, taken_by_name = ${taken ? actor.displayName : null},
      taken_at = ${taken ? now : null}, arrived_at = case when ${to} = 'notArrived' then null else coalesce(r.arrived_at, ${now}) end
    where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
}

/** The whole bus is here: everybody still expected on this list is waiting now. */
export async function arriveAll(actor: Actor, tx: Tx, manifestId: string, now: Date): Promise<number> {
  const done = await sql`update reception.manifest_row r set state = 'waiting', arrived_at = ${now}
    where r.manifest_id = ${manifestId} and ${scope(actor, 'r')} and r.state = 'expected'`.execute(tx);
  return Number(done.numAffectedRows ?? 0n);
}

export async function saveDraft(actor: Actor, tx: Tx, rowId: string, draft: unknown): Promise<boolean> {
  const done = await sql`update reception.manifest_row r set draft = ${json(draft)}
    where r.id = ${rowId} and ${scope(actor, 'r')} and r.state = 'taken' and r.taken_by = ${actor.userId}`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function finishRow(actor: Actor, tx: Tx, rowId: string, personId: string, now: Date): Promise<void> {
  await sql`update reception.manifest_row r set state = 'finished', person_id = ${personId}, finished_at = ${now}, draft = null
    where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
}

export interface NewReturn {
  readonly id: string;
  readonly personId: string;
  readonly rowId: string | null;
  readonly details: ReturnDetails;
  readonly pointName: string;
  readonly urgentNeeds: readonly string[];
  readonly handover: unknown;
}

/** Records a return; false if this person's return on this day is known already. */
export async function insertReturn(actor: Actor, tx: Tx, r: NewReturn, now: Date): Promise<boolean> {
  const { details: d } = r;
  const done = await sql`insert into reception.return_event (id, country, office_id, person_id, row_id, returned_on, mode, kind, from_country, authority, point_name,
      months_abroad, destination_admin2, travelling_as, urgent_needs, handover, recorded_by, recorded_at)
    values (${r.id}, ${actor.country}, ${actor.officeId}, ${r.personId}, ${r.rowId}, ${d.returnedOn}, ${d.mode}, ${d.kind}, ${d.fromCountry}, ${d.authority}, ${r.pointName},
      ${d.monthsAbroad}, ${d.destinationAdmin2}, ${d.travellingAs}, ${json(r.urgentNeeds)}, ${r.handover === null ? null : json(r.handover)}, ${actor.userId}, ${now})
    on conflict (country, person_id, returned_on) do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
}

export interface ReturnRecord {
  readonly returnId: string;
  readonly personId: string;
  readonly returnedOn: string;
  readonly mode: Mode;
  readonly kind: ReturnKind;
  readonly fromCountry: string | null;
  readonly authority: string | null;
  readonly monthsAbroad: number | null;
  readonly destinationAdmin2: string;
  readonly travellingAs: string;
  readonly urgentNeeds: readonly string[];
  readonly officeId: string;
  readonly pointName: string;
  readonly assistance: readonly { readonly item: string; readonly at: string }[];
}

const returnColumns = sql`e.id as "returnId", e.person_id as "personId", e.returned_on as "returnedOn", e.mode, e.kind, e.from_country as "fromCountry", e.authority,
  e.months_abroad as "monthsAbroad", e.destination_admin2 as "destinationAdmin2", e.travelling_as as "travellingAs", e.urgent_needs as "urgentNeeds",
  e.office_id as "officeId", e.point_name as "pointName",
  coalesce((select json_agg(json_build_object('item', a.item, 'at', a.given_at) order by a.given_at) from reception.assistance_given a where a.return_id = e.id), '[]'::json) as assistance`;

/** Returns of the records of one identity, latest first; the policies decide which the actor may see. */
export async function listReturns(actor: Actor, tx: Tx, people: readonly string[]): Promise<ReturnRecord[]> {
  const { rows } = await sql<ReturnRecord>`select ${returnColumns} from reception.return_event e
    where e.country = ${actor.country} and e.person_id = any(${people}) order by e.returned_on desc`.execute(tx);
  return rows;
}

/** A return that the actor's own office recorded. */
export async function findOwnReturn(actor: Actor, tx: Tx, returnId: string): Promise<ReturnRecord | undefined> {
  const { rows } = await sql<ReturnRecord>`select ${returnColumns} from reception.return_event e where e.id = ${returnId} and ${scope(actor, 'e')}`.execute(tx);
  return rows[0];
}

/** Hands over an item once per return; on purpose, once more. False if it was given already. */
export async function insertAssistance(actor: Actor, tx: Tx, given: { id: string; returnId: string; item: string; again: boolean }, now: Date): Promise<boolean> {
  const done = await sql`insert into reception.assistance_given (id, country, office_id, return_id, item, time_no, given_by, given_at)
    select ${given.id}, ${actor.country}, ${actor.officeId}, ${given.returnId}, ${given.item},
      case when ${given.again} then 1 + (select count(*) from reception.assistance_given a where a.return_id = ${given.returnId} and a.item = ${given.item})::int else 1 end,
      ${actor.userId}, ${now}
    on conflict (return_id, item, time_no) do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
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
