import type { Actor } from '#kernel/actor';
import type { BirthPrecision } from '#kernel/birth';
import { sql, type Tx } from '#platform/db';

/** Somebody with an open case, and the office that keeps it: what that office may know of them counts. */
export interface ToJudge { readonly personId: string; readonly officeId: string }

type Answer = readonly [code: string, state: 'known' | 'declined', value: unknown, source: string, seen: boolean, recordedAt: string];
type Paper = readonly [type: string, country: string, status: string, issuedOn: string | null, expiresOn: string | null];

/** A line of `registry.people_to_judge`, in the order of its array. */
export type JudgedLine = readonly [
  birthDate: string | null, birthPrecision: BirthPrecision, sex: 'F' | 'M' | 'X' | null, nationalities: string[], originAdmin2: string | null, lastReturnOn: string | null,
  source: string, evidence: 'declared' | 'seen', registeredAt: string, answers: readonly Answer[], papers: readonly Paper[] | null, hasPhone: boolean | null,
];

/** What is known of many people, in their order; `codes` names the answers that matter, `null` all. For the product itself. */
export async function linesToJudge(_actor: Actor, tx: Tx, people: readonly ToJudge[], codes: readonly string[] | null): Promise<JudgedLine[]> {
  const { rows } = await sql<{ lines: string | null }>`select lines from registry.people_to_judge(${people.map((p) => p.personId)}::uuid[], ${people.map((p) => p.officeId)}::uuid[], ${codes as string[] | null}::text[])`.execute(tx);
  const lines = rows[0]?.lines;
  return lines ? (JSON.parse(`[${lines.replaceAll('\n', ',')}]`) as JudgedLine[]) : [];
}

export interface SealedPlaces { readonly personId: string; readonly id: string; readonly sealed: Buffer | null }

/** Places of danger of many people, still sealed. For the product itself. */
export async function placesOfDangerOf(_actor: Actor, tx: Tx, people: readonly string[]): Promise<SealedPlaces[]> {
  const { rows } = await sql<SealedPlaces>`select person_id as "personId", id, sealed from registry.places_of_danger_of(${people as string[]}::uuid[])`.execute(tx);
  return rows;
}
