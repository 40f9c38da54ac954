import type { Ctx } from '#platform/context';
import type { Place } from '#platform/places';
import type { PortalQuery } from './portal-query.ts';

/** Which place somebody means who says it in an address of the portal, or types it there. */

const MAX_PLACE_CHOICES = 40;

export type Whereabouts =
  | { readonly kind: 'municipality'; readonly place: Place }
  | { readonly kind: 'department'; readonly id: string; readonly name: string }
  | { readonly kind: 'anywhere' }
  | { readonly kind: 'choose'; readonly places: readonly Place[] }
  | { readonly kind: 'unknown' };

/** Where the person is going, from an id, a department and typed words of any quality. */
export function whereabouts(ctx: Ctx, query: PortalQuery): Whereabouts {
  const { places } = ctx.pack;
  if (query.m) return fromCode(ctx, query.m);
  const department = query.d ? places.admin1Get(query.d) : undefined;
  if (query.d && !department) return { kind: 'unknown' };
  if (query.lugar.trim()) return fromWords(ctx, query.lugar, department?.id);
  return department ? { kind: 'department', ...department } : { kind: 'anywhere' };
}

/** An id of the pack, or another official code: one of before a reform, or of the municipality that several became. */
function fromCode({ pack: { places } }: Ctx, code: string): Whereabouts {
  const own = places.get(code);
  const found = (own ? [own] : places.byCode(code)).slice(0, MAX_PLACE_CHOICES);
  const [place, ...more] = found;
  if (!place) return { kind: 'unknown' };
  return more.length === 0 ? { kind: 'municipality', place } : { kind: 'choose', places: found };
}

function fromWords(ctx: Ctx, words: string, admin1: string | undefined): Whereabouts {
  const { places } = ctx.pack;
  const guesses = places.guess(words, admin1);
  const exact = guesses.filter((g) => g.how === 'exact').map((g) => g.place);
  const begun = places.search(words, MAX_PLACE_CHOICES).filter((p) => admin1 === undefined || p.admin1 === admin1);
  const found = [...new Set([...exact, ...begun, ...guesses.map((g) => g.place)])];
  const [only] = exact;
  // A name of its own is clear, unless a bigger place begins with it: whoever types half of a city's name may mean the city.
  const clear = only && exact.length === 1 && !begun.some((p) => (p.population ?? 0) > (only.population ?? 0));
  if (clear) return { kind: 'municipality', place: only };
  if (found.length > 0) return { kind: 'choose', places: found.slice(0, MAX_PLACE_CHOICES) };
  const department = places.findAdmin1(words);
  return department ? { kind: 'department', ...department } : { kind: 'unknown' };
}

/** The place as it is read. */
export function labelOf(where: Whereabouts): string | null {
  if (where.kind === 'municipality') return `${where.place.name}, ${where.place.admin1Name}`;
  return where.kind === 'department' ? where.name : null;
}

/** A place as an address names it: never by the words that somebody typed. */
export function placeOf(where: Whereabouts): Pick<PortalQuery, 'm' | 'd'> {
  return { m: where.kind === 'municipality' ? where.place.id : '', d: where.kind === 'department' ? where.id : '' };
}
