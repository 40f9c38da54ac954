import { describe, expect, it } from 'vitest';
import { openPacks } from '#platform/country';
import { quietService } from './entry/factory.ts';
import { offersOf } from './offers.ts';
import { directorySlice } from './pack.ts';
import type { Service } from './schema.ts';

const pack = openPacks(['ZZ']).get('ZZ')!;
const offers = (service: Service, today = '2026-11-23') => offersOf([service], { country: 'ZZ', needs: pack.slice(directorySlice).needTypes, places: pack.places, today, beside: new Map() });
const kinds = (service: Service) => offers(service).map((o) => [o.id, o.place.kind, o.place.kind === 'point' ? o.place.admin2 : null]);
const STOPS = [
  { admin1: 'ZZ-02', admin2: 'ZZ-0201', schedules: [{ days: ['TU' as const] }] },
  { admin1: 'ZZ-02', admin2: 'ZZ-0202', schedules: [{ days: ['FR' as const] }] },
];

describe('offers of a service', () => {
  it('say what its entry says of languages, free places and waiting', () => {
    const [offer] = offers(quietService({
      languages: ['spa', 'quc'], waitDays: 2, waitingList: true, schedules: [{ days: ['FR'] }],
      liveCapacity: [{ unit: 'places', available: 0, waiting: 4, updated: '2026-11-20T08:00:00Z' }],
    }));
    expect([offer?.languages, offer?.capacity, offer?.waitDays]).toEqual([['spa', 'quc'], 'waitingList', 4]);
  });

  it('stay silent where the entry is', () => {
    const [offer] = offers(quietService());
    expect([offer?.languages, offer?.capacity, offer?.waitDays, offer?.womenAttend]).toEqual([[], 'unknown', null, undefined]);
    expect(offers(quietService({ womenAttend: false }))[0]?.womenAttend).toBeUndefined();
    expect(offers(quietService({ womenAttend: true }))[0]?.womenAttend).toBe(true);
  });

  it('by phone or on line need no trip; a service that has doors too keeps them', () => {
    expect(kinds(quietService({ modality: ['phone'] }))).toEqual([['zz-sample', 'remote', null]]);
    expect(kinds(quietService({ modality: ['place', 'remote'] }))).toEqual([['zz-sample@1', 'point', 'ZZ-0101'], ['zz-sample@2', 'remote', null]]);
  });

  it('of a team that travels are where it stops, each with its own days', () => {
    const team = quietService({ modality: ['mobile_team'], route: STOPS, waitDays: 0 });
    expect(kinds(team)).toEqual([['zz-sample@1', 'point', 'ZZ-0201'], ['zz-sample@2', 'point', 'ZZ-0202']]);
    expect(offers(team).map((o) => o.waitDays)).toEqual([1, 4]);
    expect(kinds(quietService({ modality: ['mobile_team'] }))).toEqual([['zz-sample', 'point', 'ZZ-0101']]);
  });

  it('stand at the door where somebody measured it, otherwise at the seat of the municipality', () => {
    const at = { ...quietService().places[0]!, latitude: 10.5, longitude: 10.25, precision: 'exact' as const };
    expect(offers(quietService({ places: [at] }))[0]?.place).toMatchObject({ latitude: 10.5, longitude: 10.25, precision: 'exact' });
    expect(offers(quietService({ places: [{ ...at, precision: 'municipality' }] }))[0]?.place).toMatchObject({ precision: 'admin2' });
  });

  it('on an island lead through its harbour, where one boat with a timetable goes there', () => {
    const island = quietService({ places: [{ ...quietService().places[0]!, admin1: 'ZZ-01', admin2: 'ZZ-0104' }] });
    const harbour = { admin1: 'ZZ-01', admin2: 'ZZ-0101', latitude: 10, longitude: 10 };
    const through = (...ferries: { island: string; hours: number; harbour: typeof harbour }[]) =>
      offersOf([island], { country: 'ZZ', needs: pack.slice(directorySlice).needTypes, places: pack.places, today: '2026-11-23', beside: new Map(), ferries })
        .map(({ place }) => (place.kind === 'point' ? place.through : null));
    const boat = { island: island.places[0]!.admin2!, hours: 1, harbour };
    expect(through(boat)).toEqual([['ZZ-01', 'ZZ-0101']]);
    expect(through({ ...boat, island: 'ZZ-0103' })).toEqual([undefined]);
    expect(through(boat, { ...boat, harbour: { ...harbour, admin2: 'ZZ-0102' } })).toEqual([undefined]);
  });
});
