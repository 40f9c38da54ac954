import { readBirth } from '#kernel/birth';
import { isPlainDate } from '#kernel/dates';
import type { Candidate, DocumentType, DuplicateProbe } from '#registry/schema';
import { DeskIdentity, type EarlierReturn, type ParsedPerson } from '../schema.ts';

const LIMIT = 100;
const short = (text: string) => text.replace(/\p{Cc}+/gu, ' ').trim().slice(0, LIMIT);

/** A row of a list as a question to the registry. */
export function probeOf(person: ParsedPerson): DuplicateProbe {
  return {
    givenNames: short(person.givenNames), surname1: short(person.surname1),
    ...(person.surname2 ? { surname2: short(person.surname2) } : {}),
    ...(person.birthDate && person.birthPrecision ? { birthDate: person.birthDate, birthPrecision: person.birthPrecision } : {}),
    ...(person.sex ? { sex: person.sex } : {}),
    ...(person.originAdmin2 ? { originAdmin2: person.originAdmin2 } : {}),
    documents: person.number ? [{ type: person.number.type as DocumentType, number: person.number.asSeen.slice(0, 60) }] : [],
    ...(person.phone ? { phone: person.phone.slice(0, 40) } : {}),
  };
}

/** What the officer confirmed at the desk, as a question to the registry. */
export function probeOfIdentity(identity: DeskIdentity): DuplicateProbe {
  return {
    givenNames: identity.givenNames, surname1: identity.surname1, birthPrecision: identity.birthPrecision,
    ...(identity.surname2 ? { surname2: identity.surname2 } : {}),
    ...(identity.birthDate ? { birthDate: identity.birthDate } : {}),
    ...(identity.sex ? { sex: identity.sex } : {}),
    ...(identity.originAdmin2 ? { originAdmin2: identity.originAdmin2 } : {}),
    documents: identity.document ? [{ type: identity.document.type as DocumentType, number: identity.document.number }] : [],
    ...(identity.phone ? { phone: identity.phone } : {}),
  };
}

interface Typed { readonly identity?: { readonly birthDate?: unknown; readonly document?: { readonly number?: unknown } | null } | null }

/** What the officer typed so far, as the form holds it, as a question to the registry: what is not whole yet is left out of it. `null` if nobody is named. */
export function probeOfDraft(draft: Readonly<Record<string, unknown>> | null): DuplicateProbe | null {
  const { identity } = (draft ?? {}) as Typed;
  if (!identity) return null;
  const birth = typeof identity.birthDate === 'string' ? readBirth(identity.birthDate) : null;
  const document = typeof identity.document?.number === 'string' && identity.document.number.trim() !== '' ? identity.document : null;
  const typed = DeskIdentity.safeParse({ ...identity, ...(birth && isPlainDate(birth.birthDate) ? birth : { birthDate: null, birthPrecision: 'day' }), document });
  return typed.success ? probeOfIdentity(typed.data) : null;
}

/** "Returned before": the best of the candidates, in the two words that a board has room for. */
export function strongest(candidates: readonly Candidate[]): EarlierReturn | null {
  const best = candidates[0];
  if (!best) return null;
  return { band: best.band, year: best.person.lastReturnOn?.slice(0, 4) ?? null, place: best.person.lastReturnPlace, more: candidates.length - 1 };
}
