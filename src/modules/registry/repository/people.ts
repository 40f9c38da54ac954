import type { Actor } from '#kernel/actor';
import type { RawBuilder } from 'kysely';
import { sql, type Tx } from '#platform/db';
import type { BirthPrecision, OfficeReason } from '../schema.ts';
import { inReach, inSight } from './scope.ts';

export interface PersonRow {
  id: string; publicCode: string; givenNames: string; surname1: string; surname2: string | null; otherNames: string | null; preferredName: string | null;
  birthDate: string | null; birthPrecision: BirthPrecision; sex: 'F' | 'M' | 'X' | null; nationalities: string[]; preferredLanguage: string | null;
  originAdmin2: string | null; lastReturnOn: string | null; lastReturnPlace: string | null; source: string; evidence: 'declared' | 'seen'; registeredAt: Date;
  marriedSurname: string | null; motherName: string | null; birthCountry: string | null; birthAdmin2: string | null; birthPlace: string | null;
}

const PERSON = sql`p.id, p.public_code as "publicCode", p.given_names as "givenNames", p.surname1, p.surname2, p.other_names as "otherNames",
  p.preferred_name as "preferredName", p.birth_date as "birthDate", p.birth_precision as "birthPrecision", p.sex, p.nationalities,
  p.preferred_language as "preferredLanguage", p.origin_admin2 as "originAdmin2", p.last_return_on as "lastReturnOn",
  p.last_return_place as "lastReturnPlace", p.source, p.evidence, p.registered_at as "registeredAt", p.married_surname as "marriedSurname",
  p.mother_name as "motherName", p.birth_country as "birthCountry", p.birth_admin2 as "birthAdmin2", p.birth_place as "birthPlace"`;

/** A person, if the actor may see them. */
export async function findPerson(actor: Actor, tx: Tx, personId: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`select ${PERSON} from registry.person p
    where p.id = ${personId} and p.country = ${actor.country} and ${inSight(actor, sql`p.id`)}`.execute(tx);
  return rows[0];
}

export interface NameColumns {
  givenNames: string; surname1: string; surname2: string | null; otherNames: string | null; preferredName: string | null;
  nameWords: readonly string[]; givenSounds: readonly string[]; surnameSounds: readonly string[];
}

export interface NewPerson extends NameColumns {
  id: string; publicCode: string; birthDate: string | null; birthPrecision: string; sex: string | null; nationalities: readonly string[];
  preferredLanguage: string | null; originAdmin2: string | null; source: string; evidence: string; now: Date;
  marriedSurname: string | null; motherName: string | null; birthCountry: string | null; birthAdmin1: string | null; birthAdmin2: string | null; birthPlace: string | null;
  originAdmin1: string | null;
}

/**
 * Stores a person; false if the public code is taken: a billion codes meet sooner than one thinks. The conflict names no column,
 * since that would need the right to read the row, which its office gets only afterwards.
 */
export async function insertPerson(actor: Actor, tx: Tx, p: NewPerson): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into registry.person (id, country, public_code, given_names, surname1, surname2, other_names, preferred_name, name_words, given_sounds,
      surname_sounds, birth_date, birth_precision, sex, nationalities, preferred_language, origin_admin2, source, evidence, identity_id, registered_by, registered_at,
      married_surname, mother_name, birth_country, birth_admin1, birth_admin2, birth_place, origin_admin1)
    values (${p.id}, ${actor.country}, ${p.publicCode}, ${p.givenNames}, ${p.surname1}, ${p.surname2}, ${p.otherNames}, ${p.preferredName},
      ${p.nameWords as string[]}, ${p.givenSounds as string[]}, ${p.surnameSounds as string[]}, ${p.birthDate}::date, ${p.birthPrecision}, ${p.sex},
      ${p.nationalities as string[]}, ${p.preferredLanguage}, ${p.originAdmin2}, ${p.source}, ${p.evidence}, ${p.id}, ${actor.userId}, ${p.now},
      ${p.marriedSurname}, ${p.motherName}, ${p.birthCountry}, ${p.birthAdmin1}, ${p.birthAdmin2}, ${p.birthPlace}, ${p.originAdmin1})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Lets an office see a person; the first reason stays, unless it was lent (by a join or a transfer, and would end with it) or only an alarm's. */
export async function insertSight(actor: Actor, tx: Tx, sight: { personId: string; officeId: string; why: OfficeReason; now: Date }): Promise<void> {
  const { rows } = await sql<{ lent: boolean }>`select by_join is not null or by_transfer is not null or circle as lent from registry.person_office where person_id = ${sight.personId} and office_id = ${sight.officeId}`.execute(tx);
  if (rows[0] && !rows[0].lent) return;
  await sql`select registry.keep_sight(${sight.personId}, ${sight.officeId}, ${sight.why}, ${sight.now})`.execute(tx);
  await sql`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at)
    values (${sight.personId}, ${sight.officeId}, ${actor.country}, ${sight.why}, ${actor.userId}, ${sight.now}) on conflict do nothing`.execute(tx);
}

const COLUMNS = {
  givenNames: 'given_names', surname1: 'surname1', surname2: 'surname2', otherNames: 'other_names', preferredName: 'preferred_name', birthDate: 'birth_date',
  birthPrecision: 'birth_precision', sex: 'sex', preferredLanguage: 'preferred_language', originAdmin2: 'origin_admin2', originAdmin1: 'origin_admin1',
  marriedSurname: 'married_surname', motherName: 'mother_name', nationalities: 'nationalities', birthCountry: 'birth_country', birthAdmin1: 'birth_admin1',
  birthAdmin2: 'birth_admin2', birthPlace: 'birth_place',
} as const;
/** How a text becomes what the column holds. */
const CASTS: Partial<Record<keyof typeof COLUMNS, (value: string | null) => RawBuilder<unknown>>> = {
  birthDate: (value) => sql`${value}::date`,
  nationalities: (value) => sql`${value?.split(' ') ?? []}::text[]`,
};

