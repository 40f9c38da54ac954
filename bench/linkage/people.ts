/**
 * The truth behind the benchmark: families of four countries with the people in them who come back. Families matter, since
 * they are what a linkage gets wrong: siblings, twins, cousins of one name, a parent and a child of one name. Deterministic.
 */
import type { Random } from '../random.ts';
import { GIVEN_FEMALE, GIVEN_MALE, INDIGENOUS_SURNAMES, ranked, rareGiven, rareSurnames, SURNAMES } from './words.ts';

export type Country = 'MX' | 'GT' | 'HN' | 'SV';
export type Sex = 'F' | 'M';

/** Somebody who exists in the benchmark only. */
export interface Invented {
  readonly id: number;
  readonly family: number;
  readonly country: Country;
  readonly given: readonly string[];
  readonly surname1: string;
  readonly surname2: string;
  readonly married: string;
  readonly sex: Sex;
  readonly birth: { readonly year: number; readonly month: number; readonly day: number };
  readonly place: { readonly admin1: string; readonly admin2: string };
  readonly number: string;
  readonly phone: string;
  readonly mother: string;
  readonly indigenous: boolean;
}

const COUNTRIES: readonly (readonly [Country, number])[] = [['MX', 0.4], ['GT', 0.62], ['HN', 0.83], ['SV', 1]];
/** Departments and municipalities as numbered codes: only their equality counts here. */
const PLACES: Readonly<Record<Country, readonly [number, number]>> = { MX: [32, 40], GT: [22, 15], HN: [18, 16], SV: [14, 18] };
/** Share of families whose surnames are of an indigenous language. */
const INDIGENOUS: Readonly<Record<Country, number>> = { MX: 0.1, GT: 0.3, HN: 0.03, SV: 0.03 };
const two = (n: number): string => String(n).padStart(2, '0');

