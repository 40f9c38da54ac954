/** Where "now" comes from. Rooms get it as an argument; only the platform asks the machine. */
export interface Clock {
  now(): Date;
}

export const machineClock: Clock = { now: () => new Date() };

/** A clock that can be moved forward, for demo mode and tests. */
export interface MovableClock extends Clock {
  /** Milliseconds ahead of the base clock. */
  readonly aheadMs: number;
  /** Sets how far ahead of the base clock it runs; going back is refused, since records would lie in the future. */
  setAhead(ms: number): void;
}

export function movableClock(base: Clock = machineClock, aheadMs = 0): MovableClock {
  let ahead = aheadMs;
  return {
    now: () => new Date(base.now().getTime() + ahead),
    get aheadMs() {
      return ahead;
    },
    setAhead(ms) {
      if (!Number.isFinite(ms) || ms < ahead) throw new RangeError('the clock only moves forward');
      ahead = ms;
    },
  };
}
