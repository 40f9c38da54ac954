/** A made-up registry of the region, the same on every machine, with the errors that arrival lists really have. Nobody in it exists. */
import type { DuplicateProbe } from '#registry/schema';

export type Random = () => number;

/** Small repeatable generator (mulberry32). */
export function generator(seed: number): Random {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words = (text: string): string[] => text.split(' ');
const GIVEN_F = words('María Ana Rosa Carmen Juana Marta Gloria Silvia Sandra Claudia Karla Wendy Yesenia Reina Blanca Elena Teresa Dolores Mercedes Lucía Gabriela Patricia Alejandra Daniela Andrea Verónica Sonia Miriam Irma Norma Isabel Guadalupe Concepción Esperanza Josefina Fátima Iris Jessica Jennifer Brenda Ixchel Petrona Catarina Micaela Tomasa Dominga Candelaria Manuela Roxana Xiomara');
const GIVEN_M = words('José Juan Luis Carlos Jorge Francisco Miguel Pedro Mario Manuel Antonio Oscar Víctor Roberto Rafael Daniel David Marvin Wilmer Kevin Brayan Cristian Edwin Nelson Santos Julio César Fernando Ricardo Eduardo Alejandro Jesús Ramón Ángel Héctor Raúl Rubén Alberto Ernesto Gerardo Diego Sebastián Mateo Pascual Domingo Baltazar Gaspar Melchor Andrés Felipe Esteban');
const SURNAMES = words('Hernández López García Martínez Rodríguez González Pérez Ramírez Flores Cruz Morales Reyes Gómez Díaz Sánchez Vásquez Mejía Castillo Rivera Torres Ramos Ortiz Mendoza Aguilar Gutiérrez Romero Alvarado Castro Chávez Jiménez Ruiz Álvarez Guzmán Contreras Santos Orellana Pineda Maldonado Velásquez Escobar Portillo Zelaya Bonilla Lara Aguirre Figueroa Cabrera Zavala Paz Molina Guevara Melgar Ayala Argueta Alfaro Barrera Cáceres Calderón Campos Cardona Cerrato Corado Cortés Duarte Enamorado Espinoza Estrada Fuentes Galdámez Galeano Girón Henríquez Izaguirre Juárez Landaverde Lemus Linares Machado Madrid Marroquín Mazariegos Membreño Monterroso Montoya Murillo Navarro Núñez Oliva Padilla Palma Peña Quintanilla Recinos Rosales Salazar Sandoval Solís Soto Suazo Tejada Umaña Urbina Valle Vargas Villanueva Villeda Yanes Xol Choc Caal Pop Tzul Ixcoy Chub Coc Tiul Xuc Ajanel Batz Cojtí Chávez Ixtabalán Mucú Quej Sacalxot Tzunún Velasco Zapil');
const SYLLABLES = words('ba ca de fi go lu ma ne pi qui ra sa ti vi zu chi lle');

function zipf(random: Random, list: readonly string[]): string {
  // A few names are very common, most are rare: rank falls with the square of a uniform draw.
  return list[Math.floor(random() ** 2 * list.length)]!;
}

function rareSurname(random: Random): string {
  const parts = Array.from({ length: 3 }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]!);
  const text = parts.join('') + ['s', 'n', 'l', ''][Math.floor(random() * 4)]!;
  return text[0]!.toUpperCase() + text.slice(1);
}

const surname = (random: Random): string => (random() < 0.12 ? rareSurname(random) : zipf(random, SURNAMES));
const two = (n: number): string => String(n).padStart(2, '0');
const PLACES = ['ZZ-0101', 'ZZ-0102', 'ZZ-0103', 'ZZ-0201', 'ZZ-0202'];

export interface Invented {
  givenNames: string;
  surname1: string;
  surname2: string | undefined;
  birthDate: string;
  sex: 'F' | 'M';
  originAdmin2: string;
  number: string | undefined;
}

/** A person as registered: two surnames mostly, a document number mostly. */
export function invent(random: Random, n: number): Invented {
  const sex = random() < 0.2 ? 'F' : 'M';
  const list = sex === 'F' ? GIVEN_F : GIVEN_M;
  const second = random() < 0.75 ? ` ${zipf(random, list)}` : '';
  const year = 2012 - Math.floor(random() ** 1.3 * 55);
  const birthDate = `${year}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
  return {
    givenNames: zipf(random, list) + second, surname1: surname(random), surname2: random() < 0.85 ? surname(random) : undefined, birthDate, sex,
    originAdmin2: PLACES[Math.floor(random() * PLACES.length)]!, number: random() < 0.7 ? `0101${year}${String(n % 100_000).padStart(5, '0')}` : undefined,
  };
}

const SLIPS: readonly (readonly [RegExp, string])[] = [[/v/i, 'b'], [/b/i, 'v'], [/z/i, 's'], [/s/i, 'z'], [/ll/i, 'y'], [/h/i, ''], [/ge/i, 'je'], [/j/i, 'g'], [/qu/i, 'k']];

function misspell(random: Random, text: string): string {
  if (random() < 0.5) {
    const [pattern, instead] = SLIPS[Math.floor(random() * SLIPS.length)]!;
    return text.replace(pattern, instead);
  }
  const at = 1 + Math.floor(random() * Math.max(1, text.length - 2));
  return random() < 0.5 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();

/** Errors, each with the share of look-ups it strikes. They may strike together. */
const ERRORS: readonly { share: number; strike: (random: Random, p: Invented) => void }[] = [
  { share: 0.25, strike: (_, p) => { p.givenNames = p.givenNames.split(' ')[0]!; } },
  { share: 0.05, strike: (_, p) => { p.givenNames = p.givenNames.split(' ').reverse().join(' '); } },
  { share: 0.15, strike: (_, p) => { p.surname2 = undefined; } },
  { share: 0.03, strike: (_, p) => { if (p.surname2) [p.surname1, p.surname2] = [p.surname2, p.surname1]; } },
  { share: 0.18, strike: (r, p) => { p.surname1 = misspell(r, p.surname1); } },
  { share: 0.08, strike: (r, p) => { p.givenNames = misspell(r, p.givenNames); } },
  { share: 0.04, strike: (_, p) => { const [y, m, d] = p.birthDate.split('-') as [string, string, string]; if (Number(d) <= 12) p.birthDate = `${y}-${d}-${m}`; } },
  { share: 0.05, strike: (r, p) => { p.birthDate = `${Number(p.birthDate.slice(0, 4)) + (r() < 0.5 ? 1 : -1)}${p.birthDate.slice(4)}`; } },
  { share: 0.03, strike: (_, p) => { p.birthDate = `${p.birthDate.slice(0, 4)}-01-01`; } },
  { share: 0.5, strike: (_, p) => { p.number = undefined; } },
];

/** The same person on a later list: capitals without accents, and the errors. */
export function again(random: Random, person: Invented): DuplicateProbe {
  const copy = { ...person };
  for (const { share, strike } of ERRORS) if (random() < share) strike(random, copy);
  return probe({ ...copy, givenNames: plain(copy.givenNames), surname1: plain(copy.surname1), surname2: copy.surname2 && plain(copy.surname2) });
}

export function probe(person: Invented): DuplicateProbe {
  const { givenNames, surname1, surname2, birthDate, sex, originAdmin2, number } = person;
  return { givenNames, surname1, surname2, birthDate, sex, originAdmin2, documents: number ? [{ type: 'dni', number }] : [] };
}
