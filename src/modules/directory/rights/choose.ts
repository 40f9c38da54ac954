import type { NeedType } from '../schema.ts';
import { RIGHT_KINDS, type RightCard } from './schema.ts';

/** Which cards belong to what. Pure. */

/** What may be shown to anybody. */
export const forAnybody = (cards: readonly RightCard[]): RightCard[] => inOrder(cards.filter((card) => card.kind !== 'background'));

/** Rights before frameworks before background, else as written. */
export function inOrder(cards: readonly RightCard[]): RightCard[] {
  return [...cards].sort((a, b) => RIGHT_KINDS.indexOf(a.kind) - RIGHT_KINDS.indexOf(b.kind));
}

/** Cards for the needs of a family. */
export function forFamily(cards: readonly RightCard[], family: string, catalogue: readonly NeedType[]): RightCard[] {
  const needs = new Set(catalogue.filter((need) => need.family === family).map((need) => need.code));
  return cards.filter((card) => card.needs.some((need) => needs.has(need)));
}

/** Cards that a service rests on. */
export function forService(cards: readonly RightCard[], serviceId: string): RightCard[] {
  return cards.filter((card) => card.services.includes(serviceId));
}

export interface RightGroup {
  /** Family of needs; null for cards that speak of none. */
  readonly family: string | null;
  readonly cards: readonly RightCard[];
}

/** Every card once, under the family of its first need, in the order of the families. */
export function byFamily(cards: readonly RightCard[], families: readonly string[], catalogue: readonly NeedType[]): RightGroup[] {
  const familyOf = (card: RightCard): string | null => catalogue.find((need) => need.code === card.needs[0])?.family ?? null;
  const known = new Set(families);
  const groups = [...families, null].map((family) => ({
    family,
    cards: cards.filter((card) => {
      const own = familyOf(card);
      return family === null ? own === null || !known.has(own) : own === family;
    }),
  }));
  return groups.filter((group) => group.cards.length > 0);
}
