/** What can be asked of the registry: one schema per command. What it answers is in `views.ts`. Shared by server and browser. */
import { z } from 'zod';
import { BIRTH_PRECISIONS } from '#kernel/birth';
import { SEXES, URGENCIES } from '#kernel/codes';
import { isPlainDate } from '#kernel/dates';
import { isFactCode } from '#kernel/facts';
import { asSeen } from '#kernel/text';

export { BIRTH_PRECISIONS, type BirthPrecision } from '#kernel/birth';

export const NAME_LIMIT = 100;
/** The oldest person ever recorded was 122; more than this is a typing error. */
export const OLDEST_AGE = 125;

/** Text somebody typed: kept exactly as seen apart from spaces at the ends; control characters are refused. */
const typed = (limit: number) =>
  z.string().overwrite(asSeen).trim().max(limit, { error: 'registry.text-too-long' }).regex(/^[^\p{Cc}]*$/u, { error: 'registry.text-control' });

const plainDay = z.string().refine(isPlainDate, { error: 'registry.date-impossible' });
const codeWord = z.string().trim().min(1).max(60).regex(/^[\p{L}\p{N}_.:-]+$/u);

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

export const SEEN_AS = ['original', 'copy', 'photo', 'issuer'] as const;
/** How a paper was checked: the original, a copy or a picture of it was seen, or its issuer was asked. */
export type SeenAs = (typeof SEEN_AS)[number];

export const CHANNELS = ['phone', 'sms', 'whatsapp', 'email', 'address', 'visit'] as const;
export type Channel = (typeof CHANNELS)[number];

export const SAFETIES = ['safe', 'ask-first', 'unsafe'] as const;
/** May this contact be used? `unsafe`: somebody else who must not know may answer. */
export type Safety = (typeof SAFETIES)[number];

export const PERSON_SOURCES = ['manifest', 'reception', 'window', 'consulate', 'import', 'api'] as const;
export type PersonSource = (typeof PERSON_SOURCES)[number];

export const IdentityDocumentInput = z.strictObject({
  type: z.enum(DOCUMENT_TYPES),
  country: z.string().length(2),
  number: typed(60).optional(),
  status: z.enum(DOCUMENT_STATUSES).default('held'),
  evidence: z.enum(EVIDENCE).default('declared'),
  /** How it was checked; whatever is checked counts as seen. */
  seenAs: z.enum(SEEN_AS).optional(),
  issuedOn: plainDay.optional(),
  expiresOn: plainDay.optional(),
});
export type IdentityDocumentInput = z.input<typeof IdentityDocumentInput>;

export const ContactInput = z.strictObject({
  channel: z.enum(CHANNELS),
  value: typed(200).min(1, { error: 'registry.contact-empty' }),
  safety: z.enum(SAFETIES).default('ask-first'),
  mayLeaveMessage: z.boolean().default(false),
  whoAnswers: typed(120).optional(),
  hours: typed(120).optional(),
  /** Who a message says it is from; empty: the neutral words of the country. */
  neutralSender: typed(40).optional(),
});
export type ContactInput = z.input<typeof ContactInput>;

/** A paper or a contact as it is now; without one, the old entry ends: it was wrong, or holds no longer. The old one stays in the history. */
const replacing = <T extends z.ZodType>(entry: T) => z.strictObject({ replacement: entry.nullable(), reason: typed(300).optional() });
export const ReplaceDocument = replacing(IdentityDocumentInput);
export type ReplaceDocument = z.input<typeof ReplaceDocument>;
export const ReplaceContact = replacing(ContactInput);
export type ReplaceContact = z.input<typeof ReplaceContact>;

const nameFields = {
  givenNames: typed(NAME_LIMIT).min(1, { error: 'registry.name-missing' }),
  surname1: typed(NAME_LIMIT).default(''),
  surname2: typed(NAME_LIMIT).optional(),
  otherNames: typed(NAME_LIMIT).optional(),
  preferredName: typed(NAME_LIMIT).optional(),
  /** Surname taken with a marriage; the own surnames stay in their places. */
  marriedSurname: typed(NAME_LIMIT).optional(),
  /** As told; it tells namesakes apart. */
  motherName: typed(200).optional(),
};

const countryCode = z.string().regex(/^[A-Z]{2}$/, { error: 'registry.country-unknown' });

