/** What the registry answers. Every answer names its fields one by one: what is not named here never leaves the room. */
import { z } from 'zod';
import { BIRTH_PRECISIONS } from '#kernel/birth';

export const BANDS = ['surely', 'perhaps', 'nobody'] as const;
/** `surely` this person was here before · `perhaps` · `nobody` like that is known. */
export type Band = (typeof BANDS)[number];

/** A coded reason with the values its sentence shows; the sentence is text key `registry.why.<code>`. */
export const reason = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() });
export type Reason = z.infer<typeof reason>;

/** The few columns of a person that may be shown beside a probe, country-wide. */
export const candidateView = z.object({
  givenNames: z.string(),
  surname1: z.string(),
  surname2: z.string().nullable(),
  birthDate: z.string().nullable(),
  birthPrecision: z.string(),
  sex: z.string().nullable(),
  originAdmin2: z.string().nullable(),
  originName: z.string().nullable(),
  documents: z.array(z.object({ type: z.string(), last4: z.string() })),
  lastReturnOn: z.string().nullable(),
  lastReturnPlace: z.string().nullable(),
});
export type CandidateView = z.infer<typeof candidateView>;

/** Somebody already registered who may be the person in front of the officer. */
export const candidate = z.object({
  personId: z.string(),
  band: z.enum(['surely', 'perhaps']),
  /** log2 of the odds that evidence of this strength belongs to one person. */
  score: z.number(),
  agrees: z.array(reason),
  differs: z.array(reason),
  person: candidateView,
});
export type Candidate = z.infer<typeof candidate>;

/** Somebody whom a look-up found; `nobody` as band: the name fits, but so little speaks for it that it would fit many. */
export const found = candidate.extend({ band: z.enum(BANDS) });
export type Found = z.infer<typeof found>;

/** `known`: the first of these has surely been here before. */
export const lookUpAnswer = z.object({ known: z.boolean(), people: z.array(found) });
export type LookUpAnswer = z.infer<typeof lookUpAnswer>;

/** A warning about what was typed; it never blocks a registration. Sentence: `registry.warning.<code>`. */
export const advice = z.object({ code: z.string(), field: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() });
export type Advice = z.infer<typeof advice>;
/** The same about something whose place on the page says what it is about. */
const remark = advice.omit({ field: true });
export type Remark = z.infer<typeof remark>;

export const duplicateAnswer = z.object({ band: z.enum(BANDS), candidates: z.array(candidate), advice: z.array(advice) });
export type DuplicateAnswer = z.infer<typeof duplicateAnswer>;

export const personDocument = z.object({
  id: z.string(),
  type: z.string(),
  country: z.string(),
  number: z.string().nullable(),
  status: z.string(),
  evidence: z.string(),
  /** Result of the number check: `valid`, `unverified`, `none` or what is odd about it. */
  check: z.string(),
  seenAs: z.enum(['original', 'copy', 'photo', 'issuer']).nullable(),
  issuedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  recordedAt: z.string(),
  /** The last day on which it holds: as printed, or reckoned from its issue where the country says for how long. */
  lastDay: z.string().nullable(),
  /** What its number or its dates say against the record as it stands. */
  advice: z.array(remark),
  /** How many other people of the country hold a paper with this number. */
  sharedWith: z.number(),
});
export type PersonDocument = z.infer<typeof personDocument>;

export const personContact = z.object({
  id: z.string(),
  channel: z.string(),
  value: z.string(),
  safety: z.enum(['safe', 'ask-first', 'unsafe']),
  mayLeaveMessage: z.boolean(),
  whoAnswers: z.string().nullable(),
  hours: z.string().nullable(),
  neutralSender: z.string().nullable(),
  recordedAt: z.string(),
});
export type PersonContact = z.infer<typeof personContact>;

/** A person as somebody who may see them reads them. */
export const personSummary = z.object({
  personId: z.string(),
  publicCode: z.string(),
  givenNames: z.string(),
  surname1: z.string(),
  surname2: z.string().nullable(),
  otherNames: z.string().nullable(),
  preferredName: z.string().nullable(),
  marriedSurname: z.string().nullable(),
  motherName: z.string().nullable(),
  birthDate: z.string().nullable(),
  birthPrecision: z.enum(BIRTH_PRECISIONS),
  age: z.number().nullable(),
  sex: z.enum(['F', 'M', 'X']).nullable(),
  nationalities: z.array(z.string()),
  birthCountry: z.string().nullable(),
  birthAdmin2: z.string().nullable(),
  birthAdmin2Name: z.string().nullable(),
  birthPlace: z.string().nullable(),
  preferredLanguage: z.string().nullable(),
  originAdmin2: z.string().nullable(),
  originName: z.string().nullable(),
  lastReturnOn: z.string().nullable(),
  lastReturnPlace: z.string().nullable(),
  source: z.string(),
  evidence: z.enum(['declared', 'seen']),
  registeredOn: z.string(),
  documents: z.array(personDocument),
  contacts: z.array(personContact),
  /** Every record of the same identity, this one included. */
  identity: z.array(z.string()),
});
export type PersonSummary = z.infer<typeof personSummary>;

export const correction = z.object({
  field: z.string(),
  oldValue: z.string().nullable(),
  newValue: z.string().nullable(),
  evidence: z.string(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string(),
});
export type Correction = z.infer<typeof correction>;

/** An answer about the person's situation as it stands; restricted answers are here only for protection staff. */
export const personFact = z.object({
  code: z.string(),
  state: z.enum(['known', 'declined']),
  value: z.unknown(),
  source: z.string(),
  seen: z.boolean(),
  at: z.string(),
});
export type PersonFact = z.infer<typeof personFact>;

export const identityLink = z.object({
  linkId: z.string(),
  otherPersonId: z.string(),
  decision: z.enum(['same', 'different', 'unsure']),
  note: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string(),
  undoneAt: z.string().nullable(),
});
export type IdentityLink = z.infer<typeof identityLink>;

/** Where what stands in a field comes from. */
export const fieldSource = z.object({
  field: z.string(),
  /** Where it was recorded; `correction` for a field that was corrected or confirmed afterwards. */
  source: z.string(),
  evidence: z.enum(['declared', 'seen']),
  at: z.string(),
  by: z.string().nullable(),
});
export type FieldSource = z.infer<typeof fieldSource>;

/** A paper or a contact that was replaced or ended. */
export const endedEntry = z.object({ kind: z.enum(['document', 'contact']), label: z.string(), value: z.string().nullable(), endedAt: z.string(), reason: z.string().nullable(), by: z.string().nullable() });
export type EndedEntry = z.infer<typeof endedEntry>;

/** What the identity panel shows: the person, where each field comes from, what was corrected, ended and decided. */
export const personDetail = z.object({
  person: personSummary, sources: z.array(fieldSource), corrections: z.array(correction), ended: z.array(endedEntry), facts: z.array(personFact), links: z.array(identityLink),
  /** The open case, if there is one. */
  caseId: z.string().nullable(),
});
export type PersonDetail = z.infer<typeof personDetail>;

/** A line of a list of people. */
export const personLine = z.object({
  personId: z.string(),
  publicCode: z.string(),
  name: z.string(),
  birthDate: z.string().nullable(),
  birthPrecision: z.string(),
  age: z.number().nullable(),
  originName: z.string().nullable(),
  caseId: z.string().nullable(),
});
export type PersonLine = z.infer<typeof personLine>;
