/** A case that goes to an office of another country: what can be asked, and what is answered. Part of the room's one schema door. */
import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { asSeen } from '#kernel/text';
import { CONSENT_GIVERS, OpenCase, RegisterPerson } from './person-schema.ts';

const lines = (limit: number) =>
  z.string().overwrite((text) => text.split(/\r?\n/u).map(asSeen).join('\n')).trim().max(limit, { error: 'registry.text-too-long' }).regex(/^(?:[^\p{Cc}]|\n)*$/u, { error: 'registry.text-control' });

export const ABROAD_STATES = ['asked', 'more-asked', 'accepted', 'declined', 'taken-back', 'withdrawn', 'expired', 'overtaken', 'returned'] as const;
export type AbroadState = (typeof ABROAD_STATES)[number];

/** Why an office of another country does not take a case over. */
export const ABROAD_REFUSALS = ['not-our-area', 'no-capacity', 'needs-another-office', 'note-incomplete', 'person-not-there', 'other'] as const;

/** Version of the wording `registry.abroad.wording`: a new wording is a new version. */
export const ABROAD_WORDING = '1';

const chosen = (most: number) => z.array(z.uuid()).max(most).default([]);

/** Hands a case over; what goes along beyond identity and language is chosen one by one. Whoever says no to it is written down as well, and nothing goes. */
export const AskAbroad = z.strictObject({
  toOfficeId: z.uuid({ error: 'platform.missing' }),
  note: lines(2000).min(1, { error: 'registry.transfer-note-missing' }),
  documentIds: chosen(12),
  contactIds: chosen(12),
  needIds: chosen(50),
  consent: z.strictObject({
    given: z.boolean(),
    givenBy: z.enum(CONSENT_GIVERS).default('person'),
    childAssent: z.boolean().optional(),
    language: z.string().trim().min(2).max(20).default('es'),
    readAloud: z.boolean().default(false),
    wordingVersion: z.string().max(40),
  }),
});
export type AskAbroad = z.input<typeof AskAbroad>;

export const SayAbroad = z.strictObject({ words: lines(1000).min(1, { error: 'registry.abroad-words-missing' }) });
export type SayAbroad = z.input<typeof SayAbroad>;

export const DeclineAbroad = z.strictObject({ reason: z.enum(ABROAD_REFUSALS, { error: 'platform.missing' }), words: lines(1000).optional() });
export type DeclineAbroad = z.input<typeof DeclineAbroad>;

/** Takes a case over: somebody new, or the same person as one who is registered here. */
export const AcceptAbroad = z.strictObject({
  person: RegisterPerson,
  /** Somebody registered here whom the look-up found for what was typed. */
  same: z.uuid().optional(),
  decisions: z.array(z.strictObject({ personId: z.uuid(), decision: z.enum(['different', 'unsure']) })).max(20).default([]),
  case: OpenCase,
});
export type AcceptAbroad = z.input<typeof AcceptAbroad>;

const words = z.object({ es: z.string(), en: z.string() });

/** The copy that goes over. */
export const abroadMinimum = z.object({
  givenNames: z.string(), surname1: z.string(), surname2: z.string().nullable(), otherNames: z.string().nullable(), preferredName: z.string().nullable(), marriedSurname: z.string().nullable(),
  birthDate: z.string().nullable(), birthPrecision: z.string(), sex: z.enum(['F', 'M', 'X']).nullable(), nationalities: z.array(z.string()), birthCountry: z.string().nullable(), birthPlace: z.string().nullable(),
  preferredLanguage: z.string().nullable(),
  documents: z.array(z.object({ type: z.string(), country: z.string(), number: z.string().nullable(), status: z.string() })),
  contacts: z.array(z.object({ channel: z.string(), value: z.string(), mayLeaveMessage: z.boolean(), hours: z.string().nullable() })),
});
export type AbroadMinimum = z.infer<typeof abroadMinimum>;

