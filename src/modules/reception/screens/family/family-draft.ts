import { z } from 'zod';
import { RETURN_KINDS } from '#kernel/codes';
import { DeskIdentity, MODES, NEXT_STEPS, type ChildHandover, type DeskView, type FinishFamilyInput, type WhoIsThis } from '../../schema.ts';
import { partialBirth, wholeBirth } from '../data.ts';

export const ROLES = ['spouse', 'partner', 'child', 'parent', 'sibling', 'grandchild', 'grandparent', 'nephew-niece', 'other'] as const;

const identity = DeskIdentity.shape;
const answered = z.string({ error: 'platform.missing' }).min(1, { error: 'platform.missing' });

const Member = z.object({
  rowId: z.string().nullable(),
  givenNames: identity.givenNames,
  surname1: identity.surname1,
  surname2: identity.surname2,
  birth: z.string().nullable().optional(),
  sex: identity.sex,
  role: z.enum(ROLES).optional(),
  /** Number of the adult who answers for this child, or nobody. */
  guardian: z.string().optional(),
  evidence: z.enum(['declared', 'seen']).default('declared'),
  urgentNeeds: z.array(z.string()).default([]),
  assistance: z.array(z.string()).default([]),
});
export type MemberDraft = z.output<typeof Member>;

/** What is told of a family, before it is looked up. */
export const FamilyDraft = z.object({
  returnedOn: answered,
  fromCountry: z.string().nullable().optional(),
  kind: z.enum(RETURN_KINDS),
  mode: z.enum(MODES),
  destinationAdmin2: answered,
  household: z.enum(['yes', 'no']).default('yes'),
  members: z.array(Member).min(2, { error: 'reception.family-too-small' }).superRefine((members, ctx) => members.forEach((m, i) => {
    if (i > 0 && !m.role) ctx.addIssue({ code: 'custom', message: 'platform.missing', path: [i, 'role'] });
  })),
});
export type FamilyDraft = z.output<typeof FamilyDraft>;
export type FamilyDraftInput = z.input<typeof FamilyDraft>;

/** What is asked once it is clear who everybody is. */
export const FamilyFinish = z.object({
  consents: z.record(z.string(), z.enum(['yes', 'no'])),
  adults: z.array(z.string()),
  readAloud: z.boolean().default(false),
  nextStep: z.enum(NEXT_STEPS),
  slipLanguage: z.enum(['es', 'en']).default('es'),
}).superRefine(({ adults, consents }, ctx) => {
  for (const adult of adults) if (!consents[adult]) ctx.addIssue({ code: 'custom', message: 'platform.missing', path: ['consents', adult] });
});
export type FamilyFinish = z.output<typeof FamilyFinish>;

/** A member as the list says, confirmed instead of typed again. */
export function memberOf(view: DeskView): FamilyDraftInput['members'][number] {
  const { person } = view;
  return {
    rowId: view.rowId, givenNames: person.givenNames, surname1: person.surname1, surname2: person.surname2 ?? '',
    birth: partialBirth(person.birthDate, person.birthPrecision), sex: person.sex, urgentNeeds: [], assistance: [],
  };
}

/** A member as the command and the look-up name them; `view` is what the list says of them. */
export function identityOf(member: Omit<MemberDraft, 'rowId'>, view: DeskView | undefined): z.output<typeof DeskIdentity> {
  const number = view?.person.number ?? null;
  return {
    givenNames: member.givenNames, surname1: member.surname1, surname2: member.surname2, ...wholeBirth(member.birth), sex: member.sex ?? null,
    originAdmin2: view?.person.originAdmin2 ?? null, document: number ? { type: number.type, number: number.asSeen, seen: false } : null, phone: view?.person.phone ?? null, preferredLanguage: 'es',
  };
}

export interface Answers {
  readonly who: readonly (WhoIsThis | undefined)[];
  readonly handovers: readonly (ChildHandover | null)[];
}

/** The command that registers everybody, from what was told and answered. */
export function commandOf(family: FamilyDraft, views: readonly DeskView[], { who, handovers }: Answers, finish: FamilyFinish): FinishFamilyInput {
  const view = (rowId: string | null) => views.find((v) => v.rowId === rowId);
  return {
    household: family.household === 'yes', consentReadAloud: finish.readAloud, nextStep: finish.nextStep, slipLanguage: finish.slipLanguage,
    return: {
      returnedOn: family.returnedOn, mode: family.mode, kind: family.kind, fromCountry: family.fromCountry ?? null, authority: views[0]?.arrival.authority ?? null,
      monthsAbroad: null, destinationAdmin2: family.destinationAdmin2,
    },
    members: family.members.map((member, i) => ({
      rowId: member.rowId, identity: identityOf(member, view(member.rowId)), who: who[i]!, role: i > 0 ? (member.role ?? null) : null,
      guardian: member.guardian && member.guardian !== 'nobody' ? { member: Number(member.guardian), evidence: member.evidence } : null,
      handover: handovers[i] ?? null, consentToCase: finish.consents[String(i)] === 'yes',
      urgentNeeds: member.urgentNeeds, assistance: member.assistance.map((item) => ({ item })),
    })),
  };
}
