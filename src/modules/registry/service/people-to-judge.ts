/** What is known of many people at once, for comparing open cases with a service that changed. For the product itself. */
import type { BirthPrecision } from '#kernel/birth';
import type { FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { today } from './shared.ts';
import { knownOf, placesOfDangerOf, type ToJudge } from '../repository/people-to-judge.ts';
import { factsFrom, openPlaces, placeFacts } from './facts.ts';

/** Somebody with an open case, the office that keeps it, and where they will live. */
export interface PersonToJudge extends ToJudge { readonly destinationAdmin2: string }

type Answer = readonly [code: string, state: 'known' | 'declined', value: unknown, day: string];
type Paper = readonly [type: string, country: string, status: string, issuedOn: string | null, expiresOn: string | null];

const listOf = <T>(text: string): T[] => (text === '' ? [] : (JSON.parse(`[${text}]`) as T[]));

/** Facts of what `registry.known_of` says of somebody: enough for every verdict, but nothing of where an answer comes from. */
export function factsOfKnown(ctx: Ctx, known: string, destinationAdmin2: string): FactSet {
  const [birthDate, precision, sex, nationalities, originAdmin2, lastReturnOn, answers, papers, phone] = known.split('\t') as [string, string, string, string, string, string, string, string, string];
  return factsFrom(ctx, {
    person: {
      birthDate: birthDate || null, birthPrecision: (precision || 'day') as BirthPrecision, sex: (sex || null) as 'F' | 'M' | 'X' | null, nationalities: nationalities ? nationalities.split(',') : [],
      originAdmin2: originAdmin2 || null, lastReturnOn: lastReturnOn || null, source: 'derived', evidence: 'declared', registeredAt: ctx.now,
    },
    answers: listOf<Answer>(answers).map(([code, state, value, day]) => ({ code, state, value, source: 'declared', seen: false, recordedAt: new Date(day) })),
    documents: listOf<Paper>(papers).map(([type, country, status, issuedOn, expiresOn]) => ({ type, country, status, issuedOn, expiresOn })),
    hasPhone: phone !== '', destinationAdmin2: destinationAdmin2 || null,
  });
}

/** The same facts of somebody who lives in this municipality. */
export function placedAt(ctx: Ctx, facts: FactSet, destinationAdmin2: string): FactSet {
  return { ...facts, ...placeFacts(ctx, destinationAdmin2, ctx.now.toISOString()) };
}

/** Facts of many people, in their order, as the office of each case knows them; nothing restricted. */
export async function factsOfMany(ctx: Ctx, people: readonly PersonToJudge[]): Promise<FactSet[]> {
  if (people.length === 0) return [];
  const rows = await knownOf(ctx.actor, ctx.tx, people, null, today(ctx));
  const known = new Map(rows.map((row) => [`${row.personId} ${row.officeId}`, row.known]));
  return people.map((p) => {
    const line = known.get(`${p.personId} ${p.officeId}`);
    if (line === undefined) throw new RangeError('every person with an open case has a record');
    return factsOfKnown(ctx, line, p.destinationAdmin2);
  });
}

/** Places of danger by person, for steering only: never shown, stored or returned. */
export async function placesToAvoidOfMany(ctx: Ctx, people: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const told = people.length === 0 ? [] : await placesOfDangerOf(ctx.actor, ctx.tx, [...new Set(people)]);
  return new Map([...Map.groupBy(told, (t) => t.personId)].map(([personId, rows]) => [personId, openPlaces(ctx, rows)]));
}