export const abroadNeed = z.object({ code: z.string(), label: words, urgency: z.enum(URGENCIES), restricted: z.boolean() });
export type AbroadNeed = z.infer<typeof abroadNeed>;

/** The same with which need it is: for the country that sends, never for the other one. */
export interface AbroadNeedSent extends AbroadNeed { readonly needId: string }

/** One step, or what one office wrote to the other; `by` of the own side only. */
const abroadWord = z.object({ side: z.enum(['sender', 'receiver', 'none']), kind: z.string(), words: z.string().nullable(), by: z.string().nullable(), on: z.string() });
export type AbroadWord = z.infer<typeof abroadWord>;

const shared = {
  abroadId: z.string(), state: z.enum(ABROAD_STATES), urgency: z.enum(URGENCIES), minimum: abroadMinimum, needs: z.array(abroadNeed), note: z.string(),
  restricted: z.boolean(), askedOn: z.string(), answerBy: z.string(), late: z.boolean(), words: z.array(abroadWord),
};

/** A hand-over as the office reads it that hands over. */
const sentAbroad = z.object({
  ...shared, toCountryName: z.string(), toOfficeName: z.string(), reason: z.enum(ABROAD_REFUSALS).nullable(), askedBy: z.string().nullable(), openUntil: z.string(),
  mayReply: z.boolean(), mayTakeBack: z.boolean(), mayTakeNote: z.boolean(),
  /** Accepted there, and still open here: this case can be closed. */
  mayClose: z.boolean(),
});
export type SentAbroad = z.infer<typeof sentAbroad>;

/** Hand-overs of a case, newest first; to whom it may go, and what of the person would. */
export const caseAbroad = z.object({
  personId: z.string(), publicCode: z.string(), name: z.string(), child: z.boolean(), handOvers: z.array(sentAbroad), mayAsk: z.boolean(),
  preview: abroadMinimum.omit({ documents: true, contacts: true }),
  documents: z.array(z.object({ id: z.string(), type: z.string(), country: z.string(), number: z.string().nullable(), status: z.string() })),
  /** Ways that are safe to use; others never go along. */
  contacts: z.array(z.object({ id: z.string(), channel: z.string(), value: z.string() })),
  offices: z.array(z.object({ officeId: z.string(), countryName: z.string(), name: z.string(), placeName: z.string().nullable(), circle: z.boolean() })),
});
export type CaseAbroad = z.infer<typeof caseAbroad>;

/** A hand-over as the addressed office reads it. */
export const comingAbroad = z.object({
  ...shared, fromCountryName: z.string(), fromOfficeName: z.string(), caseId: z.string().nullable(), mayAnswer: z.boolean(),
});
export type ComingAbroad = z.infer<typeof comingAbroad>;

export const ABROAD_LISTS = ['coming', 'back', 'waiting'] as const;
/** What other countries hand over to us; what we handed over and is ours to do something about; what waits for them. */
export type AbroadList = (typeof ABROAD_LISTS)[number];

const abroadLine = z.object({
  abroadId: z.string(), caseId: z.string().nullable(), name: z.string(), state: z.enum(ABROAD_STATES), urgency: z.enum(URGENCIES), countryName: z.string(), officeName: z.string(),
  answerBy: z.string(), late: z.boolean(), sinceOn: z.string(),
});
export type AbroadLine = z.infer<typeof abroadLine>;

export const abroadPage = z.object({ lines: z.array(abroadLine), counts: z.record(z.enum(ABROAD_LISTS), z.number()), next: z.string().nullable() });
export type AbroadPage = z.infer<typeof abroadPage>;

/** What the page of a case says of other countries: how it came from one, as far as it may still be read; and that it goes to one, or how that ended until somebody takes note. */
export const abroadNews = z.object({
  came: z.object({ countryName: z.string(), on: z.string(), handOver: comingAbroad.nullable() }).nullable(),
  going: sentAbroad.nullable(),
});
export type AbroadNews = z.infer<typeof abroadNews>;

/** A list of hand-overs is counted up to this number; it then means: so many or more. */
export const MOST_ABROAD = 500;
