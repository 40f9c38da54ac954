/** How a registration differs from the truth. Each kind of error has its share, stated here and adjustable by the caller. */
import type { Random } from '../random.ts';
import type { Invented } from './people.ts';

/** A registration as typed at a desk: the columns of the interchange format, all of them text. */
export interface Typed {
  given_names: string; surname1: string; surname2: string; married_surname: string; sex: string; birth_date: string; birth_date_approx: string;
  birth_admin1: string; birth_admin2: string; doc_type: string; doc_number: string; phone: string; mother_name: string;
}

/** Shares of registrations (or of words, where said) that an error strikes. */
export const SHARES = {
  capitalsWithoutAccents: 0.45, lowerCase: 0.08, accentsLost: 0.25, abbreviatedMaria: 0.3, particleLost: 0.3, particleGlued: 0.1,
  givenDropped: 0.16, givenSwapped: 0.025, surnamesSwapped: 0.025, surname2Missing: 0.12, surname2Married: 0.45, wholeNameInGiven: 0.004,
  spelledAsHeardPerWord: 0.05, misreadPerWord: 0.02, mistypedPerWord: 0.025, anglicised: 0.03, nickname: 0.01, splitOrJoined: 0.01,
  dayMonthSwapped: 0.015, yearOff: 0.02, firstOfJanuary: 0.035, yearOnly: 0.04, estimated: 0.02, digitMistyped: 0.015, dateMissing: 0.01,
  numberMissing: 0.45, numberMistyped: 0.03, numberOfRelative: 0.001, phoneMissing: 0.5, phoneChanged: 0.35, phoneMistyped: 0.01,
  motherMissing: 0.4, motherOneSurname: 0.4, placeMissing: 0.1, placeOther: 0.08, sexMissing: 0.03, sexWrong: 0.005, marriedMissing: 0.7,
};
export type Shares = typeof SHARES;

const AS_HEARD: readonly (readonly [RegExp, string])[] = [
  [/v/i, 'b'], [/b/i, 'v'], [/z/i, 's'], [/s/i, 'z'], [/c(?=[ei])/i, 's'], [/s(?=[ei])/i, 'c'], [/ll/i, 'y'], [/y(?=[aeiou])/i, 'll'], [/h/i, ''], [/g(?=[ei])/i, 'j'], [/j(?=[ei])/i, 'g'],
  [/qu/i, 'k'], [/c(?=[aou])/i, 'k'], [/x/i, 's'], [/tz/i, 's'], [/tz'/i, 'tz'], [/'/, ''], [/k/i, 'c'], [/w/i, 'gu'], [/mb/i, 'nb'], [/nn?/i, 'n'], [/x/i, 'sh'], [/^i/i, 'y'], [/u(?=[aeo])/i, 'w'],
];
const MISREAD: readonly (readonly [RegExp, string])[] = [[/rn/i, 'm'], [/m/i, 'rn'], [/o/i, '0'], [/i/i, 'l'], [/l/i, 'i'], [/ñ/i, 'n'], [/u/i, 'v'], [/e/i, 'c'], [/d/i, 'cl'], [/á/i, 'a']];
const ENGLISH: Readonly<Record<string, string>> = {
  José: 'Joseph', Juan: 'John', María: 'Mary', Miguel: 'Michael', Pedro: 'Peter', Carlos: 'Charles', Jorge: 'George', Francisco: 'Frank', Antonio: 'Anthony', Esteban: 'Steven', Eduardo: 'Edward',
  Enrique: 'Henry', Andrés: 'Andrew', Alejandro: 'Alexander', Ana: 'Anna', Roberto: 'Robert', Ricardo: 'Richard', Daniel: 'Danny', Luis: 'Louis', Teresa: 'Theresa', Marta: 'Martha', Rosa: 'Rose',
};
const NICKNAMES: Readonly<Record<string, string>> = { José: 'Chepe', Juan: 'Johnny', Francisco: 'Paco', Guadalupe: 'Lupe', Jesús: 'Chuy', Manuel: 'Meme', Concepción: 'Concha', Dolores: 'Lola', Antonio: 'Toño', Alberto: 'Beto', Ignacio: 'Nacho' };

const any = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const two = (n: number): string => String(n).padStart(2, '0');

