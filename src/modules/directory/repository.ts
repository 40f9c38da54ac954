import type { Actor } from '#kernel/actor';
import { fold } from '#kernel/text';
import type { RawBuilder } from 'kysely';
import { sql, type Tx } from '#platform/db';
import type { DirectoryPack, DocumentType, LegalBasis, Organization, ReceptionPoint, Service } from './schema.ts';
import { ENTRY_KINDS, type EntryKind } from './schema/stewardship.ts';

/** What a search of the directory may ask for; everything is optional. */
export interface ServiceFilter {
  readonly need?: string | undefined;
  readonly text?: string | undefined;
  readonly admin1?: string | undefined;
  /** Municipalities; several when one code stands for all parts of a joined municipality. */
  readonly admin2?: readonly string[] | undefined;
  readonly status?: string | undefined;
  /** Only names that are renderings, for stewards. */
  readonly toCheck?: boolean | undefined;
  readonly limit: number;
}

/** Protected services exist only for the closed circle; the policy of the table says the same behind this. */
const maySeeProtected = (actor: Actor): boolean => ['protection', 'steward', 'system'].includes(actor.role);

const visible = (actor: Actor) => sql`s.country = ${actor.country} and s.active and (${maySeeProtected(actor)} or not s.protection_only)`;

export async function findService(actor: Actor, tx: Tx, id: string): Promise<Service | undefined> {
  const { rows } = await sql<{ entry: Service }>`select s.entry from directory.service s where ${visible(actor)} and s.id = ${id}`.execute(tx);
  return rows[0]?.entry;
}

export async function findServicesByIds(actor: Actor, tx: Tx, ids: readonly string[]): Promise<Service[]> {
  const { rows } = await sql<{ entry: Service }>`select s.entry from directory.service s where ${visible(actor)} and s.id = any(${ids}) order by s.id`.execute(tx);
  return rows.map((row) => row.entry);
}

/** Part of a search that holds when the answer was left out. */
const unless = <T>(value: T | undefined, condition: (value: T) => RawBuilder<unknown>): RawBuilder<unknown> => (value === undefined ? sql`true` : condition(value));

/** A service without a stated place, or for the whole country, is in every area. */
function inArea({ admin1, admin2 }: ServiceFilter): RawBuilder<unknown> {
  return unless(admin1, (department) => sql`exists (select from directory.service_place p
    where p.country = s.country and p.service_id = s.id and (p.reach in ('national', 'unstated') or p.admin1 = ${department})
      and ${unless(admin2, (municipalities) => sql`(p.admin2 is null or p.admin2 = any(${municipalities as string[]}))`)})`);
}

/** Services by need, words, state and area. */
export async function searchServices(actor: Actor, tx: Tx, filter: ServiceFilter): Promise<Service[]> {
  const words = fold(filter.text ?? '').split(' ').filter(Boolean);
  const { rows } = await sql<{ entry: Service }>`select s.entry from directory.service s
    where ${visible(actor)}
      and ${unless(filter.need, (need) => sql`s.service_types @> array[${need}::text]`)}
      and ${unless(filter.status, (status) => sql`s.status = ${status}`)}
      and ${unless(filter.toCheck || undefined, () => sql`(s.entry->>'nameEsInSource')::boolean = false`)}
      and (${words}::text[] = '{}' or (select bool_and(s.search like '%' || w || '%') from unnest(${words}::text[]) w))
      and ${inArea(filter)}
    order by s.matchable desc, s.name_es, s.id limit ${filter.limit}`.execute(tx);
  return rows.map((row) => row.entry);
}

/** Every service that may be suggested to somebody. */
export async function listMatchable(actor: Actor, tx: Tx): Promise<Service[]> {
  const { rows } = await sql<{ entry: Service }>`select s.entry from directory.service s where ${visible(actor)} and s.matchable order by s.id`.execute(tx);
  return rows.map((row) => row.entry);
}

export async function findOrganizations(actor: Actor, tx: Tx, ids: readonly string[]): Promise<Organization[]> {
  const { rows } = await sql<{ entry: Organization }>`select entry from directory.organization where country = ${actor.country} and id = any(${ids})`.execute(tx);
  return rows.map((row) => row.entry);
}

export async function findDocuments(actor: Actor, tx: Tx, ids: readonly string[]): Promise<DocumentType[]> {
  const { rows } = await sql<{ entry: DocumentType }>`select entry from directory.document_type where country = ${actor.country} and id = any(${ids})`.execute(tx);
  return rows.map((row) => row.entry);
}