/** Draws names, places, numbers. One per benchmark, so that rare names come up again. */
function drawing(random: Random) {
  const given = { F: ranked(GIVEN_FEMALE, 6), M: ranked(GIVEN_MALE, 6) };
  const rareNames = ranked(rareGiven(random, 4_000), 40);
  const common = ranked(SURNAMES, 5);
  const rare = ranked(rareSurnames(random, 12_000), 60);
  const native = ranked(INDIGENOUS_SURNAMES, 12);
  return {
    given: (sex: Sex) => (random() < 0.1 ? rareNames(random) : given[sex](random)),
    surname: (indigenous: boolean) => {
      if (indigenous && random() < 0.85) return native(random);
      const name = random() < 0.22 ? rare(random) : common(random);
      return random() < 0.015 ? `${random() < 0.5 ? 'de la' : 'de'} ${name}` : name;
    },
    digits: (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join(''),
  };
}
type Draw = ReturnType<typeof drawing>;

interface Household { id: number; country: Country; indigenous: boolean; place: Invented['place']; phone: string; father: string; mother: string; motherGiven: string[]; motherSurname2: string; since: number; brother?: Household | undefined }

function countryOf(random: Random): Country {
  const aim = random();
  return COUNTRIES.find(([, upTo]) => aim < upTo)![0];
}

function placeOf(random: Random, country: Country): Invented['place'] {
  const [departments, towns] = PLACES[country];
  const admin1 = Math.floor(random() ** 1.5 * departments) + 1;
  return { admin1: `${country}-${two(admin1)}`, admin2: `${country}-${two(admin1)}${two(Math.floor(random() ** 1.7 * towns) + 1)}` };
}

function household(random: Random, draw: Draw, id: number, kin: Household | undefined): Household {
  const country = kin?.country ?? countryOf(random);
  const indigenous = kin?.indigenous ?? random() < INDIGENOUS[country];
  return {
    id, country, indigenous, place: kin && random() < 0.7 ? kin.place : placeOf(random, country), phone: draw.digits(8), father: kin?.father ?? draw.surname(indigenous),
    mother: draw.surname(indigenous), motherGiven: names(random, draw, 'F'), motherSurname2: draw.surname(indigenous), since: 1955 + Math.floor(random() ** 0.8 * 48), brother: kin,
  };
}

function names(random: Random, draw: Draw, sex: Sex): string[] {
  const first = draw.given(sex);
  if (random() > 0.72) return [first];
  let second = draw.given(sex);
  if (second === first) second = draw.given(sex);
  return second === first ? [first] : random() < 0.03 ? [first, second, draw.given(sex)] : [first, second];
}

function documentNumber(draw: Draw, country: Country, born: Invented['birth'], given: string, surname1: string, surname2: string, sex: Sex): string {
  if (country === 'HN') return `${draw.digits(4)}${born.year}${draw.digits(5)}`;
  if (country === 'GT') return draw.digits(13);
  if (country === 'SV') return draw.digits(9);
  const letter = (text: string) => text.normalize('NFD').replace(/[^A-Za-z]/g, '').toUpperCase();
  return `${letter(surname1).padEnd(2, 'X').slice(0, 2)}${letter(surname2)[0] ?? 'X'}${letter(given)[0] ?? 'X'}${String(born.year).slice(2)}${two(born.month)}${two(born.day)}${sex === 'F' ? 'M' : 'H'}${['MC', 'JC', 'OC', 'PL', 'VZ', 'CS'][Number(draw.digits(1)) % 6]}${['BCD', 'LRN', 'NZP', 'RSM', 'TLG'][Number(draw.digits(1)) % 5]}${draw.digits(2)}`;
}

function marriedName(random: Random, draw: Draw, home: Household, sex: Sex, born: number): string {
  return sex === 'F' && born < 2003 && random() < 0.35 ? draw.surname(home.indigenous) : '';
}

/** One child of a household, or the parent who bears its name. */
function member(random: Random, draw: Draw, home: Household, id: number, like: Partial<Pick<Invented, 'given' | 'sex' | 'birth'>> = {}): Invented {
  const sex: Sex = like.sex ?? (random() < 0.22 ? 'F' : 'M');
  const birth = like.birth ?? { year: Math.min(2022, home.since + Math.floor(random() * 18)), month: 1 + Math.floor(random() * 12), day: 1 + Math.floor(random() * 28) };
  const given = like.given ?? names(random, draw, sex);
  return {
    id, family: home.id, country: home.country, given, surname1: home.father, surname2: random() < 0.06 ? '' : home.mother, married: marriedName(random, draw, home, sex, birth.year), sex, birth, place: home.place,
    number: documentNumber(draw, home.country, birth, given[0]!, home.father, home.mother, sex), phone: random() < 0.6 ? home.phone : draw.digits(8),
    mother: `${home.motherGiven.join(' ')} ${home.mother} ${home.motherSurname2}`, indigenous: home.indigenous,
  };
}

function family(random: Random, draw: Draw, home: Household, nextId: number, cousin: Invented | undefined): Invented[] {
  const people: Invented[] = [];
  const add = (like?: Parameters<typeof member>[4]) => people.push(member(random, draw, home, nextId + people.length, like));
  // A cousin of the same name, born the same year or near it.
  if (cousin && random() < 0.06) {
    const birth = { year: cousin.birth.year + Math.floor(random() * 3) - 1, month: 1 + Math.floor(random() * 12), day: 1 + Math.floor(random() * 28) };
    add({ given: cousin.given, sex: cousin.sex, birth });
  } else add();
  while (people.length < 5 && random() < 0.34) add();
  const first = people[0]!;
  if (random() < 0.012) add({ sex: random() < 0.75 ? first.sex : first.sex === 'F' ? 'M' : 'F', birth: first.birth });
  // A parent of the same name: another mother, so mostly another second surname.
  if (random() < 0.02) {
    add({ given: first.given, sex: first.sex, birth: { year: first.birth.year - 20 - Math.floor(random() * 15), month: 1 + Math.floor(random() * 12), day: 1 + Math.floor(random() * 28) } });
    const mother = draw.surname(home.indigenous);
    people.push({ ...people.pop()!, surname2: mother, mother: `${names(random, draw, 'F').join(' ')} ${mother} ${draw.surname(home.indigenous)}` });
  }
  return people;
}

/** People one after the other, family by family, without end. */
export function* families(random: Random): Generator<Invented[]> {
  const draw = drawing(random);
  let id = 0;
  let last: { home: Household; first: Invented } | undefined;
  for (let number = 0; ; number++) {
    const kin = last && random() < 0.15 ? last : undefined;
    const home = household(random, draw, number, kin?.home);
    const people = family(random, draw, home, id, kin?.first);
    id += people.length;
    last = { home, first: people[0]! };
    yield people;
  }
}
