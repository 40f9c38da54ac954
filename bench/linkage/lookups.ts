/** What officers type when they look for somebody: whole names with a date, a name alone, the first letters, a number; and strangers. */
import type { Random } from '../random.ts';
import { typed, type Shares, type Typed } from './errors.ts';
import type { Invented } from './people.ts';

export const LOOK_UP_COLUMNS = ['query_id', 'stratum', 'q', 'given_names', 'surname1', 'surname2', 'birth_date', 'birth_year', 'sex', 'country', 'doc_number'] as const;
export type Question = Partial<Record<(typeof LOOK_UP_COLUMNS)[number], string>> & { readonly stratum: string };
export interface LookUp { readonly question: Question; /** Nobody: this person was never registered. */ readonly person: Invented | null }

type Ask = (random: Random, t: Typed, country: string) => Question;

const whole = (t: Typed): string => [t.given_names, t.surname1, t.surname2].filter(Boolean).join(' ');
const year = (t: Typed): string => t.birth_date.slice(0, 4);

function shuffled(random: Random, list: string[]): string[] {
  return list.map((word) => ({ word, at: random() })).sort((a, b) => a.at - b.at).map(({ word }) => word);
}

/** The name as far as it is typed: the last word is begun. */
function begun(random: Random, t: Typed): string {
  const words = whole(t).split(' ');
  const last = words.at(-1)!;
  return [...words.slice(0, -1), last.slice(0, Math.max(2, Math.ceil(last.length * (0.4 + random() * 0.4))))].join(' ');
}

const STRATA: readonly (readonly [number, string, Ask])[] = [
  [0.34, 'name_date', (_, t, country) => ({ stratum: 'name_date', given_names: t.given_names, surname1: t.surname1, surname2: t.surname2, birth_date: t.birth_date, sex: t.sex, country })],
  [0.1, 'name_year', (_, t) => ({ stratum: 'name_year', given_names: t.given_names, surname1: t.surname1, surname2: t.surname2, birth_year: year(t) })],
  [0.12, 'name_only', (_, t) => ({ stratum: 'name_only', given_names: t.given_names, surname1: t.surname1, surname2: t.surname2 })],
  [0.1, 'box_name', (random, t) => ({ stratum: 'box_name', q: random() < 0.5 ? [t.surname1, t.surname2, t.given_names].filter(Boolean).join(' ') : whole(t) })],
  [0.12, 'box_year', (random, t) => ({ stratum: 'box_year', q: shuffled(random, [...whole(t).split(' '), year(t)]).join(' ') })],
  [0.12, 'typing', (random, t) => ({ stratum: 'typing', q: `${begun(random, t)}` })],
  [0.1, 'number', (random, t) => (t.doc_number ? { stratum: 'number', ...(random() < 0.5 ? { q: t.doc_number } : { doc_number: t.doc_number, given_names: t.given_names, surname1: t.surname1 }) }
    : { stratum: 'name_date', given_names: t.given_names, surname1: t.surname1, surname2: t.surname2, birth_date: t.birth_date, sex: t.sex })],
];
/** How many of a hundred look-ups are about people who never came. Half of them are close relatives of somebody who did. */
const STRANGERS = 0.25;

/** A number is looked for only where one was registered: nobody else could be found by it. */
function questionAbout(random: Random, shares: Shares, person: Invented, numbered: boolean): Question {
  const t = typed(random, shares, person, { phone: person.phone }, undefined);
  let aim = random();
  for (const [share, , ask] of STRATA) {
    if (aim < share) return ask(random, numbered ? t : { ...t, doc_number: '' }, person.country);
    aim -= share;
  }
  return STRATA[0]![2](random, t, person.country);
}

/** A brother or sister who never came: same surnames, mother and place; another given name and birth. */
function sibling(random: Random, person: Invented, other: Invented): Invented {
  const birth = { year: person.birth.year + 1 + Math.floor(random() * 6), month: other.birth.month, day: other.birth.day };
  return { ...person, id: -1, given: other.given.join() === person.given.join() ? [other.given[0] === 'Josué' ? 'Noé' : 'Josué'] : other.given, sex: other.sex, birth, number: other.number };
}

/** Somebody unknown: the given names of one, the surnames of two others, the birth date of a fourth. */
function stranger(random: Random, people: readonly Invented[]): Invented {
  const one = () => people[Math.floor(random() * people.length)]!;
  const [a, b, c, d] = [one(), one(), one(), one()];
  const number = [...a.number].map((x) => (/\d/.test(x) ? String(Math.floor(random() * 10)) : x)).join('');
  return { ...a, id: -1, surname1: b.surname1, surname2: c.surname2, birth: { ...d.birth, day: 1 + Math.floor(random() * 28) }, sex: a.sex, number, phone: '' };
}

/** So many look-ups, about people who came (more often those who came) and about strangers. */
export function* lookUpsOf(random: Random, shares: Shares, people: readonly Invented[], numbered: ReadonlySet<number>, count: number): Generator<LookUp> {
  for (let n = 0; n < count; n++) {
    const person = people[Math.floor(random() * people.length)]!;
    if (random() >= STRANGERS) {
      yield { question: questionAbout(random, shares, person, numbered.has(person.id)), person };
      continue;
    }
    const kin = random() < 0.5;
    const someone = kin ? sibling(random, person, people[Math.floor(random() * people.length)]!) : stranger(random, people);
    const question = questionAbout(random, shares, someone, true);
    // Only what could name one person is asked about strangers: a name alone is never a claim to know somebody.
    yield { question: { ...question, stratum: kin ? 'stranger_sibling' : 'stranger' }, person: null };
  }
}
