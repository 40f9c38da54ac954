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
    expect(travel).toMatchObject({ kind: 'estimated', km: { low: 108, high: 226 }, minutes: { low: 145, high: 270 }, currency: 'XTS' });
    expect(travel.fare!.low).toBeLessThan(travel.fare!.high);
  });

  it('knows that the own town is here, that a phone call is no trip, and that nothing follows from an unnamed place', () => {
    expect(travelTo(pointNorth(0, 'ZZ-0101'), atHome, sampleTravel).kind).toBe('here');
    expect(travelTo({ kind: 'remote' }, atHome, sampleTravel).kind).toBe('remote');
    expect(travelTo({ kind: 'unstated' }, atHome, sampleTravel)).toMatchObject({ kind: 'unknown', km: null });
    expect(travelTo(pointNorth(1), null, sampleTravel).kind).toBe('unknown');
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
