/** Runs a situation over the real packs: rules of the country give the needs, matching gives the services. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { deriveNeeds } from '../../src/modules/assessment/rules/needs.ts';
import { offersOf } from '../../src/modules/directory/offers.ts';
import { assessmentSlice } from '#assessment';
import { directorySlice, travelSlice } from '#directory';
import { indexOffers, suggest, type NeedToMeet, type OfferIndex, type Suggestion, type Suggestions } from '#directory/matching';
import type { CountryCode } from '#kernel/codes';
import type { FactSet } from '#kernel/facts';
import { openPacks, type Pack } from '#platform/country';
import type { SyntheticPerson } from './people.ts';

const situation = z.object({
  id: z.string(), title: z.string(), country: z.string(), recommend: z.array(z.string()), exclude: z.array(z.string()),
  accept_when: z.array(z.string()), capture: z.array(z.string()), protect: z.array(z.string()), follow_up: z.array(z.string()),
});
export type Situation = z.infer<typeof situation>;

/** The thirteen situations as they were written down; sources are named beside each. */
export const SITUATIONS: readonly Situation[] = z.array(situation).parse(
  JSON.parse(readFileSync(new URL('../fixtures/scenarios.json', import.meta.url), 'utf8')),
);

const packs = openPacks(['MX', 'SV', 'GT', 'HN']);
const indexes = new Map<CountryCode, OfferIndex>();

function packOf(country: CountryCode): Pack {
  return packs.get(country)!;
}

function indexOf(country: CountryCode): OfferIndex {
  const pack = packOf(country);
  const { services, needTypes } = pack.slice(directorySlice);
  const index = indexes.get(country) ?? indexOffers(offersOf(services, { country, needs: needTypes, places: pack.places, today: '2026-11-22', beside: new Map() }));
  indexes.set(country, index);
  return index;
}

/** Needs by the rules of the country, then those added by hand. */
export function needsOf(person: SyntheticPerson): NeedToMeet[] {
  const derived = deriveNeeds(packOf(person.country).slice(assessmentSlice).needRules, person.facts).map(({ need, urgency }) => ({ code: need, urgency }));
  const byHand = Object.keys(person.alsoNeeds).filter((code) => !derived.some((d) => d.code === code)).map((code) => ({ code, urgency: 'long' as const }));
  return [...derived, ...byHand];
}

export interface Asked {
  readonly needs?: readonly NeedToMeet[];
  readonly facts?: FactSet;
}

/** What the officer of the person's window would see. */
export function suggestFor(person: SyntheticPerson, asked: Asked = {}): Suggestions {
  const pack = packOf(person.country);
  const place = pack.places.get(person.admin2)!;
  return suggest(asked.needs ?? needsOf(person), asked.facts ?? person.facts, indexOf(person.country), {
    country: person.country, today: '2026-11-22', place: { admin1: place.admin1, admin2: place.id, latitude: place.lat, longitude: place.lon },
    travel: pack.slice(travelSlice), limit: 50, mayReadRestricted: person.closedCircle ?? false,
  });
}

/** Every kind of need that a person can have, to see that nothing slips in by another door. */
export function everyNeed(country: CountryCode): NeedToMeet[] {
  return packOf(country).slice(directorySlice).needTypes.filter((n) => n.personal).map((n) => ({ code: n.code, urgency: 'long' }));
}

/** Services on the lists, whatever the need. */
export function shownServices(suggestions: Suggestions): string[] {
  return [...new Set(suggestions.needs.flatMap((need) => need.offers.map((offer) => offer.serviceId)))];
}

/** The suggestion of one service, for the first need that shows it. */
export function find(suggestions: Suggestions, serviceId: string): Suggestion | undefined {
  return suggestions.needs.flatMap((need) => need.offers).find((offer) => offer.serviceId === serviceId);
}