/** Legal bases of the country by id. */
export async function findLegalBases(actor: Actor, tx: Tx, ids: readonly string[]): Promise<LegalBasis[]> {
  const { rows } = await sql<{ entry: LegalBasis }>`select entry from directory.legal_basis where country = ${actor.country} and id = any(${ids})`.execute(tx);
  return rows.map((row) => row.entry);
}

export async function listDocuments(actor: Actor, tx: Tx): Promise<DocumentType[]> {
  const { rows } = await sql<{ entry: DocumentType }>`select entry from directory.document_type where country = ${actor.country} and active and kind <> 'proposal' order by name_es, id`.execute(tx);
  return rows.map((row) => row.entry);
}

export async function listReceptionPoints(actor: Actor, tx: Tx): Promise<ReceptionPoint[]> {
  const { rows } = await sql<{ entry: ReceptionPoint }>`select entry from directory.reception_point where country = ${actor.country} and active order by name_es, id`.execute(tx);
  return rows.map((row) => row.entry);
}

/** Changes with every change of the directory, of places left and of answers to referrals; empty before anything was loaded. */
export async function directoryVersion(actor: Actor, tx: Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`select v.version || '/' || v.content_hash || '/' || (select coalesce(sum(n.revision), 0) from directory.service_now n where n.country = v.country) as version
    from directory.version v where v.country = ${actor.country}`.execute(tx);
  return rows[0]?.version ?? '';
}

export async function loadedHash(actor: Actor, tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string }>`select content_hash as hash from directory.version where country = ${actor.country}`.execute(tx);
  return rows[0]?.hash;
}

function searchWords(service: Service, pack: DirectoryPack): string {
  const organization = pack.organizations.find((o) => o.id === service.organizationId);
  const labels = pack.needTypes.filter((n) => service.serviceTypes.includes(n.code)).flatMap((n) => [n.labelEs, n.labelEn]);
  return fold([
    service.nameEs, service.nameEn, service.programmeName, service.descriptionEn, ...labels,
    organization?.nameEs, organization?.nameEn, organization?.acronym,
  ].filter(Boolean).join(' '));
}

/** Replaces the directory of the actor's country by the pack. Entries that left the pack stay, inactive. System only. */
export async function saveDirectory(actor: Actor, tx: Tx, pack: DirectoryPack, hash: string, now: Date): Promise<void> {
  const { country } = actor;
  for (const kind of ENTRY_KINDS) {
    await sql`update ${sql.table(`directory.${TABLES[kind]}`)} set active = false where country = ${country}`.execute(tx);
    await saveEntries(actor, tx, kind, pack);
  }
  await sql`insert into directory.version (country, version, content_hash, loaded_at) values (${country}, 1, ${hash}, ${now})
    on conflict (country) do update set version = directory.version.version + 1, content_hash = excluded.content_hash, loaded_at = excluded.loaded_at`.execute(tx);
}

type Saver = (actor: Actor, tx: Tx, pack: DirectoryPack) => Promise<void>;
const SAVERS: Readonly<Record<EntryKind, readonly Saver[]>> = {
  organization: [saveOrganizations], service: [saveServices, savePlaces], receptionPoint: [saveReceptionPoints], document: [saveDocuments], legalBasis: [saveLegalBases],
};
const TABLES: Readonly<Record<EntryKind, string>> = {
  organization: 'organization', service: 'service', receptionPoint: 'reception_point', document: 'document_type', legalBasis: 'legal_basis',
};

/** Puts the entries of one kind in force and leaves all others as they are. Stewards and system only. */
export async function saveEntries(actor: Actor, tx: Tx, kind: EntryKind, pack: DirectoryPack): Promise<void> {
  for (const save of SAVERS[kind]) await save(actor, tx, pack);
}

/** Takes an entry out of sight. Stewards only. */
export async function retireEntry(actor: Actor, tx: Tx, kind: EntryKind, id: string): Promise<void> {
  await sql`update ${sql.table(`directory.${TABLES[kind]}`)} set active = false where country = ${actor.country} and id = ${id}`.execute(tx);
}

/** Services of an organization that are in sight. */
export async function listServicesOf(actor: Actor, tx: Tx, organizationId: string): Promise<Service[]> {
  const { rows } = await sql<{ entry: Service }>`select s.entry from directory.service s where ${visible(actor)} and s.organization_id = ${organizationId} order by s.id`.execute(tx);
  return rows.map((row) => row.entry);
}

