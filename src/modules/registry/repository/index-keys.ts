import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Indexable } from '../rules/indexed.ts';
import type { Ask } from '../rules/look-up-plan.ts';

/** A record that a look-up may mean, and what it is compared by. */
export interface FoundRow { readonly personId: string; readonly profile: string }

/** What is shown of a record besides: whose it is, and when they were last met. */
export interface MetRow { readonly personId: string; readonly identityId: string; readonly lastReturnOn: string | null; readonly lastReturnPlace: string | null }

const list = (keys: readonly number[]): string => `{${keys.join(',')}}`;

/** A set that asks nothing is met by what is asked anyway: the index then sees three conditions and needs no special case. */
export function askColumns(asks: readonly Ask[]) {
  const met = (ask: Ask) => (ask.must.length > 0 ? ask.must.slice(0, 1) : ask.any);
  return {
    must: asks.map((a) => list(a.must)),
    any: asks.map((a) => list(a.any.length > 0 ? a.any : met(a))),
    too: asks.map((a) => list(a.anyToo.length > 0 ? a.anyToo : met(a))),
  };
}

const ID_LENGTH = 36;

/** People of the country whom each look-up may mean; only roles that register, and the product itself, get an answer, and only what a comparison needs. */
export async function lookUp(_actor: Actor, tx: Tx, asks: readonly (Ask & { readonly probe: number })[]): Promise<Map<number, FoundRow[]>> {
  const { must, any, too } = askColumns(asks);
  const { rows } = await sql<{ probe: number; people: string }>`select probe, people
    from registry.look_up(${asks.map((a) => a.probe)}::int[], ${must}::text[], ${any}::text[], ${too}::text[], ${asks.map((a) => a.most)}::int[])`.execute(tx);
  return new Map(rows.map(({ probe, people }) => [probe, people.split('\n').map((line) => ({ personId: line.slice(0, ID_LENGTH), profile: line.slice(ID_LENGTH + 1) }))]));
}

/** Identity and latest return of people whom a look-up found; for the same roles. */
export async function listMet(_actor: Actor, tx: Tx, people: readonly string[]): Promise<MetRow[]> {
  const { rows } = await sql<MetRow>`select person_id as "personId", identity_id as "identityId", last_return_on as "lastReturnOn", last_return_place as "lastReturnPlace"
    from registry.people_met(${people as string[]}::uuid[])`.execute(tx);
  return rows;
}

/** Ids of people in sight whom the questions may mean. */
export async function searchIndex(_actor: Actor, tx: Tx, asks: readonly Ask[], most: number): Promise<string[]> {
  const { must, any, too } = askColumns(asks);
  const { rows } = await sql<{ id: string }>`select distinct s as id from registry.search_index(${must}::text[], ${any}::text[], ${too}::text[], ${most}) s`.execute(tx);
  return rows.map((r) => r.id);
}

/** Writes what finds and compares a person anew. */
export async function indexPerson(_actor: Actor, tx: Tx, personId: string, form: { keys: readonly number[]; profile: string; words: readonly string[] }): Promise<void> {
  await sql`select registry.index_person(${personId}, ${list(form.keys)}::int[], ${form.profile}, ${form.words as string[]}::text[])`.execute(tx);
}

/** Records as the index is made from them. */
export async function listIndexable(_actor: Actor, tx: Tx, people: readonly string[]): Promise<(Indexable & { readonly id: string })[]> {
  const { rows } = await sql<Indexable & { id: string }>`select id, public_code as "publicCode", given_names as "givenNames", surname1, surname2, married_surname as "marriedSurname", other_names as "otherNames",
      preferred_name as "preferredName", mother_name as "motherName", birth_date as "birthDate", birth_precision as "birthPrecision", sex, nationalities,
      birth_admin1 as "birthAdmin1", birth_admin2 as "birthAdmin2", origin_admin1 as "originAdmin1", origin_admin2 as "originAdmin2", arrival_group as "arrivalGroup", documents, phones
    from registry.indexable(${people as string[]}::uuid[])`.execute(tx);
  return rows;
}

/** Records that the index does not know yet; for the product itself. */
export async function listUnindexed(_actor: Actor, tx: Tx, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select u as id from registry.unindexed(${most}) u`.execute(tx);
  return rows.map((r) => r.id);
}

export interface NameTermRow { readonly kind: 'given' | 'surname'; readonly sound: string; readonly people: number }

/** How many people there were when names were counted last; 0 before the first count. */
export async function countedPeople(actor: Actor, tx: Tx): Promise<number> {
  const { rows } = await sql<{ people: number }>`select people from registry.name_term where country = ${actor.country} and kind = 'total' and sound = ''`.execute(tx);
  return rows[0]?.people ?? 0;
}

/** Names that at least so many people bear, the most common first. */
export async function listNameTerms(actor: Actor, tx: Tx, least: number, most: number): Promise<NameTermRow[]> {
  const { rows } = await sql<NameTermRow>`select kind, sound, people from registry.name_term
    where country = ${actor.country} and kind in ('given', 'surname') and people >= ${Math.floor(least)} order by people desc limit ${most}`.execute(tx);
  return rows;
}

export interface WordRow { readonly word: string; readonly people: number }

/** The last character of the word order "C": every word that starts with a prefix lies below prefix + this. */
const BEYOND = '\u{10FFFF}';

/** Words of names that begin so, the most frequent first. */
export async function listWordsBeginning(actor: Actor, tx: Tx, beginning: string, most: number): Promise<WordRow[]> {
  const near = beginning.length >= 2 && beginning.length <= 3 ? sql` and left(word, 2) = ${beginning.slice(0, 2)}` : sql``;
  const { rows } = await sql<WordRow>`select word, people from registry.name_word
    where country = ${actor.country} and word >= ${beginning} and word < ${beginning + BEYOND}${near} order by people desc, word limit ${most}`.execute(tx);
  return rows;
}

/** Words of names that so many people bear. */
export async function listCommonWords(actor: Actor, tx: Tx, least: number, most: number): Promise<WordRow[]> {
  const { rows } = await sql<WordRow>`select word, people from registry.name_word where country = ${actor.country} and people >= ${least} order by people desc, word limit ${most}`.execute(tx);
  return rows;
}

/** Counts anew how common each name is; returns the number of people. */
export async function refreshNameTerms(_actor: Actor, tx: Tx): Promise<number> {
  const { rows } = await sql<{ total: number }>`select registry.refresh_name_terms() as total`.execute(tx);
  return rows[0]!.total;
}

/** Counts anew if the registry has changed enough since the last count; false if it has not. */
export async function keepNameTerms(_actor: Actor, tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ counted: boolean }>`select registry.keep_name_terms() as counted`.execute(tx);
  return rows[0]!.counted;
}
