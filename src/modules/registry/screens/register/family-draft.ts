import { z } from 'zod';
import { ADULT_FROM, mayBeChild } from '#kernel/birth';
import { URGENCIES } from '#kernel/codes';
import { isPlainDate, type PlainDate } from '#kernel/dates';
import { ageOn } from '../../rules/birth.ts';
import {
  DOCUMENT_TYPES, FAMILY_LIMIT, RegisterPerson, SAFETIES, type Candidate, type DuplicateProbe, type RecordConsent, type RegisterFamily, type RegisterPerson as RegisterPersonInput,
} from '../../schema.ts';
import { birthOf, consentOf, WhoDraft } from './register-draft.ts';

const person = RegisterPerson.shape;

/** What somebody is to the first person of the family. */
export const ROLES = ['spouse', 'partner', 'child', 'parent', 'sibling', 'grandchild', 'grandparent', 'nephew-niece', 'other'] as const;

const Member = z.object({
  givenNames: person.givenNames,
  surname1: person.surname1.optional(),
  surname2: person.surname2,
  birth: WhoDraft.shape.birth,
  sex: person.sex,
  role: z.enum(ROLES).optional(),
  /** The first person answers for this child. */
  guardian: z.enum(['no', 'declared', 'seen']).optional(),
  documentType: z.enum(DOCUMENT_TYPES).optional(),
  documentNumber: WhoDraft.shape.documentNumber,
});
export type MemberDraft = z.output<typeof Member>;

/** A family: what they have in common once, then each of them. */
export const FamilyDraft = z.object({
  surname1: person.surname1,
  surname2: person.surname2,
  originAdmin2: person.originAdmin2,
  phone: z.string().trim().max(40, { error: 'registry.text-too-long' }).optional(),
  safety: z.enum(SAFETIES).default('ask-first'),
  together: z.enum(['yes', 'no']).default('yes'),
  arrivedOn: z.string().refine(isPlainDate, { error: 'registry.date-impossible' }).optional(),
  members: z.array(Member).min(2, { error: 'registry.family-too-small' }).max(FAMILY_LIMIT)
    .superRefine((members, ctx) => members.forEach((m, i) => {
      if (i > 0 && !m.role) ctx.addIssue({ code: 'custom', message: 'platform.missing', path: [i, 'role'] });
    })),
});
export type FamilyDraft = z.output<typeof FamilyDraft>;

/** What is asked when it is clear who everybody is. One answer about consent for each adult; children follow whoever answers for them. */
export const FamilyFinish = z.object({
  destinationAdmin2: z.string({ error: 'platform.missing' }).min(1, { error: 'platform.missing' }),
  urgency: z.enum(URGENCIES),
  /** Members who answer for themselves, by their number. */
  adults: z.array(z.string()).min(1),
  consents: z.record(z.string(), z.enum(['yes', 'no'])),
  readAloud: z.boolean().default(false),
}).superRefine(({ adults, consents }, ctx) => {
  for (const adult of adults) if (!consents[adult]) ctx.addIssue({ code: 'custom', message: 'platform.missing', path: ['consents', adult] });
});
export type FamilyFinish = z.output<typeof FamilyFinish>;

/** Whether a member is a child, or may be one: in doubt they are. An age of which nobody knows anything is an adult's. */
export function isChild(member: Pick<MemberDraft, 'birth'>, today: PlainDate): boolean {
  const { birthDate, birthPrecision } = birthOf(member as WhoDraft);
  return mayBeChild(birthDate, birthPrecision, today);
}

/** The first person, from whom the family is told, answers for the others: a child only by the age as it is told, so that in doubt somebody is followed. */
function isFirstChild(member: Pick<MemberDraft, 'birth'>, today: PlainDate): boolean {
  const { birthDate } = birthOf(member as WhoDraft);
  const age = birthDate && isPlainDate(birthDate) ? ageOn(birthDate, today) : null;
  return age !== null && age < ADULT_FROM;
}

function surnamesOf(family: FamilyDraft, member: MemberDraft): { surname1: string; surname2?: string } {
  const own = Boolean(member.surname1 || member.surname2);
  const surname2 = own ? member.surname2 : family.surname2;
  return { surname1: (own ? member.surname1 : family.surname1) ?? '', ...(surname2 ? { surname2 } : {}) };
}

/** A member with what the family has in common, as the duplicate check wants it. */
export function probeOfMember(family: FamilyDraft, member: MemberDraft): DuplicateProbe {
  return {
    givenNames: member.givenNames, ...surnamesOf(family, member), ...(member.birth ? birthOf(member as WhoDraft) : {}), sex: member.sex, originAdmin2: family.originAdmin2,
    documents: member.documentType && member.documentNumber ? [{ type: member.documentType, number: member.documentNumber }] : [],
  };
}

/** Where a record is made, by who makes it. */
const SOURCES: Readonly<Record<string, NonNullable<RegisterPersonInput['source']>>> = { reception: 'reception', consular: 'consulate' };

function personOf(family: FamilyDraft, member: MemberDraft, { country, role }: { country: string; role: string }, first: boolean): RegisterPersonInput {
  const { documents: _documents, ...probe } = probeOfMember(family, member);
  return {
    ...probe, givenNames: member.givenNames, source: SOURCES[role] ?? 'window',
    documents: member.documentType ? [{ type: member.documentType, country, number: member.documentNumber, status: 'held' }] : [],
    contacts: first && family.phone ? [{ channel: 'phone', value: family.phone, safety: family.safety }] : [],
  };
}

function relationsOf(members: readonly MemberDraft[]): NonNullable<RegisterFamily['relations']> {
  return members.flatMap((member, i) => {
    if (i === 0) return [];
    const role = member.role ? [{ is: i, word: member.role, of: 0 }] : [];
    const guardian = member.guardian && member.guardian !== 'no' ? [{ is: 0, word: 'guardian' as const, of: i, evidence: member.guardian }] : [];
    return [...role, ...guardian];
  });
}

/** What was answered about each member: the record that they are, or who they are not. */
export interface MemberAnswers {
  readonly same: Candidate | null;
  readonly answers: Readonly<Record<string, 'different' | 'unsure'>>;
}

function consentOfMember(finish: FamilyFinish, index: number, child: boolean, language: string): RecordConsent | undefined {
  const answer = finish.consents[child ? '0' : String(index)];
  if (!answer) return undefined;
  return consentOf({ consent: answer, givenBy: child ? 'guardian' : 'person', readAloud: finish.readAloud, destinationAdmin2: finish.destinationAdmin2, urgency: finish.urgency, safety: 'ask-first' }, language);
}

/** The command that registers everybody, from what was typed and answered. */
export function commandOf(family: FamilyDraft, answered: readonly MemberAnswers[], finish: FamilyFinish, by: { country: string; role: string; locale: string; today: PlainDate }): RegisterFamily {
  return {
    household: family.together === 'yes', travel: family.arrivedOn ? { on: family.arrivedOn } : null, relations: relationsOf(family.members),
    case: { destinationAdmin2: finish.destinationAdmin2, urgency: finish.urgency },
    members: family.members.map((member, i) => {
      const child = i === 0 ? isFirstChild(member, by.today) : isChild(member, by.today);
      const { same, answers } = answered[i]!;
      const consent = consentOfMember(finish, i, child, by.locale);
      return {
        person: personOf(family, member, by, i === 0), openCase: !child, ...(consent ? { consent } : {}),
        ...(same ? { known: { personId: same.personId, probe: probeOfMember(family, member) } } : {}),
        decisions: same ? [] : Object.entries(answers).map(([personId, decision]) => ({ personId, decision })),
      };
    }),
  };
}