/** Every service in sight. */
export async function listServices(actor: Actor, tx: Tx): Promise<Service[]> {
  const { rows } = await sql<{ entry: Service }>`select s.entry from directory.service s where ${visible(actor)} order by s.id`.execute(tx);
  return rows.map((row) => row.entry);
}

const entries = (list: readonly unknown[]) => sql`jsonb_array_elements(${JSON.stringify(list)}::jsonb) as e`;

async function saveOrganizations({ country }: Actor, tx: Tx, pack: DirectoryPack): Promise<void> {
  await sql`insert into directory.organization (country, id, name_es, name_en, kind, scope, entry)
    select ${country}, e->>'id', e->>'nameEs', e->>'nameEn', e->>'kind', e->>'scope', e from ${entries(pack.organizations)}
    on conflict (country, id) do update set name_es = excluded.name_es, name_en = excluded.name_en, kind = excluded.kind, scope = excluded.scope,
      entry = excluded.entry, active = true`.execute(tx);
}

async function saveServices({ country }: Actor, tx: Tx, pack: DirectoryPack): Promise<void> {
  const rows = pack.services.map((entry) => ({ entry, search: searchWords(entry, pack) }));
  await sql`insert into directory.service (country, id, organization_id, name_es, name_en, service_types, phase, status, as_of, matchable, protection_only, search, entry)
    select ${country}, s->>'id', s->>'organizationId', s->>'nameEs', s->>'nameEn', array(select jsonb_array_elements_text(s->'serviceTypes')),
      s->>'phase', s->>'status', (s->>'asOf')::int, (s->>'matchable')::boolean, (s->>'protectionOnly')::boolean, e->>'search', s
    from ${entries(rows)}, lateral (select e->'entry' as s) x
    on conflict (country, id) do update set organization_id = excluded.organization_id, name_es = excluded.name_es, name_en = excluded.name_en,
      service_types = excluded.service_types, phase = excluded.phase, status = excluded.status, as_of = excluded.as_of, matchable = excluded.matchable,
      protection_only = excluded.protection_only, search = excluded.search, entry = excluded.entry, active = true`.execute(tx);
}

async function savePlaces({ country }: Actor, tx: Tx, pack: DirectoryPack): Promise<void> {
  const rows = pack.services.flatMap((s) => s.places.map((place, position) => ({ ...place, serviceId: s.id, position })));
  await sql`delete from directory.service_place where country = ${country} and service_id = any(${pack.services.map((s) => s.id)})`.execute(tx);
  await sql`insert into directory.service_place (country, service_id, position, reach, admin1, admin2)
    select ${country}, e->>'serviceId', (e->>'position')::int, e->>'reach', e->>'admin1', e->>'admin2' from ${entries(rows)}`.execute(tx);
}

async function saveReceptionPoints({ country }: Actor, tx: Tx, pack: DirectoryPack): Promise<void> {
  await sql`insert into directory.reception_point (country, id, name_es, name_en, mode, status, as_of, entry)
    select ${country}, e->>'id', e->>'nameEs', e->>'nameEn', e->>'mode', e->>'status', (e->>'asOf')::int, e from ${entries(pack.receptionPoints)}
    on conflict (country, id) do update set name_es = excluded.name_es, name_en = excluded.name_en, mode = excluded.mode, status = excluded.status,
      as_of = excluded.as_of, entry = excluded.entry, active = true`.execute(tx);
}

async function saveDocuments({ country }: Actor, tx: Tx, pack: DirectoryPack): Promise<void> {
  await sql`insert into directory.document_type (country, id, name_es, name_en, kind, entry)
    select ${country}, e->>'id', e->>'nameEs', e->>'nameEn', e->>'kind', e from ${entries(pack.documents)}
    on conflict (country, id) do update set name_es = excluded.name_es, name_en = excluded.name_en, kind = excluded.kind, entry = excluded.entry, active = true`.execute(tx);
}

async function saveLegalBases({ country }: Actor, tx: Tx, pack: DirectoryPack): Promise<void> {
  await sql`insert into directory.legal_basis (country, id, instrument, entry)
    select ${country}, e->>'id', e->>'instrument', e from ${entries(pack.legalBases)}
    on conflict (country, id) do update set instrument = excluded.instrument, entry = excluded.entry, active = true`.execute(tx);
}