function replaced(random: Random, word: string, kinds: readonly (readonly [RegExp, string])[]): string {
  const fitting = kinds.filter(([pattern]) => pattern.test(word));
  if (fitting.length === 0) return word;
  const [pattern, instead] = any(random, fitting);
  return word.replace(pattern, instead);
}

/** One letter lost, doubled, exchanged with its neighbour, or wrong. */
export function mistyped(random: Random, text: string): string {
  if (text.length < 2) return text;
  const at = Math.floor(random() * (text.length - 1)) + (random() < 0.9 ? 1 : 0);
  const kind = random();
  if (kind < 0.3) return text.slice(0, at) + text.slice(at + 1);
  if (kind < 0.5) return text.slice(0, at) + text.slice(at, at + 1) + text.slice(at);
  if (kind < 0.75 && at + 1 < text.length) return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
  return text.slice(0, at) + (/\d/.test(text) ? String(Math.floor(random() * 10)) : any(random, [...'aeiounrslt'])) + text.slice(at + 1);
}

function word(random: Random, share: Shares, text: string): string {
  let out = text;
  if (random() < share.spelledAsHeardPerWord) out = replaced(random, out, AS_HEARD);
  if (random() < share.misreadPerWord) out = replaced(random, out, MISREAD);
  if (random() < share.mistypedPerWord) out = mistyped(random, out);
  return out;
}

function givenNames(random: Random, share: Shares, person: Invented): string {
  let given = [...person.given];
  if (given.length > 1 && random() < share.givenDropped) given.splice(random() < 0.75 ? 1 : 0, 1);
  if (given.length > 1 && random() < share.givenSwapped) given = [given[1]!, given[0]!, ...given.slice(2)];
  const as = (names: Readonly<Record<string, string>>, chance: number) => { if (random() < chance) given = given.map((g) => names[g] ?? g); };
  as(ENGLISH, share.anglicised);
  as(NICKNAMES, share.nickname);
  if (given.length > 1 && given[0] === 'María' && random() < share.abbreviatedMaria) given[0] = any(random, ['Ma.', 'Ma', 'M.ª', 'Mª']);
  given = given.map((g) => word(random, share, g));
  return given.join(random() < share.splitOrJoined ? '' : ' ');
}

function surname(random: Random, share: Shares, text: string): string {
  if (!text) return '';
  const parts = text.split(' ');
  const last = word(random, share, parts.at(-1)!);
  if (parts.length === 1) return last;
  if (random() < share.particleLost) return last;
  return random() < share.particleGlued ? parts.slice(0, -1).join('') + last : [...parts.slice(0, -1), last].join(' ');
}

function surnames(random: Random, share: Shares, person: Invented): [string, string, string] {
  let [first, second] = [surname(random, share, person.surname1), surname(random, share, person.surname2)];
  let married = person.married && random() >= share.marriedMissing ? surname(random, share, person.married) : '';
  if (random() < share.surname2Missing) second = '';
  if (person.married && random() < share.surname2Married) {
    second = `${random() < 0.4 ? 'de ' : ''}${surname(random, share, person.married)}`;
    married = '';
  }
  if (second && random() < share.surnamesSwapped) [first, second] = [second, first];
  return [first, second, married];
}

function birth(random: Random, share: Shares, person: Invented): [string, string] {
  const { year, month, day } = person.birth;
  const full = (y: number, m: number, d: number) => `${y}-${two(m)}-${two(d)}`;
  const kinds: readonly (readonly [number, () => [string, string]])[] = [
    [share.dateMissing, () => ['', '']],
    [share.yearOnly, () => [String(year), random() < 0.5 ? '1' : '']],
    [share.estimated, () => [String(year + Math.floor(random() * 7) - 3), '1']],
    [share.firstOfJanuary, () => [full(year, 1, 1), '']],
    [share.yearOff, () => [full(year + (random() < 0.5 ? 1 : -1), month, day), '']],
    [share.dayMonthSwapped, () => [day <= 12 ? full(year, day, month) : full(year, month, day), '']],
    [share.digitMistyped, () => {
      const what = random();
      if (what < 0.4) return [full(year, month, 1 + Math.floor(random() * 28)), ''];
      return [what < 0.7 ? full(year, 1 + Math.floor(random() * 12), day) : full(year - (year % 10) + Math.floor(random() * 10), month, day), ''];
    }],
  ];
  let aim = random();
  for (const [chance, wrong] of kinds) {
    if (aim < chance) return wrong();
    aim -= chance;
  }
  return [full(year, month, day), ''];
}

