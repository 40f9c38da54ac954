import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import type { AcceptAbroad, ComingAbroad, DuplicateAnswer, RegisterPerson } from '../../schema.ts';
import type { Answer } from '../compare/duplicate-comparison.tsx';
import { birthOf, type WhoDraft } from '../register/register-draft.ts';

/** Where the person goes in this country, and how urgent it is. */
export const OpenDraft = z.object({ destinationAdmin2: z.string({ error: 'platform.missing' }).min(1, { error: 'platform.missing' }), urgency: z.enum(URGENCIES) });
export type OpenDraft = z.output<typeof OpenDraft>;

const kept = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

/** What came along, as the first questions at a window want it: nothing is asked twice. */
export function whoOf({ minimum: m }: Pick<ComingAbroad, 'minimum'>): Partial<z.input<typeof WhoDraft>> {
  const whole = m.birthDate && m.birthPrecision === 'day' ? m.birthDate : null;
  const parts: Readonly<Record<string, (date: string) => string>> = { month: (d) => d.slice(0, 7), year: (d) => d.slice(0, 4), estimated: (d) => `~${d.slice(0, 4)}` };
  const birth = whole ?? (m.birthDate ? parts[m.birthPrecision]?.(m.birthDate) : undefined);
  const paper = m.documents.find((d) => d.number);
  return {
    givenNames: m.givenNames, surname1: m.surname1, documentSeen: false, ...(m.surname2 ? { surname2: m.surname2 } : {}), ...(birth ? { birth } : {}), ...(m.sex ? { sex: m.sex } : {}),
    ...(paper ? { documentType: paper.type as NonNullable<WhoDraft['documentType']>, documentNumber: paper.number! } : {}),
  };
}

/** The person to register: what the officer confirmed or corrected, and the rest of what came along. */
export function personOf(who: WhoDraft, { minimum: m }: Pick<ComingAbroad, 'minimum'>, country: string): RegisterPerson {
  const evidence = who.documentSeen ? 'seen' as const : 'declared' as const;
  type Paper = NonNullable<RegisterPerson['documents']>[number];
  const typed: Paper[] = who.documentType ? [{ type: who.documentType, country: m.documents.find((d) => d.type === who.documentType)?.country ?? country, number: who.documentNumber, evidence }] : [];
  const rest = m.documents.filter((d) => d.type !== who.documentType).map((d): Paper => ({ type: d.type as Paper['type'], country: d.country, number: kept(d.number), status: d.status as Paper['status'] }));
  return {
    givenNames: who.givenNames, surname1: who.surname1, surname2: who.surname2, ...birthOf(who), sex: who.sex, originAdmin2: who.originAdmin2, source: 'window', evidence,
    otherNames: kept(m.otherNames), preferredName: kept(m.preferredName), marriedSurname: kept(m.marriedSurname), nationalities: m.nationalities, birthCountry: kept(m.birthCountry), birthPlace: kept(m.birthPlace),
    preferredLanguage: kept(m.preferredLanguage), documents: [...typed, ...rest],
    contacts: m.contacts.map((c) => ({ channel: c.channel as NonNullable<RegisterPerson['contacts']>[number]['channel'], value: c.value, safety: 'safe' as const, mayLeaveMessage: c.mayLeaveMessage, hours: kept(c.hours) })),
  };
}

/** The whole command: somebody new with what was said of those who were found, or somebody who is registered. */
export function commandOf(person: RegisterPerson, found: DuplicateAnswer, answers: Readonly<Record<string, Answer>>, same: string | null, open: OpenDraft): AcceptAbroad {
  if (same) return { person, same, case: open };
  return { person, decisions: found.candidates.flatMap((c) => { const decision = answers[c.personId]; return decision ? [{ personId: c.personId, decision }] : []; }), case: open };
}
