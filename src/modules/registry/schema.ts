/** The words of the registry: person, paper, case, consent, candidate. Shared by server and browser. */
import { z } from 'zod';
import { SEXES, URGENCIES } from '#kernel/codes';
import { isPlainDate } from '#kernel/dates';

export const NAME_LIMIT = 100;

/** Text somebody typed: kept exactly as seen apart from spaces at the ends; control characters are refused. */
const typed = (limit: number) =>
  z.string().trim().max(limit, { error: 'registry.text-too-long' }).regex(/^[^\p{Cc}]*$/u, { error: 'registry.text-control' });

const plainDay = z.string().refine(isPlainDate, { error: 'registry.date-impossible' });
const codeWord = z.string().trim().min(1).max(60).regex(/^[\p{L}\p{N}_.:-]+$/u);

export const BIRTH_PRECISIONS = ['day', 'month', 'year', 'estimated'] as const;
/** How exactly a birth date is known; `estimated` is an age somebody guessed. */
export type BirthPrecision = (typeof BIRTH_PRECISIONS)[number];

export const DOCUMENT_TYPES = [
  'curp', 'ine', 'consular-card', 'passport', 'birth-certificate', 'repatriation-record', 'cui', 'dui', 'nit', 'dni', 'rtn',
  'minor-card', 'student-record', 'other',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

export const DOCUMENT_STATUSES = ['held', 'lost', 'neverHad', 'inProcess', 'expired'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

export const EVIDENCE = ['declared', 'seen'] as const;
/** Whether somebody said it, or an officer saw it on a document. */
export type Evidence = (typeof EVIDENCE)[number];

export const CHANNELS = ['phone', 'sms', 'whatsapp', 'email', 'address', 'visit'] as const;
export type Channel = (typeof CHANNELS)[number];

export const SAFETIES = ['safe', 'ask-first', 'unsafe'] as const;
/** May this contact be used? `unsafe`: somebody else who must not know may answer. */
export type Safety = (typeof SAFETIES)[number];

export const PERSON_SOURCES = ['manifest', 'reception', 'window', 'consulate', 'import', 'api'] as const;
export type PersonSource = (typeof PERSON_SOURCES)[number];

export const IdentityDocumentInput = z.object({
  type: z.enum(DOCUMENT_TYPES),
  country: z.string().length(2),
  number: typed(60).optional(),
  status: z.enum(DOCUMENT_STATUSES).default('held'),
  evidence: z.enum(EVIDENCE).default('declared'),
});
export type IdentityDocumentInput = z.input<typeof IdentityDocumentInput>;

export const ContactInput = z.object({
  channel: z.enum(CHANNELS),
  value: typed(200).min(1, { error: 'registry.contact-empty' }),
  safety: z.enum(SAFETIES).default('ask-first'),
  mayLeaveMessage: z.boolean().default(false),
  whoAnswers: typed(120).optional(),
  hours: typed(120).optional(),
});
export type ContactInput = z.input<typeof ContactInput>;

const nameFields = {
  givenNames: typed(NAME_LIMIT).min(1, { error: 'registry.name-missing' }),
  surname1: typed(NAME_LIMIT).default(''),
  surname2: typed(NAME_LIMIT).optional(),
  otherNames: typed(NAME_LIMIT).optional(),
  preferredName: typed(NAME_LIMIT).optional(),
};

/** What is known of a person when they are registered; everything but a given name may be missing. */
export const RegisterPerson = z.object({
  ...nameFields,
  birthDate: plainDay.optional(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).default('day'),
  sex: z.enum(SEXES).optional(),
  nationalities: z.array(z.string().length(2)).max(6).default([]),
  preferredLanguage: codeWord.optional(),
  originAdmin2: codeWord.optional(),
  documents: z.array(IdentityDocumentInput).max(12).default([]),
  contacts: z.array(ContactInput).max(12).default([]),
  source: z.enum(PERSON_SOURCES).default('window'),
  evidence: z.enum(EVIDENCE).default('declared'),
});
export type RegisterPerson = z.input<typeof RegisterPerson>;
export type RegisterPersonClean = z.output<typeof RegisterPerson>;

/** What is known of somebody whom we look for; everything may be missing. */
export const DuplicateProbe = z.object({
  givenNames: typed(NAME_LIMIT).default(''),
  surname1: typed(NAME_LIMIT).default(''),
  surname2: typed(NAME_LIMIT).optional(),
  birthDate: plainDay.optional(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).default('day'),
  sex: z.enum(SEXES).optional(),
  originAdmin2: codeWord.optional(),
  documents: z.array(z.object({ type: z.enum(DOCUMENT_TYPES), number: typed(60) })).max(12).default([]),
  phone: typed(40).optional(),
});
export type DuplicateProbe = z.input<typeof DuplicateProbe>;
export type DuplicateProbeClean = z.output<typeof DuplicateProbe>;

export const BANDS = ['surely', 'perhaps', 'nobody'] as const;
/** `surely` this person was here before · `perhaps` · `nobody` like that is known. */
export type Band = (typeof BANDS)[number];

/** A coded reason with the values its sentence shows; the sentence is text key `registry.why.<code>`. */
export interface Reason {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The few columns of a person that may be shown beside a probe, country-wide. */
export interface CandidateView {
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string | null;
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly sex: string | null;
  readonly originAdmin2: string | null;
  readonly documents: readonly { type: DocumentType; last4: string }[];
  readonly lastReturnOn: string | null;
  readonly lastReturnPlace: string | null;
}

/** Somebody already registered who may be the person in front of the officer. */
export interface Candidate {
  readonly personId: string;
  readonly band: Exclude<Band, 'nobody'>;
  /** log2 of the odds that evidence of this strength belongs to one person. */
  readonly score: number;
  readonly agrees: readonly Reason[];
  readonly differs: readonly Reason[];
  readonly person: CandidateView;
}

/** A warning about what was typed; it never blocks a registration. Sentence: `registry.warning.<code>`. */
export interface Advice {
  readonly code: string;
  readonly field: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface PersonDocument {
  readonly id: string;
  readonly type: DocumentType;
  readonly country: string;
  readonly number: string | null;
  readonly status: DocumentStatus;
  readonly evidence: Evidence;
  /** Result of the number check: `valid`, `unverified` or the code of what is odd about it. */
  readonly check: string;
}

export interface PersonContact {
  readonly id: string;
  readonly channel: Channel;
  readonly value: string;
  readonly safety: Safety;
  readonly mayLeaveMessage: boolean;
  readonly whoAnswers: string | null;
  readonly hours: string | null;
}

/** A person as somebody who may see them reads them. */
export interface PersonSummary {
  readonly personId: string;
  readonly publicCode: string;
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string | null;
  readonly otherNames: string | null;
  readonly preferredName: string | null;
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly age: number | null;
  readonly sex: string | null;
  readonly nationalities: readonly string[];
  readonly preferredLanguage: string | null;
  readonly originAdmin2: string | null;
  readonly originName: string | null;
  readonly source: PersonSource;
  readonly evidence: Evidence;
  readonly registeredOn: string;
  readonly documents: readonly PersonDocument[];
  readonly contacts: readonly PersonContact[];
  /** Every person id of the same identity, this one included. */
  readonly identity: readonly string[];
}

/** A line of a list of people. */
export interface PersonLine {
  readonly personId: string;
  readonly publicCode: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly age: number | null;
  readonly originName: string | null;
  readonly caseId: string | null;
}

export const CORRECTABLE = [
  'givenNames', 'surname1', 'surname2', 'otherNames', 'preferredName', 'birthDate', 'birthPrecision', 'sex', 'preferredLanguage', 'originAdmin2',
] as const;
export type Correctable = (typeof CORRECTABLE)[number];

/** A correction of one field; the old value stays in the history. An empty value clears the field. */
export const CorrectPerson = z.object({
  field: z.enum(CORRECTABLE),
  value: typed(NAME_LIMIT).nullable(),
  evidence: z.enum(EVIDENCE),
  reason: typed(300).optional(),
});
export type CorrectPerson = z.input<typeof CorrectPerson>;

export interface Correction {
  readonly field: Correctable;
  readonly oldValue: string | null;
  readonly newValue: string | null;
  readonly evidence: Evidence;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
}

const jsonScalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const jsonValue = z.union([jsonScalar, z.array(jsonScalar).max(100), z.record(z.string().max(60), jsonScalar)]);
export type FactValueJson = z.infer<typeof jsonValue>;

/** One answer about the person's situation: known with a value, or the person preferred not to say. */
export const FactEntry = z.object({
  code: z.string().min(1).max(60),
  state: z.enum(['known', 'declined']).default('known'),
  value: jsonValue.optional(),
  evidence: z.enum(EVIDENCE).default('declared'),
});
export type FactEntry = z.input<typeof FactEntry>;

export const RecordFacts = z.object({ facts: z.array(FactEntry).min(1).max(100) });
export type RecordFacts = z.input<typeof RecordFacts>;

export interface PersonFact {
  readonly code: string;
  readonly state: 'known' | 'declined';
  readonly value: FactValueJson | null;
  readonly evidence: Evidence;
  readonly by: string;
  readonly at: string;
}

export const IDENTITY_DECISIONS = ['same', 'different', 'unsure'] as const;
export type IdentityDecision = (typeof IDENTITY_DECISIONS)[number];

/** What an officer decided about two registered people; `unsure` goes to the review list. */
export const DecideIdentity = z.object({
  personA: z.uuid(),
  personB: z.uuid(),
  decision: z.enum(IDENTITY_DECISIONS),
  note: typed(300).optional(),
});
export type DecideIdentity = z.input<typeof DecideIdentity>;

export const CASE_STATES = ['new', 'active', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const OpenCase = z.object({ destinationAdmin2: codeWord, urgency: z.enum(URGENCIES).default('2weeks') });

export interface CaseSummary {
  readonly caseId: string;
  readonly personId: string;
  readonly publicCode: string;
  readonly state: CaseState;
  readonly officeId: string;
  readonly officeName: string;
  readonly officerId: string | null;
  readonly officerName: string | null;
  readonly destinationAdmin2: string;
  readonly destinationName: string | null;
  readonly urgency: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
}

export const WORK_LISTS = ['mine', 'office', 'new', 'overdue', 'closed'] as const;
export type WorkListKind = (typeof WORK_LISTS)[number];

export interface CaseLine {
  readonly caseId: string;
  readonly personId: string;
  readonly publicCode: string;
  readonly name: string;
  readonly age: number | null;
  readonly state: CaseState;
  readonly urgency: string;
  readonly openedOn: string;
  readonly officerId: string | null;
  readonly officerName: string | null;
  readonly destinationName: string | null;
  /** The day by which the first answer to this urgency is due; `null` once somebody works on it. */
  readonly answerBy: string | null;
  readonly overdue: boolean;
}

export interface WorkList {
  readonly lines: readonly CaseLine[];
  readonly next: string | null;
  readonly counts: Readonly<Record<WorkListKind, number>>;
}

export const AssignCase = z.object({ officerId: z.uuid().optional(), note: typed(300).optional() });
export type AssignCase = z.input<typeof AssignCase>;

export const CONSENT_PURPOSES = ['case', 'referral', 'follow-up', 'family-contact'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const CONSENT_SECTIONS = ['identity', 'contact', 'documents', 'return', 'family', 'situation', 'work', 'health', 'needs'] as const;
/** Parts of a record that may be shared one by one. */
export type ConsentSection = (typeof CONSENT_SECTIONS)[number];

export const CONSENT_GIVERS = ['person', 'guardian'] as const;

/** What the person agreed to (or refused), for whom and for what. */
export const RecordConsent = z.object({
  purpose: z.enum(CONSENT_PURPOSES),
  recipientOrganizationId: z.string().min(1).max(80).optional(),
  recipientServiceId: z.string().min(1).max(80).optional(),
  sections: z.array(z.enum(CONSENT_SECTIONS)).max(CONSENT_SECTIONS.length).default([]),
  given: z.boolean(),
  givenBy: z.enum(CONSENT_GIVERS).default('person'),
  childAssent: z.boolean().optional(),
  wordingVersion: codeWord.default('1'),
  language: codeWord.default('es'),
  readAloud: z.boolean().default(false),
});
export type RecordConsent = z.input<typeof RecordConsent>;

export interface Consent {
  readonly consentId: string;
  readonly personId: string;
  readonly caseId: string | null;
  readonly purpose: ConsentPurpose;
  readonly recipientOrganizationId: string | null;
  readonly recipientServiceId: string | null;
  readonly sections: readonly ConsentSection[];
  readonly given: boolean;
  readonly givenBy: string;
  readonly childAssent: boolean | null;
  readonly wordingVersion: string;
  readonly language: string;
  readonly readAloud: boolean;
  readonly recordedAt: string;
  readonly withdrawnAt: string | null;
}

/** What somebody wants to share; answered by `consentCovers`. */
export interface ConsentQuestion {
  readonly purpose: ConsentPurpose;
  readonly sections: readonly ConsentSection[];
  readonly recipientOrganizationId?: string;
  readonly recipientServiceId?: string;
}

export interface ConsentAnswer {
  readonly covered: boolean;
  readonly consentId: string | null;
  readonly missing: readonly ConsentSection[];
}

export const OFFICE_REASONS = ['registered', 'returned-again', 'destination', 'assigned', 'referred', 'hand-over'] as const;
/** Why an office may see a person. */
export type OfficeReason = (typeof OFFICE_REASONS)[number];
