import { fold } from '#kernel/text';

/** A municipality (`admin2`) of a country pack; coordinates are those of its seat, degrees WGS 84. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly admin1: string;
  readonly admin1Name: string;
  readonly lat: number;
  readonly lon: number;
  readonly altNames?: readonly string[] | undefined;
  readonly population?: number | undefined;
  /** Other official codes of the place. */
  readonly codes?: readonly string[] | undefined;
}

export interface Admin1 { readonly id: string; readonly name: string }

/** What a text may mean: the place and how sure (`exact` after folding, `close` one slip away). */
export interface PlaceGuess { readonly place: Place; readonly how: 'exact' | 'close' }

export interface Places {
  readonly admin1: readonly Admin1[];
  all(): readonly Place[];
  get(id: string): Place | undefined;
  admin1Get(id: string): Admin1 | undefined;
  /** Places that carry another official code; a code of a merged municipality leads to all its parts. */
  byCode(code: string): readonly Place[];
  /** Department or state by its name in any spelling; `undefined` if none or several fit. */
  findAdmin1(text: string): Admin1 | undefined;
  /** Municipalities that a text may mean, best first, within a department if given. */
  guess(text: string, admin1Id?: string): PlaceGuess[];
  /** Type-ahead: places that are called exactly so, whose name begins so, whose other name does, or that contain the text; the larger first. */
  search(text: string, limit: number): Place[];
}

/** Levenshtein distance, giving up above 2. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Letters that a damaged or foreign keyboard loses are left out of the comparison. */
function loose(text: string): string {
  return fold(text.replaceAll('\uFFFD', '')).replace(/^(municipio|depto|departamento|estado) (de )?/, '');
}

const CLOSE_MIN_LENGTH = 5;

function near(a: string, b: string): boolean {
  return a.length >= CLOSE_MIN_LENGTH && distance(a, b) <= (a.length >= 9 ? 2 : 1);
}

/** How well what is typed fits the names of a place, the own one first; best first. */
const RANKS: readonly ((names: readonly string[], wanted: string) => boolean)[] = [
  ([own], wanted) => own === wanted,
  ([own], wanted) => own!.startsWith(wanted),
  (names, wanted) => names.some((n) => n.startsWith(wanted)),
  (names, wanted) => names.some((n) => n.includes(wanted)),
];

export function indexPlaces(admin1: readonly Admin1[], places: readonly Place[]): Places {
  const byId = new Map(places.map((p) => [p.id, p]));
  const admin1ById = new Map(admin1.map((a) => [a.id, a]));
  const byCode = new Map<string, Place[]>();
  for (const place of places) for (const code of place.codes ?? []) byCode.set(code, [...(byCode.get(code) ?? []), place]);
  const folded = places.map((place) => ({ place, names: [place.name, ...(place.altNames ?? [])].map(loose) }));
  const foldedAdmin1 = admin1.map((a) => ({ a, name: loose(a.name) }));
  return {
    admin1,
    all: () => places,
    get: (id) => byId.get(id),
    admin1Get: (id) => admin1ById.get(id),
    byCode: (code) => byCode.get(code) ?? [],
    findAdmin1(text) {
      const wanted = loose(text);
      if (!wanted) return undefined;
      const exact = foldedAdmin1.filter((x) => x.name === wanted || x.a.id === text);
      const found = exact.length > 0 ? exact : foldedAdmin1.filter((x) => near(x.name, wanted));
      return found.length === 1 ? found[0]!.a : undefined;
    },
    guess(text, admin1Id) {
      const wanted = loose(text);
      if (!wanted) return [];
      const pool = admin1Id ? folded.filter((x) => x.place.admin1 === admin1Id) : folded;
      const exact = pool.filter((x) => x.names.includes(wanted));
      if (exact.length > 0) return exact.map(({ place }) => ({ place, how: 'exact' as const }));
      return pool.filter((x) => x.names.some((n) => near(n, wanted))).map(({ place }) => ({ place, how: 'close' as const }));
    },
    search(text, limit) {
      const wanted = loose(text);
      if (!wanted) return [];
      const found = folded.map((x) => ({ place: x.place, rank: RANKS.findIndex((fits) => fits(x.names, wanted)) })).filter((x) => x.rank >= 0);
      const size = (place: Place) => place.population ?? 0;
      found.sort((a, b) => a.rank - b.rank || size(b.place) - size(a.place) || a.place.id.localeCompare(b.place.id));
      return found.slice(0, limit).map((x) => x.place);
    },
  };
}

const EARTH_KM = 6371;

/** Great-circle distance in kilometres. */
export function kilometres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}
