/** A family registered at once: every member goes through the duplicate check, and all are registered or nobody. */
import { Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { CheckFamily, RegisterFamily, type RegisteredFamily } from '../family-schema.ts';
import { identitiesOf, tellApart } from '../repository/family.ts';
import { commonHousehold, planMove, typedTwice } from '../rules/family.ts';
import type { Advice, Candidate, DuplicateAnswer } from '../schema.ts';
import { follow, probeOf, welcomeBack } from './at-window.ts';
import { findCandidatesForMany, findManyBeforeRegistering } from './duplicates.ts';
import { carryOut, formGroup, lockedStays, relate, travelTogether } from './family.ts';
import { decideIdentity } from './identity.ts';
import { adviceOn, registerPerson } from './people.ts';
import { shaped } from './shared.ts';

type Family = ReturnType<typeof RegisterFamily.parse>;
type Member = Family['members'][number];

/** The duplicate check for every member: who may this be, and what is odd about what was typed. */
export async function checkFamily(ctx: Ctx, command: CheckFamily): Promise<{ members: DuplicateAnswer[] }> {
  const { members } = shaped(CheckFamily, command);
  const found = await findCandidatesForMany(ctx, members);
  const twice: Advice[][] = members.map(() => []);
  for (const [first, second] of typedTwice(members)) twice[second]!.push({ code: 'family-twice', field: `members.${second}`, params: { n: first + 1 } });
  return {
    members: members.map((member, i) => ({ band: found[i]![0]?.band ?? 'nobody', candidates: found[i]!, advice: [...adviceOn(ctx, member), ...twice[i]!] })),
  };
}

/** Everybody who looks like an earlier record must have been shown and answered, for each member who is new. */
function refuseUnanswered(members: readonly Member[], found: readonly Candidate[][]): void {
  const problems = members.flatMap((member, i) => {
    if (member.known) return [];
    const decided = new Set(member.decisions.map((d) => d.personId));
    const open = found[i]!.filter((c) => !decided.has(c.personId));
    return open.length > 0 ? [{ code: 'registry.duplicates-not-reviewed', field: `members.${i}`, params: { n: open.length } }] : [];
  });
  if (problems.length > 0) throw new Refused(problems, 409);
}

interface Settled { readonly personId: string; readonly publicCode: string; readonly caseId: string | null }

async function settle(ctx: Ctx, member: Member, candidates: readonly Candidate[], family: Family): Promise<Settled> {
  const after = { case: member.openCase ? family.case : undefined, consent: member.consent };
  if (member.known) return welcomeBack(ctx, member.known.personId, { probe: member.known.probe, ...after });
  const { personId, publicCode } = await registerPerson(ctx, member.person);
  const decided = new Map(member.decisions.map((d) => [d.personId, d.decision]));
  for (const candidate of candidates) await decideIdentity(ctx, { personA: personId, personB: candidate.personId, decision: decided.get(candidate.personId)! }, { justRegistered: true });
  return { personId, publicCode, caseId: await follow(ctx, personId, after) };
}

/** Registers a family: people, the relations between them, who lives together, who arrived together. One transaction. */
export async function registerFamily(ctx: Ctx, command: RegisterFamily): Promise<RegisteredFamily> {
  const family = shaped(RegisterFamily, command);
  refuseOddRelations(family);
  const found = await findManyBeforeRegistering(ctx, family.members.map((m) => probeOf(m.person)));
  refuseUnanswered(family.members, found);
  const members: Settled[] = [];
  for (const [i, member] of family.members.entries()) members.push(await settle(ctx, member, found[i]!, family));
  const householdId = await bindFamily(ctx, { ...family, people: members.map((m) => m.personId) });
  return { members: members.map(({ personId, publicCode, caseId }) => ({ personId, publicCode, caseId })), householdId };
}

export interface BoundFamily extends Pick<Family, 'relations' | 'household' | 'travel'> {
  /** In the order of the members, whom the relations name by number. */
  readonly people: readonly string[];
}

/** What makes registered people a family: nobody of them is another of them, who is what to whom, who lives and who arrived together. */
export async function bindFamily(ctx: Ctx, { people, relations, household, travel }: BoundFamily): Promise<string | null> {
  await refuseTwice(ctx, people);
  // Whoever stands here together is not one person, however alike the names: a father and his son, twins.
  await tellApart(ctx.actor, ctx.tx, pairsOf(people).map(([a, b]) => ({ id: newId(ctx.now), a, b })), ctx.now);
  for (const r of relations) await relate(ctx, { is: people[r.is]!, word: r.word, of: people[r.of]!, evidence: r.evidence, note: null });
  if (travel) await travelTogether(ctx, people, travel);
  return household ? houseTogether(ctx, people) : null;
}

/** One person cannot be two members, under one record or under several. */
async function refuseTwice(ctx: Ctx, people: readonly string[]): Promise<void> {
  const identities = await identitiesOf(ctx.actor, ctx.tx, people);
  if (new Set(identities).size !== people.length) throw new Refused([{ code: 'registry.family-member-twice', field: 'members' }]);
}

function refuseOddRelations({ members, relations }: Family): void {
  const odd = relations.findIndex((r) => r.is === r.of || r.is >= members.length || r.of >= members.length);
  if (odd >= 0) throw new Refused([{ code: 'registry.relation-with-oneself', field: `relations.${odd}` }]);
}

function pairsOf(people: readonly string[]): [string, string][] {
  const sorted = [...people].sort();
  return sorted.flatMap((a, i) => sorted.slice(i + 1).map((b): [string, string] => [a, b]));
}

/** They join the household that some of them have already; if there are two, they found a new one. */
async function houseTogether(ctx: Ctx, people: readonly string[]): Promise<string> {
  const { rows, stays } = await lockedStays(ctx, people);
  const target = commonHousehold(stays, people) ?? await formGroup(ctx, 'household');
  await carryOut(ctx, rows, planMove(stays, people, target), target, null);
  return target;
}