/** Sets one field of a person whom the actor sees. Returns false if there is no such person. */
export async function setField(actor: Actor, tx: Tx, personId: string, field: keyof typeof COLUMNS, value: string | null): Promise<boolean> {
  const column = sql.ref(COLUMNS[field]);
  const typed = CASTS[field]?.(value) ?? sql`${value}`;
  const { numAffectedRows } = await sql`update registry.person p set ${column} = ${typed}
    where p.id = ${personId} and p.country = ${actor.country} and ${inSight(actor, sql`p.id`)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Writes the folded forms that follow from the names. */
export async function setNameForms(actor: Actor, tx: Tx, personId: string, forms: Pick<NameColumns, 'nameWords' | 'givenSounds' | 'surnameSounds'>): Promise<void> {
  await sql`update registry.person p set name_words = ${forms.nameWords as string[]}, given_sounds = ${forms.givenSounds as string[]}, surname_sounds = ${forms.surnameSounds as string[]}
    where p.id = ${personId} and p.country = ${actor.country} and ${inSight(actor, sql`p.id`)}`.execute(tx);
}

/** Notes the latest return; an earlier one does not overwrite a later one. True if whom the person arrived with belonged to a day before and is gone. */
export async function setLastReturn(actor: Actor, tx: Tx, personId: string, on: string, place: string): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`with known as (select k.id, k.last_return_group as party from registry.person k where k.id = ${personId} and k.country = ${actor.country})
    update registry.person p set last_return_on = ${on}::date, last_return_place = ${place}, last_return_group = case when p.last_return_on = ${on}::date then p.last_return_group end
    from known k where p.id = k.id and (p.last_return_on is null or p.last_return_on <= ${on}::date) and ${inSight(actor, sql`p.id`)}
    returning k.party is not null and p.last_return_group is null as gone`.execute(tx);
  return rows[0]?.gone ?? false;
}

export interface SourceRow { field: string; evidence: 'declared' | 'seen'; at: Date; by: string | null }

/** The newest word on each field that was corrected or confirmed since the person was registered. */
export async function listFieldSources(_actor: Actor, tx: Tx, personId: string): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`select s.field, s.evidence, s.at, s.by_user as by from registry.field_sources(${personId}) s`.execute(tx);
  return rows;
}

/** Who registered the person, for whoever may read what that office recorded. */
export async function findRegistrar(actor: Actor, tx: Tx, personId: string): Promise<string | null> {
  const { rows } = await sql<{ by: string }>`select p.registered_by as by from registry.person p
    where p.id = ${personId} and p.country = ${actor.country} and ${inSight(actor, sql`p.id`)} and ${inReach(actor, sql`p.registered_by`)}`.execute(tx);
  return rows[0]?.by ?? null;
}

export interface CorrectionRow {
  field: string; oldValue: string | null; newValue: string | null; evidence: string; reason: string | null; correctedBy: string; correctedAt: Date;
}

export async function insertCorrection(actor: Actor, tx: Tx, c: Omit<CorrectionRow, 'correctedBy' | 'correctedAt'> & { id: string; personId: string; now: Date }): Promise<void> {
  await sql`insert into registry.correction (id, country, person_id, field, old_value, new_value, evidence, reason, corrected_by, corrected_at)
    values (${c.id}, ${actor.country}, ${c.personId}, ${c.field}, ${c.oldValue}, ${c.newValue}, ${c.evidence}, ${c.reason}, ${actor.userId}, ${c.now})`.execute(tx);
}

export async function listCorrections(actor: Actor, tx: Tx, personId: string): Promise<CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`select c.field, c.old_value as "oldValue", c.new_value as "newValue", c.evidence, c.reason,
      c.corrected_by as "correctedBy", c.corrected_at as "correctedAt"
    from registry.correction c where c.person_id = ${personId} and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}
      and ${inReach(actor, sql`c.corrected_by`)}
    order by c.corrected_at desc, c.id desc limit 200`.execute(tx);
  return rows;
}

export interface FoundRow {
  personId: string; publicCode: string; givenNames: string; surname1: string; surname2: string | null; birthDate: string | null; birthPrecision: string;
  originAdmin2: string | null; nameWords: string[];
}

/** People of these whom the actor sees, by name; or whoever of them bears the code. */
export async function listFound(actor: Actor, tx: Tx, which: { ids: readonly string[] } | { code: string }): Promise<FoundRow[]> {
  const { rows } = await sql<FoundRow>`select p.id as "personId", p.public_code as "publicCode", p.given_names as "givenNames", p.surname1, p.surname2, p.birth_date as "birthDate",
      p.birth_precision as "birthPrecision", p.origin_admin2 as "originAdmin2", p.name_words as "nameWords"
    from registry.person p
    where ${'code' in which ? sql`p.public_code = ${which.code}` : sql`p.id = any (${which.ids as string[]}::uuid[])`} and p.country = ${actor.country} and ${inSight(actor, sql`p.id`)}
    order by p.surname1, p.surname2, p.given_names, p.id`.execute(tx);
  return rows;
}

/** The case of each of these people: the open one, else the latest that the actor sees. */
export async function casesOfPeople(actor: Actor, tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ personId: string; id: string }>`select distinct on (c.person_id) c.person_id as "personId", c.id from registry.case_file c
    where c.person_id = any (${ids as string[]}::uuid[]) and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}
    order by c.person_id, (c.state = 'closed'), c.opened_at desc`.execute(tx);
  return new Map(rows.map((r) => [r.personId, r.id]));
}
