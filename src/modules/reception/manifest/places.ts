import { fold } from '#kernel/text';
import type { Admin1, Place, Places } from '#platform/places';
import type { Field } from '#reception/schema';
import type { Find } from './problems.ts';

/** Where a row says that somebody is from or goes to. */
export interface ReadPlace {
  readonly admin1: string | null;
  readonly admin2: string | null;
  readonly asSeen: string | null;
}

/** Resolves place names of one file against a country's places; each different text is looked up once. */
export class PlaceReader {
  readonly #places: Places;
  readonly #admin1 = new Map<string, Admin1 | undefined>();
  readonly #admin2 = new Map<string, { found: Place | null; how: 'exact' | 'close' | 'several' | 'none' }>();

  constructor(places: Places) {
    this.#places = places;
  }

  /** Department and municipality of origin, each in its own column. */
  origin(department: string, municipality: string, find: Find): ReadPlace {
    const admin1 = this.#department(department);
    if (department.trim() !== '' && !admin1) find('department-unknown', 'originAdmin1', { value: shown(department) });
    const place = municipality.trim() === '' ? null : this.#municipality(municipality, admin1, 'originAdmin2', find);
    const asSeen = [municipality.trim(), department.trim()].filter(Boolean).join(', ');
    return { ...whereIs(place, admin1), asSeen: asSeen || null };
  }

  /** A destination written as "Tijuana, BC", as a municipality, or as a department alone. */
  destination(text: string, find: Find): ReadPlace {
    const asSeen = text.trim();
    if (asSeen === '') return { admin1: null, admin2: null, asSeen: null };
    const [head, ...rest] = asSeen.split(',');
    const tail = rest.join(' ').trim();
    const whole = rest.length === 0 ? this.#department(asSeen) : undefined;
    if (whole) return { admin1: whole.id, admin2: this.#onlyPlaceOf(whole), asSeen };
    const place = this.#lookUp(head!, tail === '' ? undefined : this.#department(tail));
    if (place.found) return { admin1: place.found.admin1, admin2: place.found.id, asSeen };
    find('destination-unknown', 'destination', { value: shown(asSeen) });
    return { admin1: null, admin2: null, asSeen };
  }

  /** A department named alone is not a municipality, except where the department has only one. */
  #onlyPlaceOf(admin1: Admin1): string | null {
    const inside = this.#places.all().filter((p) => p.admin1 === admin1.id);
    return inside.length === 1 ? inside[0]!.id : null;
  }

  #department(text: string): Admin1 | undefined {
    const key = fold(text);
    if (key === '') return undefined;
    if (!this.#admin1.has(key)) this.#admin1.set(key, this.#places.findAdmin1(text) ?? this.#shortName(key));
    return this.#admin1.get(key);
  }

  /** States are called by the first word of their full name: Michoacán de Ocampo, Coahuila de Zaragoza. */
  #shortName(key: string): Admin1 | undefined {
    const fits = this.#places.admin1.filter((a) => fold(a.name).startsWith(`${key} de `));
    return fits.length === 1 ? fits[0] : undefined;
  }

  #municipality(text: string, admin1: Admin1 | undefined, field: Field, find: Find): Place | null {
    const { found, how } = this.#lookUp(text, admin1);
    if (how === 'none') find('municipality-unknown', field, { value: shown(text) });
    if (how === 'several') find('municipality-ambiguous', field, { value: shown(text) });
    if (how === 'close') find('place-guessed', field, { value: shown(text), place: `${found!.name}, ${found!.admin1Name}` });
    return found;
  }

  #lookUp(text: string, admin1: Admin1 | undefined): { found: Place | null; how: 'exact' | 'close' | 'several' | 'none' } {
    const key = `${admin1?.id ?? ''}|${fold(text)}`;
    let answer = this.#admin2.get(key);
    if (!answer) this.#admin2.set(key, (answer = this.#ask(text, admin1)));
    return answer;
  }

  #ask(text: string, admin1: Admin1 | undefined): { found: Place | null; how: 'exact' | 'close' | 'several' | 'none' } {
    const guesses = this.#places.guess(text, admin1?.id);
    if (guesses.length === 0) return { found: null, how: 'none' };
    if (guesses.length > 1) return { found: null, how: 'several' };
    return { found: guesses[0]!.place, how: guesses[0]!.how };
  }
}

function whereIs(place: Place | null, admin1: Admin1 | undefined): Pick<ReadPlace, 'admin1' | 'admin2'> {
  return place ? { admin1: place.admin1, admin2: place.id } : { admin1: admin1?.id ?? null, admin2: null };
}

const shown = (text: string) => text.trim().slice(0, 80);