const DOCUMENT = { MX: 'CURP', GT: 'CUI', HN: 'DNI', SV: 'DUI' } as const;

function spacedNumber(random: Random, person: Invented, number: string): string {
  if (person.country === 'SV' && random() < 0.6) return `${number.slice(0, 8)}-${number.slice(8)}`;
  if (person.country === 'HN' && random() < 0.5) return `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;
  if (person.country === 'GT' && random() < 0.5) return `${number.slice(0, 4)} ${number.slice(4, 9)} ${number.slice(9)}`;
  return number;
}

/** What stays the same for a person between two visits unless it has changed: the phone. */
export interface Remembered { phone: string }

function phoneTyped(random: Random, share: Shares, memory: Remembered): string {
  if (random() < share.phoneChanged) memory.phone = Array.from({ length: 8 }, () => Math.floor(random() * 10)).join('');
  if (random() < share.phoneMissing) return '';
  return random() < share.phoneMistyped ? mistyped(random, memory.phone) : memory.phone;
}

function numberTyped(random: Random, share: Shares, person: Invented, relative: Invented | undefined): Pick<Typed, 'doc_type' | 'doc_number'> {
  if (random() < share.numberMissing) return { doc_type: '', doc_number: '' };
  const number = relative && random() < share.numberOfRelative ? relative.number : person.number;
  return { doc_type: DOCUMENT[person.country], doc_number: spacedNumber(random, person, random() < share.numberMistyped ? mistyped(random, number) : number) };
}

function placeTyped(random: Random, share: Shares, { place }: Invented): Pick<Typed, 'birth_admin1' | 'birth_admin2'> {
  if (random() < share.placeMissing) return { birth_admin1: '', birth_admin2: '' };
  return { birth_admin1: place.admin1, birth_admin2: random() < share.placeOther ? `${place.admin1}${two(1 + Math.floor(random() * 15))}` : place.admin2 };
}

function motherTyped(random: Random, share: Shares, person: Invented): string {
  if (random() < share.motherMissing) return '';
  const words = person.mother.split(' ');
  return (random() < share.motherOneSurname ? words.slice(0, -1) : words).map((w) => word(random, share, w)).join(' ');
}

function sexTyped(random: Random, share: Shares, { sex }: Invented): string {
  if (random() < share.sexMissing) return '';
  const wrong = sex === 'F' ? 'M' : 'F';
  return random() < share.sexWrong ? wrong : sex;
}

/** One registration of a person, with the errors that strike it. */
export function typed(random: Random, share: Shares, person: Invented, memory: Remembered, relative: Invented | undefined): Typed {
  const [surname1, surname2, married_surname] = surnames(random, share, person);
  const [birth_date, birth_date_approx] = birth(random, share, person);
  const text: Typed = {
    given_names: givenNames(random, share, person), surname1, surname2, married_surname, sex: sexTyped(random, share, person), birth_date, birth_date_approx,
    ...placeTyped(random, share, person), ...numberTyped(random, share, person, relative), phone: phoneTyped(random, share, memory), mother_name: motherTyped(random, share, person),
  };
  if (random() < share.wholeNameInGiven) Object.assign(text, { given_names: [text.given_names, text.surname1, text.surname2].filter(Boolean).join(' '), surname1: '', surname2: '' });
  return inCase(random, share, text);
}

function inCase(random: Random, share: Shares, text: Typed): Typed {
  const plain = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '');
  const aim = random();
  const form = aim < share.capitalsWithoutAccents ? (s: string) => plain(s).toUpperCase()
    : aim < share.capitalsWithoutAccents + share.lowerCase ? (s: string) => s.toLowerCase()
    : aim < share.capitalsWithoutAccents + share.lowerCase + share.accentsLost ? plain : (s: string) => s;
  return { ...text, given_names: form(text.given_names), surname1: form(text.surname1), surname2: form(text.surname2), married_surname: form(text.married_surname), mother_name: form(text.mother_name) };
}
