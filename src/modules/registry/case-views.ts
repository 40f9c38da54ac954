/** What the registry answers about cases and consents. Part of the room's one schema door. */
import { z } from 'zod';
import { WORK_LISTS } from './person-schema.ts';
import { personSummary } from './views.ts';

export const caseSummary = z.object({
  caseId: z.string(),
  personId: z.string(),
  publicCode: z.string(),
  state: z.enum(['new', 'active', 'closed']),
  officeId: z.string(),
  officeName: z.string(),
  officerId: z.string().nullable(),
  officerName: z.string().nullable(),
  destinationAdmin2: z.string(),
  destinationName: z.string().nullable(),
  urgency: z.enum(['24h', '72h', '2weeks', 'long']),
  answerBy: z.string(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

export const caseLine = z.object({
  caseId: z.string(),
  personId: z.string(),
  publicCode: z.string(),
  name: z.string(),
  age: z.number().nullable(),
  state: z.enum(['new', 'active', 'closed']),
  urgency: z.enum(['24h', '72h', '2weeks', 'long']),
  openedOn: z.string(),
  officerId: z.string().nullable(),
  officerName: z.string().nullable(),
  destinationName: z.string().nullable(),
  /** The day by which somebody must have taken the case. */
  answerBy: z.string(),
  overdue: z.boolean(),
  /** The earliest day on which something must be done, and since when somebody else is waited for. */
  dueOn: z.string().nullable(),
  waitsSince: z.string().nullable(),
  /** Who held it and left. */
  heldBefore: z.string().nullable(),
  /** Another office asks the own one to take it over. */
  transfer: z.object({ fromOfficeName: z.string(), answerBy: z.string() }).nullable(),
});
export type CaseLine = z.infer<typeof caseLine>;

export const workList = z.object({
  lines: z.array(caseLine),
  next: z.string().nullable(),
  counts: z.record(z.enum(WORK_LISTS), z.number()),
});
export type WorkList = z.infer<typeof workList>;

/** Another case of the same person. */
export const relatedCase = z.object({
  caseId: z.string(),
  personId: z.string(),
  publicCode: z.string(),
  state: z.enum(['new', 'active', 'closed']),
  officeName: z.string(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  /** Whether the reader may close it because it goes on in the case that was asked about, and the other way round. */
  mayGoOnHere: z.boolean(),
  mayGoOnThere: z.boolean(),
});
export type RelatedCase = z.infer<typeof relatedCase>;

const joinWords = { joinId: z.string(), note: z.string(), by: z.string().nullable(), at: z.string(), mayTakeBack: z.boolean() };

/** The other cases of the same person in sight, newest first; of records out of sight only how many there are. */
export const relatedCases = z.object({
  cases: z.array(relatedCase),
  elsewhere: z.number(),
  /** Where this case goes on, at the end of a chain; without a case: out of sight. */
  into: z.object({ ...joinWords, caseId: z.string().nullable() }).nullable(),
  /** Cases that were joined into this one. */
  joined: z.array(z.object({ ...joinWords, caseId: z.string() })),
});
export type RelatedCases = z.infer<typeof relatedCases>;

export const consent = z.object({
  consentId: z.string(),
  personId: z.string(),
  caseId: z.string().nullable(),
  purpose: z.string(),
  recipientOrganizationId: z.string().nullable(),
  recipientServiceId: z.string().nullable(),
  sections: z.array(z.string()),
  given: z.boolean(),
  givenBy: z.string(),
  childAssent: z.boolean().nullable(),
  wordingVersion: z.string(),
  language: z.string(),
  readAloud: z.boolean(),
  by: z.string().nullable(),
  recordedAt: z.string(),
  withdrawnAt: z.string().nullable(),
  /** Rests on what only the closed circle knows: others read neither recipient nor sections. */
  reserved: z.boolean(),
});
export type Consent = z.infer<typeof consent>;

/** A case with what its first screen needs of this room. */
export const casePage = z.object({ case: caseSummary, person: personSummary, consents: z.array(consent) });
export type CasePage = z.infer<typeof casePage>;
