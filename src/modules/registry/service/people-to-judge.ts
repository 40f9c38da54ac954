/** What is known of many people at once, for comparing open cases with a service that changed. For the product itself. */
import type { FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { linesToJudge, placesOfDangerOf, type JudgedLine, type ToJudge } from '../repository/people-to-judge.ts';
import { factsFrom, openPlaces } from './facts.ts';

/** Somebody with an open case, the office that keeps it, and where they will live. */
export interface PersonToJudge extends ToJudge { readonly destinationAdmin2: string }

function factsOfLine(ctx: Ctx, line: JudgedLine, destinationAdmin2: string): FactSet {
  const [birthDate, birthPrecision, sex, nationalities, originAdmin2, lastReturnOn, source, evidence, registeredAt, answers, papers, hasPhone] = line;
  return factsFrom(ctx, {
    person: { birthDate, birthPrecision, sex, nationalities, originAdmin2, lastReturnOn, source, evidence, registeredAt: new Date(registeredAt) },
    answers: answers.map(([code, state, value, from, seen, at]) => ({ code, state, value, source: from, seen, recordedAt: new Date(at) })),
    documents: (papers ?? []).map(([type, country, status, issuedOn, expiresOn]) => ({ type, country, status, issuedOn, expiresOn })),
    hasPhone: hasPhone ?? false, destinationAdmin2,
  });
}

/** Facts of many people, in their order, as the office of each case knows them; nothing restricted. `codes` names the answers that matter, `null` all. */
export async function factsOfMany(ctx: Ctx, people: readonly PersonToJudge[], codes: readonly string[] | null): Promise<FactSet[]> {
  if (people.length === 0) return [];
  const lines = await linesToJudge(ctx.actor, ctx.tx, people, codes);
  if (lines.length !== people.length) throw new RangeError('every person with an open case has a record');
  return lines.map((line, i) => factsOfLine(ctx, line, people[i]!.destinationAdmin2));
}

/** Places of danger by person, for steering only: never shown, stored or returned. */
export async function placesToAvoidOfMany(ctx: Ctx, people: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const told = people.length === 0 ? [] : await placesOfDangerOf(ctx.actor, ctx.tx, [...new Set(people)]);
  return new Map([...Map.groupBy(told, (t) => t.personId)].map(([personId, rows]) => [personId, openPlaces(ctx, rows)]));
}
