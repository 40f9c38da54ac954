import { z } from 'zod';
import { readBirth } from '#kernel/birth';
import { URGENCIES } from '#kernel/codes';
import { isPlainDate, type PlainDate } from '#kernel/dates';
import { Refused } from '#kernel/errors';
import { birthProblem } from '../../rules/birth.ts';
import {
  CONSENT_GIVERS, DOCUMENT_TYPES, RegisterPerson, SAFETIES, type DuplicateProbe, type RecordConsent, type RegisterPerson as RegisterPersonInput,
} from '../../schema.ts';

const person = RegisterPerson.shape;

/** What is asked first: enough to find an earlier record. */
export const WhoDraft = z.object({
  givenNames: person.givenNames,
  surname1: person.surname1,
  surname2: person.surname2,
  birth: z.string().refine((text) => isPlainDate(readBirth(text).birthDate), { error: 'registry.date-impossible' }).optional(),
  sex: person.sex,
  originAdmin2: person.originAdmin2,
  documentType: z.enum(DOCUMENT_TYPES).optional(),
  documentNumber: z.string().trim().max(60, { error: 'registry.text-too-long' }).optional(),
  documentSeen: z.boolean().default(false),
});
export type WhoDraft = z.output<typeof WhoDraft>;

/** What is asked once it is clear who it is: where to, how urgent, how to reach the person, and their consent. */
export const FinishDraft = z.object({
  destinationAdmin2: z.string({ error: 'platform.missing' }).min(1, { error: 'platform.missing' }),
  urgency: z.enum(URGENCIES),
  phone: z.string().trim().max(40, { error: 'registry.text-too-long' }).optional(),
  safety: z.enum(SAFETIES).default('ask-first'),
  consent: z.enum(['yes', 'no'], { error: 'platform.missing' }),
  givenBy: z.enum(CONSENT_GIVERS).default('person'),
  childAssent: z.boolean().optional(),
  readAloud: z.boolean().default(false),
});
export type FinishDraft = z.output<typeof FinishDraft>;

/** Version of the wording in `registry.consent.wording.*`: a new wording is a new version. */
export const WORDING_VERSION = '1';

export function birthOf(who: WhoDraft): Pick<DuplicateProbe, 'birthDate' | 'birthPrecision'> {
  return who.birth ? readBirth(who.birth) : {};
}

/** A day on which nobody who stands here was born is asked again at once, beside its field, before anything else is typed. */
export function refuseImpossibleBirths(births: readonly { readonly field: string; readonly birth?: string | undefined }[], today: PlainDate): void {
  const problems = births.flatMap(({ field, birth }) => {
    const code = birth ? birthProblem(readBirth(birth).birthDate, today) : null;
    return code ? [{ code, field }] : [];
  });
  if (problems.length > 0) throw new Refused(problems);
}

/** What was typed, as the duplicate check wants it. */
export function probeOf(who: WhoDraft): DuplicateProbe {
  return {
    givenNames: who.givenNames, surname1: who.surname1, surname2: who.surname2, ...birthOf(who), sex: who.sex, originAdmin2: who.originAdmin2,
    documents: who.documentType && who.documentNumber ? [{ type: who.documentType, number: who.documentNumber }] : [],
  };
}

/** The person to register, from both halves of what was asked. */
export function personOf(who: WhoDraft, finish: FinishDraft, country: string): RegisterPersonInput {
  const evidence = who.documentSeen ? 'seen' : 'declared';
  return {
    givenNames: who.givenNames, surname1: who.surname1, surname2: who.surname2, ...birthOf(who), sex: who.sex, originAdmin2: who.originAdmin2, source: 'window', evidence,
    documents: who.documentType ? [{ type: who.documentType, country, number: who.documentNumber, status: 'held', evidence }] : [],
    contacts: finish.phone ? [{ channel: 'phone', value: finish.phone, safety: finish.safety }] : [],
  };
}

export function consentOf(finish: FinishDraft, language: string): RecordConsent {
  const given = finish.consent === 'yes';
  return {
    purpose: 'case', given, givenBy: finish.givenBy, readAloud: finish.readAloud, language, wordingVersion: WORDING_VERSION,
    sections: given ? ['identity', 'contact', 'documents', 'return', 'family', 'situation', 'work', 'needs'] : [],
    ...(finish.childAssent === undefined ? {} : { childAssent: finish.childAssent }),
  };
}
