/** What is known of trips from a municipality: what an office says comes first, then what a routing service found. Pure. */
import type { KnownTrip } from '../matching/index.ts';

export interface ToldTrip { readonly toAdmin2: string; readonly minutes: number; readonly fare: number | null }
export interface RoutedTrip { readonly minutes: number; readonly km: number | null }

const STEP = 5;
const wide = (value: number, percent: number, step: number): { low: number; high: number } =>
  ({ low: Math.floor(value / step) * step, high: Math.ceil((value * (1 + percent / 100)) / step) * step });

/**
 * Trips by the municipality they lead to. A routing service drives without stops and without waiting: its time is the shortest, and the range reaches as far
 * above it as an estimate of this country may be wrong. An office's word is exact.
 */
export function mergeTrips(told: readonly ToldTrip[], routed: ReadonlyMap<string, RoutedTrip> | undefined, { currency, rangePercent }: { readonly currency: string; readonly rangePercent: number }): Map<string, KnownTrip> {
  const trips = new Map<string, KnownTrip>();
  for (const [to, { minutes, km }] of routed ?? []) {
    trips.set(to, { basis: 'routing', km: km === null ? null : { low: Math.floor(km), high: Math.ceil(km) }, minutes: wide(minutes, rangePercent, STEP), fare: null, currency: null });
  }
  for (const { toAdmin2, minutes, fare } of told) {
    const paid = fare === null ? { fare: null, currency: null } : { fare: { low: fare, high: fare }, currency };
    trips.set(toAdmin2, { basis: 'office', km: trips.get(toAdmin2)?.km ?? null, minutes: { low: minutes, high: minutes }, ...paid });
  }
  return trips;
}
