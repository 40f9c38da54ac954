/** Households, travel groups and relations: what can be asked, and what is answered. Part of the room's one schema door. */
import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';
import { asSeen } from '#kernel/text';
import { DuplicateProbe, OpenCase, RecordConsent, RegisterPerson } from './person-schema.ts';

export const RELATION_KINDS = ['parent', 'sibling', 'spouse', 'partner', 'grandparent', 'guardian', 'uncle-aunt', 'cousin', 'in-law', 'other'] as const;
/** What one person is to another, as it is kept. */
export type RelationKind = (typeof RELATION_KINDS)[number];

export const RELATION_WORDS = [...RELATION_KINDS, 'child', 'grandchild', 'ward', 'nephew-niece'] as const;
/** What one person is to another, as it is said: the same and the other way round. */
export type RelationWord = (typeof RELATION_WORDS)[number];

export const RELATION_EVIDENCE = ['declared', 'seen', 'verified'] as const;
/** How a relation is known; `verified`: protection looked into it. */
export type RelationEvidence = (typeof RELATION_EVIDENCE)[number];

const words = (limit: number) => z.string().overwrite(asSeen).trim().max(limit, { error: 'registry.text-too-long' }).regex(/^[^\p{Cc}]*$/u, { error: 'registry.text-control' });
const day = z.string().refine(isPlainDate, { error: 'registry.date-impossible' });

/** The other person is `word` of this one. */
export const RecordRelation = z.strictObject({ otherPersonId: z.uuid(), word: z.enum(RELATION_WORDS), evidence: z.enum(RELATION_EVIDENCE).default('declared'), note: words(300).optional() });
export type RecordRelation = z.input<typeof RecordRelation>;

export const EndRelation = z.strictObject({ reason: words(300).optional() });
export type EndRelation = z.input<typeof EndRelation>;

/** People who live together from now on: in the household of somebody (`with`), in a new one, or each without any. */
export const MoveHousehold = z.strictObject({
  people: z.array(z.uuid()).max(40).default([]),
  to: z.discriminatedUnion('where', [
    z.strictObject({ where: z.literal('with'), personId: z.uuid() }), z.strictObject({ where: z.literal('new') }), z.strictObject({ where: z.literal('none') }),
  ]),
  reason: words(300).optional(),
});
export type MoveHousehold = z.input<typeof MoveHousehold>;

/** Protection keeps two people apart: neither shows on the other's page any more. */
export const KeepApart = z.strictObject({ otherPersonId: z.uuid(), reason: words(500).min(1, { error: 'registry.reason-missing' }) });
export type KeepApart = z.input<typeof KeepApart>;

/** One member of a family that is registered: somebody new, or somebody whom the check found. */
const familyMember = z.strictObject({
  person: RegisterPerson,
  known: z.strictObject({ personId: z.uuid(), probe: DuplicateProbe }).optional(),
  decisions: z.array(z.strictObject({ personId: z.uuid(), decision: z.enum(['different', 'unsure']) })).max(20).default([]),
  openCase: z.boolean().default(true),
  consent: RecordConsent.optional(),
});

/** Member number `of` has member number `is` as `word`: `{ is: 0, word: 'parent', of: 2 }`. */
const memberRelation = z.strictObject({
  is: z.int().min(0), of: z.int().min(0), word: z.enum(RELATION_WORDS), evidence: z.enum(RELATION_EVIDENCE).default('declared'),
});

export const FAMILY_LIMIT = 20;

/** A family at a window or a desk: everybody at once or nobody. */
export const RegisterFamily = z.strictObject({
  members: z.array(familyMember).min(2).max(FAMILY_LIMIT),
  relations: z.array(memberRelation).max(200).default([]),
  /** They will live together at the destination. */
  household: z.boolean().default(true),
  /** They arrived together. */
  travel: z.strictObject({ on: day, place: words(120).optional() }).nullable().default(null),
  case: OpenCase.optional(),
});
export type RegisterFamily = z.input<typeof RegisterFamily>;

/** The duplicate check for all members at once. */
export const CheckFamily = z.strictObject({ members: z.array(DuplicateProbe).min(1).max(FAMILY_LIMIT) });
export type CheckFamily = z.input<typeof CheckFamily>;

/** Somebody connected with a person; without an id where the actor does not see them. */
export const familyMemberView = z.object({
  personId: z.string().nullable(), name: z.string().nullable(), publicCode: z.string().nullable(), age: z.number().nullable(),
  /** For protection only: the two are kept apart. */
  apart: z.boolean(),
});
export type FamilyMemberView = z.infer<typeof familyMemberView>;

export const familyView = z.object({
  household: z.object({ groupId: z.string(), members: z.array(familyMemberView) }).nullable(),
  travel: z.array(z.object({ groupId: z.string(), on: z.string().nullable(), place: z.string().nullable(), members: z.array(familyMemberView) })),
  /** The other is `word` of the person. */
  relations: z.array(z.object({ relationId: z.string(), word: z.enum(RELATION_WORDS).nullable(), evidence: z.enum(RELATION_EVIDENCE).nullable(), member: familyMemberView })),
  past: z.array(z.object({ kind: z.enum(['household', 'travel']), from: z.string(), until: z.string(), why: z.string().nullable() })),
  /** For protection only: marks that stand. */
  apart: z.array(z.object({ markId: z.string(), member: familyMemberView, reason: z.string().nullable(), by: z.string().nullable(), at: z.string() })),
});
export type FamilyView = z.infer<typeof familyView>;

export const registeredFamily = z.object({
  members: z.array(z.object({ personId: z.string(), publicCode: z.string(), caseId: z.string().nullable() })),
  householdId: z.string().nullable(),
});
export type RegisteredFamily = z.infer<typeof registeredFamily>;
