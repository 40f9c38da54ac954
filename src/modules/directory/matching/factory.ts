/** Made-up offers and people for tests and benchmarks; nothing here is a real service or a real person. */
import { known, type FactCode, type FactSet, type FactValue } from '#kernel/facts';
import type { Offer, OfferPlace } from './offer.ts';
import type { SuggestOptions } from './suggest.ts';
import type { PersonPlace, TravelParameters } from './travel.ts';

/** Sampleland's one road is straight. */
export const sampleTravel: TravelParameters = {
  currency: 'XTS', detourFactor: 1.5, speedKmh: 25, trunkSpeedKmh: 45, farePerStraightKm: 1, minFare: 5, rangePercent: 35, islands: ['ZZ-0209'],
};

export const atHome: PersonPlace = { admin1: 'ZZ-01', admin2: 'ZZ-0101', latitude: 10, longitude: 10 };

/** A point in Sampleland, `north` degrees of latitude away from home. */
export function pointNorth(north: number, admin2 = 'ZZ-0102', through: readonly string[] = []): OfferPlace {
  return { kind: 'point', admin1: admin2.slice(0, 5), admin2, latitude: 10 + north, longitude: 10, precision: 'admin2', through };
}

/** An offer for everybody who returns, without conditions, in the person's own town. */
export function offerOf(serviceId: string, changes: Partial<Offer> = {}): Offer {
  return {
    id: serviceId, serviceId, country: 'ZZ', needCodes: ['job_placement'], place: pointNorth(0, 'ZZ-0101'), criteria: null, openConditions: [],
    requiredDocuments: [], ages: null, sexes: null, protectionOnly: false, status: 'active', asOf: 2020, capacity: 'unknown', specificity: 1,
    languages: [], acceptance: null, waitDays: null, ...changes,
  };
}

/** Facts as a person told them. */
export function told(facts: Partial<Record<FactCode, FactValue>>): FactSet {
  return Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, known(value as FactValue, '2026-11-01')]));
}

export const sampleOptions: SuggestOptions = {
  country: 'ZZ', today: '2026-11-22', place: atHome, travel: sampleTravel, limit: 10, mayReadRestricted: false,
};
