/**
 * How much of the processors is really given meanwhile. On a machine that is shared with strangers they may be elsewhere for seconds, and a time
 * that was taken then says little about the code. The system counts what was taken away (`steal` in /proc/stat: time in which a
 * processor had work and did not run); afterwards every moment can be told. Figures are given for all moments, and for those in which
 * the processors were there beside.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** What had been taken away of all processors together at a moment (milliseconds since 1970), in milliseconds since the system began. */
export interface Look { readonly at: number; readonly stolen: number }

const EVERY_MS = 100;
/** The counter moves in steps of 10 ms: a moment is judged by what was taken a little before and after too. */
const AROUND_MS = 100;
/** Up to this share of the processors' time may be missing. */
const MISSING = 0.05;
const TICK_MS = 10;
const STEAL = 8;

/** Looks at the counter one after the other, ready to be asked about moments. */
export class Pace {
  readonly #looks: readonly Look[];
  readonly #processors: number;

  constructor(looks: readonly Look[], processors: number) {
    this.#looks = looks;
    this.#processors = processors;
  }

  /** Place of the first look at or after a moment. */
  #from(at: number): number {
    let [low, high] = [0, this.#looks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#looks[middle]!.at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #taken(a: Look, b: Look): number {
    return (b.stolen - a.stolen) / Math.max(this.#processors * (b.at - a.at), 1);
  }

  /** Whether the processors were there all the time from one moment to another (milliseconds since 1970). Nothing known is not there. */
  wasThere(from: number, to: number): boolean {
    const before = this.#looks[Math.max(this.#from(from - AROUND_MS + 1) - 1, 0)];
    const after = this.#looks[Math.min(this.#from(to + AROUND_MS), this.#looks.length - 1)];
    return before !== undefined && after !== undefined && before.at <= from && after.at >= to && this.#taken(before, after) <= MISSING;
  }

  /** Share of the processors' time that was taken away from the first look to the last, in percent; `null` where the system does not count it. */
  get takenAway(): number | null {
    const [first, last] = [this.#looks[0], this.#looks.at(-1)];
    return first && last && last.at > first.at ? Math.round(1000 * this.#taken(first, last)) / 10 : null;
  }
}

function look(): Look | null {
  try {
    const stolen = Number(readFileSync('/proc/stat', 'latin1').split('\n', 1)[0]!.split(/\s+/)[STEAL]);
    return Number.isNaN(stolen) ? null : { at: Date.now(), stolen: stolen * TICK_MS };
  } catch {
    return null;
  }
}

/** Starts looking; `stop` answers what was seen. Where the system counts nothing, no moment is known. */
export function watchPace(): { stop: () => Pace } {
  const looks: Look[] = [];
  const note = (): void => {
    const seen = look();
    if (seen) looks.push(seen);
  };
  note();
  const timer = setInterval(note, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      note();
      return new Pace(looks, cpus().length);
    },
  };
}