/** What is known of a person when they are registered; everything but a given name may be missing. */
export const RegisterPerson = z.strictObject({
  ...nameFields,
  birthDate: plainDay.optional(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).default('day'),
  sex: z.enum(SEXES).optional(),
  nationalities: z.array(countryCode).max(6).default([]),
  birthCountry: countryCode.optional(),
  /** Municipality of birth, where it is one of this country. */
  birthAdmin2: codeWord.optional(),
  /** Place of birth in words, as seen or told. */
  birthPlace: typed(120).optional(),
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
export const DuplicateProbe = z.strictObject({
  givenNames: typed(NAME_LIMIT).default(''),
  surname1: typed(NAME_LIMIT).default(''),
  surname2: typed(NAME_LIMIT).optional(),
  birthDate: plainDay.optional(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).default('day'),
  sex: z.enum(SEXES).optional(),
  originAdmin2: codeWord.optional(),
  documents: z.array(z.strictObject({ type: z.enum(DOCUMENT_TYPES), number: typed(60) })).max(12).default([]),
  phone: typed(40).optional(),
});
export type DuplicateProbe = z.input<typeof DuplicateProbe>;
export type DuplicateProbeClean = z.output<typeof DuplicateProbe>;

/** Whoever this may be: one box with everything in it, or fields. */
export const LookUp = DuplicateProbe.extend({
  q: typed(200).optional(),
  birthYear: z.int().min(1890).max(2100).optional(),
});
export type LookUp = z.input<typeof LookUp>;
export type LookUpClean = z.output<typeof LookUp>;

export const CORRECTABLE = [
  'givenNames', 'surname1', 'surname2', 'marriedSurname', 'otherNames', 'preferredName', 'motherName', 'birthDate', 'birthPrecision', 'sex', 'nationalities',
  'birthCountry', 'birthAdmin2', 'birthPlace', 'preferredLanguage', 'originAdmin2',
] as const;
export type Correctable = (typeof CORRECTABLE)[number];

/**
 * A correction of one field; the old value stays in the history. An empty value clears the field; the value that stands already
 * confirms it with its new source. Nationalities are codes with a blank between them.
 */
export const CorrectPerson = z.strictObject({
  field: z.enum(CORRECTABLE),
  value: typed(200).nullable(),
  evidence: z.enum(EVIDENCE),
  reason: typed(300).optional(),
});
export type CorrectPerson = z.input<typeof CorrectPerson>;

const jsonScalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const jsonValue = z.union([jsonScalar, z.array(jsonScalar).max(100), z.record(z.string().max(60), jsonScalar)]);
export type FactValueJson = z.infer<typeof jsonValue>;

/** One answer about the person's situation: known with a value, or the person preferred not to say. */
export const FactInput = z.strictObject({
  code: z.string().refine(isFactCode, { error: 'registry.fact-unknown' }),
  state: z.enum(['known', 'declined']).default('known'),
  value: jsonValue.optional(),
  source: codeWord.default('person'),
  seen: z.boolean().default(false),
  /** Ignored: the moment of recording counts. Accepted so that an entry of a fact set can be handed over as it is. */
  at: z.string().optional(),
});
export type FactInput = z.input<typeof FactInput>;

export const RecordFacts = z.strictObject({ facts: z.array(FactInput).min(1).max(100) });
export type RecordFacts = z.input<typeof RecordFacts>;

export const IDENTITY_DECISIONS = ['same', 'different', 'unsure'] as const;
export type IdentityDecision = (typeof IDENTITY_DECISIONS)[number];

/** What an officer decided about two registered people; `unsure` goes to the review list. */
export const DecideIdentity = z.strictObject({
  personA: z.uuid(),
  personB: z.uuid(),
  decision: z.enum(IDENTITY_DECISIONS),
  note: typed(300).optional(),
});
export type DecideIdentity = z.input<typeof DecideIdentity>;

export const CASE_STATES = ['new', 'active', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const OpenCase = z.strictObject({ destinationAdmin2: codeWord, urgency: z.enum(URGENCIES).default('2weeks') });
export type OpenCase = z.input<typeof OpenCase>;

/** Registers somebody who came to the window on their own, and opens the case there. */
export const RegisterAtWindow = z.strictObject({
  person: RegisterPerson,
  case: OpenCase.optional(),
  consent: z.lazy(() => RecordConsent).optional(),
  /** Candidates that the officer was shown and said are somebody else, or was not sure about. */
  decisions: z.array(z.strictObject({ personId: z.uuid(), decision: z.enum(['different', 'unsure']) })).max(20).default([]),
});
export type RegisterAtWindow = z.input<typeof RegisterAtWindow>;

/** The person in front of the officer is somebody already registered: the office may see them, and a case is opened. */
export const WelcomeBack = z.strictObject({
  /** What was typed: only somebody whom this finds can be welcomed back. */
  probe: DuplicateProbe,
  case: OpenCase.optional(),
  consent: z.lazy(() => RecordConsent).optional(),
});
export type WelcomeBack = z.input<typeof WelcomeBack>;

/** `untaken`: new ones that nobody took in time; figures lead there. `due`, `overdue`, `waiting` and `incoming` go by the day, the others by urgency. */
export const WORK_LISTS = ['mine', 'office', 'new', 'incoming', 'due', 'overdue', 'waiting', 'closed', 'untaken'] as const;
export type WorkListKind = (typeof WORK_LISTS)[number];
/** A work list is counted up to this number; it then means: so many or more. */
export const MOST_COUNTED = 500;

export const AssignCase = z.strictObject({ officerId: z.uuid().optional(), note: typed(300).optional() });
export type AssignCase = z.input<typeof AssignCase>;

/** Closes a case because it goes on in another open case of the same person; the note is for whoever goes on. */
export const JoinCases = z.strictObject({ into: z.uuid(), note: typed(500).min(1, { error: 'registry.join-note-missing' }) });
export type JoinCases = z.input<typeof JoinCases>;

export const CONSENT_PURPOSES = ['case', 'referral', 'follow-up', 'family-contact', 'conference', 'abroad'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const CONSENT_SECTIONS = ['identity', 'contact', 'documents', 'return', 'family', 'situation', 'work', 'health', 'needs'] as const;
/** Parts of a record that may be shared one by one. */
export type ConsentSection = (typeof CONSENT_SECTIONS)[number];

export const CONSENT_GIVERS = ['person', 'guardian'] as const;

/** What the person agreed to (or refused), for whom and for what. */
export const RecordConsent = z.strictObject({
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
  /** It is about something that only the closed circle knows. */
  reserved: z.boolean().default(false),
});
export type RecordConsent = z.input<typeof RecordConsent>;

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

export const OFFICE_REASONS = ['registered', 'returned-again', 'destination', 'assigned', 'referred', 'hand-over', 'protection'] as const;
/** Why an office may see a person. */
export type OfficeReason = (typeof OFFICE_REASONS)[number];
