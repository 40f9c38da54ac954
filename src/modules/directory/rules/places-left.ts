/** What places left and a waiting list make of an offer. */
import type { Offer } from '../matching/offer.ts';

export interface PlacesLeft {
  /** `null` when nobody told. */
  readonly free: number | null;
  readonly waitingList: boolean;
}

/** Open, a waiting list, full; unknown where nobody counts. */
export function capacityOf({ free, waitingList }: PlacesLeft): Offer['capacity'] {
  if (free === null) return 'unknown';
  if (free > 0) return 'open';
  return waitingList ? 'waitingList' : 'full';
}
