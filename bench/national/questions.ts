/** What officers type: look-ups as the linkage benchmark makes them, searches of the box, people to register, rows of lists. */
import type { LookUp, RegisterAtWindow } from '#registry/schema';
import { SHARES, typed, type Typed } from '../linkage/errors.ts';
import { lookUpsOf, type Question } from '../linkage/lookups.ts';
import type { Invented } from '../linkage/people.ts';
import { generator, type Random } from '../random.ts';
import { inventedPeople, SEED } from './registry.ts';

/** People of the registry about whom is asked; the stream is of one kind from beginning to end. */
const ASKED_ABOUT = 50_000;
const day = (text: string): string | undefined => (/^\d{4}-\d{2}-\d{2}$/u.test(text) ? text : undefined);
const sexOf = (text: string): { sex?: 'F' | 'M' } => (text === 'F' || text === 'M' ? { sex: text } : {});

function birthOf(q: Question): Pick<LookUp, 'birthDate' | 'birthYear'> {
  const birthDate = day(q.birth_date ?? '');
  if (birthDate) return { birthDate };
  const birthYear = Number(q.birth_year ?? '');
  return birthYear > 1900 ? { birthYear } : {};
}

function lookUpOf({ q, given_names = '', surname1 = '', surname2 = '', doc_number, ...rest }: Question): LookUp {
  if (q) return { q };
  return { givenNames: given_names, surname1, surname2, ...birthOf(rest as Question), ...sexOf(rest.sex ?? ''), documents: doc_number ? [{ type: 'other', number: doc_number }] : [] };
}

/** What is typed into the box: part of a name, often with the year of birth. */
function boxOf(random: Random, t: Typed): string {
  const words = [t.given_names.split(' ')[0]!, t.surname1, ...(random() < 0.5 ? [t.surname2] : [])].filter(Boolean);
  return [...words, ...(random() < 0.4 ? [t.birth_date.slice(0, 4)] : [])].join(' ').slice(0, 120);
}

function personOf(t: Typed): RegisterAtWindow['person'] {
  const birthDate = day(t.birth_date);
  return {
    givenNames: t.given_names, surname1: t.surname1, ...(t.surname2 ? { surname2: t.surname2 } : {}), ...(birthDate ? { birthDate } : {}), ...sexOf(t.sex), originAdmin2: 'ZZ-0101',
    documents: t.doc_number ? [{ type: 'other' as const, country: 'ZZ', number: t.doc_number }] : [], contacts: t.phone ? [{ channel: 'phone' as const, value: t.phone }] : [],
    ...(t.mother_name ? { motherName: t.mother_name } : {}),
  };
}

/** The look-up that comes before registering somebody: the same fields. */
export function checkOf(person: RegisterAtWindow['person']): LookUp {
  const { givenNames, surname1, surname2, birthDate, sex, originAdmin2, documents = [], contacts = [] } = person;
  const phone = contacts[0]?.value;
  return {
    givenNames, surname1, surname2, birthDate, sex, originAdmin2, ...(phone ? { phone } : {}),
    documents: documents.flatMap((d) => (d.number ? [{ type: d.type, number: d.number }] : [])),
  };
}

const HEADER = 'No;NOMBRES;PRIMER APELLIDO;SEGUNDO APELLIDO;FECHA NAC;SEXO;MUNICIPIO;DOCUMENTO;OBSERVACIONES';
const tidy = (text: string): string => text.replaceAll(';', ' ');

function listLine(t: Typed, n: number): string {
  const birth = day(t.birth_date)?.split('-').reverse().join('/') ?? '';
  return [n + 1, tidy(t.given_names) || 'N', tidy(t.surname1), tidy(t.surname2), birth, t.sex === 'F' ? 'M' : 'H', '', tidy(t.doc_number), ''].join(';');
}

export interface Questions {
  readonly lookUp: () => LookUp;
  readonly box: () => string;
  readonly newcomer: () => RegisterAtWindow['person'];
  /** A list as a file: six of ten were here before. */
  readonly list: (rows: number) => Buffer;
}

export function questions(people: number, seed: number): Questions {
  const random = generator(seed);
  const known: Invented[] = [];
  for (const person of inventedPeople(SEED)) if (known.push(person) >= Math.min(people, ASKED_ABOUT)) break;
  const strangers = inventedPeople(seed);
  // About half of the records hold a number; which of them matters little for how long an answer takes.
  const numbered = new Set(known.map((p) => p.id).filter((id) => id % 2 === 0));
  const about = lookUpsOf(random, SHARES, known, numbered, Number.MAX_SAFE_INTEGER);
  const type = (person: Invented): Typed => typed(random, SHARES, person, { phone: person.phone }, undefined);
  const met = (): Typed => type(known[Math.floor(random() * known.length)]!);
  const stranger = (): Typed => type(strangers.next().value!);
  return {
    lookUp: () => lookUpOf(about.next().value!.question),
    box: () => boxOf(random, met()),
    newcomer: () => personOf(stranger()),
    list: (rows) => Buffer.from([HEADER, ...Array.from({ length: rows }, (_, n) => listLine(n % 10 < 6 ? met() : stranger(), n))].join('\r\n')),
  };
}
