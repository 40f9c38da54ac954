import { addDays, daysBetween, type PlainDate } from '#kernel/dates';
import type { Offer } from './matching/offer.ts';
import { nextOpenDay } from './entry/schedules.ts';
import type { Schedule, Service } from './schema.ts';

/** What a service says about places free and waiting, as an offer needs it. Pure. */

/** Figures of free places are believed for this long; afterwards nobody knows. */
const CAPACITY_DAYS = 30;

type Capacity = Pick<Service, 'liveCapacity' | 'waitingList'>;

/** Free places as of today. Full with no word about a waiting list counts as waiting: somebody has to ask. */
export function capacityOf({ liveCapacity, waitingList }: Capacity, today: PlainDate): Offer['capacity'] {
  const fresh = liveCapacity.filter((c) => daysBetween(c.updated.slice(0, 10), today) <= CAPACITY_DAYS);
  if (fresh.length === 0) return 'unknown';
  if (fresh.some((c) => c.available > 0)) return 'open';
  return waitingList === false ? 'full' : 'waitingList';
}

/** Days until one can start: the usual wait, then the next day on which it is open. Unknown stays unknown. */
export function waitDaysOf(service: Capacity & Pick<Service, 'waitDays'>, schedules: readonly Schedule[], today: PlainDate): number | null {
  const wait = service.waitDays ?? (capacityOf(service, today) === 'open' ? 0 : null);
  if (wait === null || schedules.length === 0) return wait;
  const open = nextOpenDay(schedules, addDays(today, wait));
  return open === null ? null : daysBetween(today, open);
}
