/** The way over the floor: which stations for whom, in which order, and who comes first. Pure. */
import type { Flag, Mode, StopState, Variant } from '../schema.ts';
import { variantOf } from './items.ts';
import { isOver } from './stops.ts';

/** The part of a country's floor that decides a way. */
export interface Plan {
  readonly variant: Variant;
  readonly modes?: readonly Mode[] | undefined;
  readonly stages: readonly (readonly { readonly station: string; readonly when: 'must' | 'offer' | 'flagged'; readonly flags?: readonly Flag[] | undefined }[])[];
}

export interface PlannedStop {
  readonly station: string;
  readonly place: number;
  readonly obligatory: boolean;
}

/** The stops of somebody: the first plan that fits, without the stations that the point does not have. */
export function planOf(plans: readonly Plan[], at: readonly string[], flags: readonly Flag[], mode: Mode): PlannedStop[] {
  const variant = variantOf(flags);
  const plan = plans.find((p) => p.variant === variant && (p.modes?.includes(mode) ?? true));
  return (plan?.stages ?? []).flatMap((stage, place) => stage
    .filter((step) => at.includes(step.station) && (step.when !== 'flagged' || (step.flags ?? []).some((flag) => flags.includes(flag))))
    .map((step) => ({ station: step.station, place, obligatory: step.when !== 'offer' })));
}

interface Placed {
  readonly station: string;
  readonly place: number;
  readonly obligatory: boolean;
  readonly state: StopState;
}

/** Obligatory stations that must be over before this one begins. */
export function stillBefore(stops: readonly Placed[], stop: Placed): Placed[] {
  return stops.filter((other) => other.place < stop.place && other.obligatory && !isOver(other.state));
}

/** How many minutes earlier than their arrival somebody counts. */
export function aheadOf(flags: readonly Flag[], lanes: readonly { readonly flags: readonly Flag[]; readonly ahead: number }[]): number {
  return Math.max(0, ...lanes.filter((lane) => lane.flags.some((flag) => flags.includes(flag))).map((lane) => lane.ahead));
}

/** What being among the first of a station adds, in minutes. */
export const STATION_AHEAD = 120;

/**
 * The moment from which somebody counts as waiting. It does not move while they wait, so two people never change places;
 * and whoever waits is passed only by people who arrived at most the longest head start later, so nobody waits for ever.
 */
export function countsFrom(arrivedAt: number, ahead: number, isFirstHere = false): number {
  return arrivedAt - (ahead + (isFirstHere ? STATION_AHEAD : 0)) * 60_000;
}
