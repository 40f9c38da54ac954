import { describe, expect, it } from 'vitest';
import { atHome, pointNorth, sampleTravel } from './factory.ts';
import { estimateBetween, straightKm, travelTo } from './travel.ts';

describe('travel', () => {
  it('measures the straight line on the globe', () => {
    // One degree of latitude.
    expect(straightKm({ latitude: 10, longitude: 10 }, { latitude: 11, longitude: 10 })).toBeCloseTo(111.19, 1);
    expect(straightKm({ latitude: 10, longitude: 10 }, { latitude: 10, longitude: 10 })).toBe(0);
  });

  it('gives a range for distance, time and fare', () => {
    const travel = estimateBetween(atHome, { latitude: 11, longitude: 10 }, sampleTravel);
    expect(travel).toMatchObject({ kind: 'estimated', km: { low: 108, high: 226 }, minutes: { low: 170, high: 365 }, currency: 'XTS' });
    expect(travel.fare!.low).toBeLessThan(travel.fare!.high);
  });

  it('knows that the own town is here, that a phone call is no trip, and that nothing follows from an unnamed place', () => {
    expect(travelTo(pointNorth(0, 'ZZ-0101'), atHome, sampleTravel).kind).toBe('here');
    expect(travelTo({ kind: 'remote' }, atHome, sampleTravel).kind).toBe('remote');
    expect(travelTo({ kind: 'unstated' }, atHome, sampleTravel)).toMatchObject({ kind: 'unknown', km: null });
    expect(travelTo(pointNorth(1), null, sampleTravel).kind).toBe('unknown');
  });

  it('takes a boat with a timetable, from its harbour on; a dangerous way is the way to its harbour', () => {
    const ferry = { island: 'ZZ-0209', hours: 2, harbour: { admin1: 'ZZ-01', admin2: 'ZZ-0101', latitude: 10, longitude: 10 } };
    const travel = travelTo(pointNorth(0.2, 'ZZ-0209'), atHome, { ...sampleTravel, ferries: [ferry] });
    expect(travel).toMatchObject({ crossing: true, minutes: { low: 120, high: 120 }, fare: null, km: { low: 22, high: 23 } });
  });

  it('adds an hour for each border, and gives a fare only where one was observed', () => {
    const abroad = { ...pointNorth(1), admin1: 'YY-01', admin2: 'YY-0101' };
    const near = travelTo(pointNorth(1), atHome, sampleTravel).minutes!;
    expect(travelTo(abroad, atHome, sampleTravel)).toMatchObject({ minutes: { low: near.low + 60, high: near.high + 60 }, fare: null });
    const known = { ...sampleTravel, borders: { YY: { count: 2, fare: { currency: 'XTT', perStraightKm: 0.1 } } } };
    expect(travelTo(abroad, atHome, known)).toMatchObject({ minutes: { low: near.low + 120 }, currency: 'XTT' });
  });

  it('is faster and straighter along a trunk road that is known, and never shorter for being longer', () => {
    const corridor = { ...sampleTravel, corridors: [{ road: 'Z-1', places: ['ZZ-0101', 'ZZ-0102'], detourFactor: 1.2 }] };
    expect(travelTo(pointNorth(1), atHome, corridor).minutes!.high).toBeLessThan(travelTo(pointNorth(1), atHome, sampleTravel).minutes!.high);
    const long = { ...sampleTravel, longDetourFactor: 1.1 };
    const steps = [2.6, 2.69, 2.7, 2.71, 2.8, 4].map((north) => travelTo(pointNorth(north), atHome, long));
    for (const [i, step] of steps.slice(1).entries()) {
      expect(step.km!.high).toBeGreaterThanOrEqual(steps[i]!.km!.high);
      expect(step.minutes!.low).toBeGreaterThanOrEqual(steps[i]!.minutes!.low);
    }
  });

  it('lets what an office says, or a routing service found, stand in place of the estimate', () => {
    const told = new Map([['ZZ-0102', { basis: 'office' as const, km: null, minutes: { low: 90, high: 90 }, fare: null, currency: null }]]);
    expect(travelTo(pointNorth(1), atHome, sampleTravel, told)).toMatchObject({ basis: 'office', minutes: { low: 90, high: 90 }, km: { low: 108 }, currency: 'XTS' });
  });

  it('does not believe a routing service where there is water in between: its road may end at the shore', () => {
    const trip = (basis: 'office' | 'routing') => new Map([['ZZ-0209', { basis, km: null, minutes: { low: 15, high: 20 }, fare: null, currency: null }]]);
    expect(travelTo(pointNorth(1, 'ZZ-0209'), atHome, sampleTravel, trip('routing'))).toMatchObject({ crossing: true, minutes: null });
    expect(travelTo(pointNorth(1, 'ZZ-0209'), atHome, sampleTravel, trip('office'))).toMatchObject({ crossing: true, minutes: { low: 15, high: 20 }, basis: 'office' });
  });

  it('says every estimate as a range, over borders and by boat too', () => {
    const abroad = { ...pointNorth(1), admin1: 'YY-01', admin2: 'YY-0101' };
    const ferry = { island: 'ZZ-0209', hours: 2, harbour: { admin1: 'ZZ-01', admin2: 'ZZ-0102', latitude: 10.5, longitude: 10 } };
    for (const travel of [travelTo(abroad, atHome, sampleTravel), travelTo(pointNorth(1, 'ZZ-0209'), atHome, { ...sampleTravel, ferries: [ferry] })]) {
      expect(travel.km!.low).toBeLessThan(travel.km!.high);
      expect(travel.minutes!.low).toBeLessThan(travel.minutes!.high);
    }
  });

  it('gives no time and no fare where there is water in between', () => {
    expect(travelTo(pointNorth(1, 'ZZ-0209'), atHome, sampleTravel)).toMatchObject({ crossing: true, minutes: null, fare: null });
  });

  it('starts the range at zero for a place somewhere in the own department', () => {
    const place = { kind: 'point' as const, admin1: 'ZZ-01', admin2: null, latitude: 10.3, longitude: 10, precision: 'admin1' as const };
    expect(travelTo(place, atHome, sampleTravel)).toMatchObject({ minutes: { low: 0 }, km: { low: 0 } });
  });

  it('says nothing about fares where none was ever observed', () => {
    expect(estimateBetween(atHome, { latitude: 11, longitude: 10 }, { ...sampleTravel, farePerStraightKm: null })).toMatchObject({ fare: null, currency: null });
  });
});
