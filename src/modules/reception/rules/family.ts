/** A family at the desk: each member as a desk of their own, and what keeps the whole from being finished. Pure. */
import { ADULT_FROM } from '#kernel/birth';
import type { Problem } from '#kernel/errors';
import { ageOnReturn, finishProblems, needsHandover, type DeskFacts } from '../rules.ts';
import type { FamilyDeskMember, FinishDesk, FinishFamily, Flag } from '../schema.ts';

export interface FamilyFacts extends Omit<DeskFacts, 'flags'> {
  /** What is known of each member from the list, in their order. */
  readonly flags: readonly (readonly Flag[])[];
}

/** Is this member a child, by the birth date or, without one, by the list? */
export function isChildMember(member: Pick<FamilyDeskMember, 'identity'>, returnedOn: string, flags: readonly Flag[], childUnder: number): boolean {
  const age = ageOnReturn(member.identity, { returnedOn });
  return age === null ? flags.includes('child') : age < Math.max(childUnder, ADULT_FROM);
}

/** What the desk does for one member: a child for whom nobody of the family answers came without those who do. */
export function deskOfMember(command: FinishFamily, at: number, facts: Pick<FamilyFacts, 'flags' | 'childUnder'>): FinishDesk {
  const { role: _role, guardian, rowId: _rowId, ...member } = command.members[at]!;
  const child = isChildMember(member, command.return.returnedOn, facts.flags[at]!, facts.childUnder);
  return {
    ...member, consentToCase: !child && member.consentToCase, return: { ...command.return, travellingAs: child && guardian === null ? 'separatedChild' : 'family' },
    consentReadAloud: command.consentReadAloud, nextStep: member.handover?.to === 'protection' ? 'childProtection' : command.nextStep, slipLanguage: command.slipLanguage,
  };
}

/** Everything that keeps a family from being registered, each with its member and field; none = it may be. */
export function familyProblems(command: FinishFamily, facts: FamilyFacts): Problem[] {
  return command.members.flatMap((member, at) => [
    ...finishProblems(deskOfMember(command, at, facts), { ...facts, flags: facts.flags[at]! }),
    ...guardianProblems(command, at, facts),
    ...(at > 0 && member.role === null ? [{ code: 'reception.role-missing', field: 'role' }] : []),
  ].map((problem) => ({ ...problem, field: `members.${at}.${problem.field}` })));
}

/** Whoever answers for a child is a grown member of this family, and not the child. */
function guardianProblems({ members, return: { returnedOn } }: FinishFamily, at: number, { flags, childUnder }: FamilyFacts): Problem[] {
  const { guardian } = members[at]!;
  if (guardian === null) return [];
  const adult = members[guardian.member];
  const grown = adult !== undefined && guardian.member !== at && !isChildMember(adult, returnedOn, flags[guardian.member]!, childUnder);
  return grown ? [] : [{ code: 'reception.guardian-not-adult', field: 'guardian' }];
}

/** Does a child leave only with a hand-over, because nobody of the family answers for it or because the list says that it is alone? */
export function asksHandover(command: FinishFamily, at: number, facts: Pick<FamilyFacts, 'flags' | 'childUnder'>): boolean {
  return needsHandover(deskOfMember(command, at, facts), facts.flags[at]!, facts.childUnder);
}

export interface SaidRelation {
  readonly is: number;
  readonly word: NonNullable<FamilyDeskMember['role']>;
  readonly of: number;
  readonly evidence: 'declared' | 'seen';
}

/** Who is what to whom, by number: everybody to the first, and who answers for which child. */
export function relationsOfFamily(members: readonly Pick<FamilyDeskMember, 'role' | 'guardian'>[]): SaidRelation[] {
  return members.flatMap(({ role, guardian }, at): SaidRelation[] => [
    ...(at > 0 && role !== null ? [{ is: at, word: role, of: 0, evidence: 'declared' as const }] : []),
    ...(guardian === null ? [] : [{ is: guardian.member, word: 'guardian' as const, of: at, evidence: guardian.evidence }]),
  ]);
}
