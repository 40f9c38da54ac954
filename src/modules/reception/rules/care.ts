/** Transport home and beds for the night. Pure. */
import type { Sex } from '#kernel/codes';
import type { BedKind, BedPlaceLine, TransportState } from '../schema.ts';

export interface TransportFacts {
  readonly fare: number;
  readonly ceiling: number | null;
  readonly secondLook: boolean;
  readonly ceilingAgreed: boolean;
  readonly looked: boolean;
}

/** Beyond what the desk may spend by itself; without a ceiling every fare is. */
export const isOverCeiling = (fare: number, ceiling: number | null): boolean => ceiling === null || fare > ceiling;

/** Who still has to agree; nobody: it may be handed over. */
export function stillAsks(t: TransportFacts): { readonly ceiling: boolean; readonly look: boolean } {
  return { ceiling: isOverCeiling(t.fare, t.ceiling) && !t.ceilingAgreed, look: t.secondLook && !t.looked };
}

export function transportState(t: TransportFacts): Extract<TransportState, 'asked' | 'agreed'> {
  const asks = stillAsks(t);
  return asks.ceiling || asks.look ? 'asked' : 'agreed';
}

/** Does this way end where the person would be in danger? Places are municipalities or whole departments. */
export function endsInDanger(admin2: string, admin1: string | null, avoid: readonly string[]): boolean {
  return avoid.includes(admin2) || (admin1 !== null && avoid.includes(admin1));
}

export interface Sleeper {
  readonly counts: 'child' | 'adult' | 'doubtful';
  readonly alone: boolean;
  readonly inFamily: boolean;
  readonly sex: Sex | null;
}

/** How somebody may sleep: children without parents apart from everybody else, families together, adults with their own. */
export function sleepsAs(sleeper: Sleeper, couple = false): BedKind[] {
  if (sleeper.alone || (sleeper.counts !== 'adult' && !sleeper.inFamily)) return ['childrenAlone'];
  if (sleeper.inFamily) return ['families'];
  if (couple) return ['couples', 'families'];
  if (sleeper.sex === 'F') return ['women'];
  return sleeper.sex === 'M' ? ['men'] : ['women', 'men'];
}

/**
 * May this person sleep there? Somebody who asked in private for a place where they are safe may sleep among women or men, as they say,
 * where people like them are welcome; never a child, who stays with children.
 */
export function fitsPlace(place: Pick<BedPlaceLine, 'takes' | 'welcomes' | 'open'>, sleeps: readonly BedKind[], safePlace: boolean): boolean {
  if (!place.open) return false;
  const grown = !sleeps.includes('childrenAlone');
  const wide: readonly BedKind[] = safePlace && grown && place.welcomes.includes('lgbti') ? [...sleeps, 'women', 'men'] : sleeps;
  return wide.some((kind) => place.takes.includes(kind));
}

/** Places for somebody, those that know how to care for them first, then the fuller ones, so that large rooms stay free. */
export function placesFor(places: readonly BedPlaceLine[], sleeps: readonly BedKind[], who: { readonly elder: boolean; readonly safePlace: boolean }): BedPlaceLine[] {
  const suits = (p: BedPlaceLine) => Number(who.elder && p.welcomes.includes('elder')) + Number(who.safePlace && p.welcomes.includes('lgbti'));
  return places.filter((p) => p.taken < p.beds && fitsPlace(p, sleeps, who.safePlace)).toSorted((a, b) => suits(b) - suits(a) || (a.beds - a.taken) - (b.beds - b.taken));
}
