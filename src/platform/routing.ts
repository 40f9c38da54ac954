/**
 * A routing service that an operator runs, asked as OSRM answers (`table` of its HTTP interface). It is asked from municipality to municipality only: nobody's
 * address is ever sent. Nobody waits for it: what it answered so far is there at once, the rest is asked for in the background.
 */
import { z } from 'zod';
import type { Logger } from './log.ts';

/** Where a municipality is: the seat, as the country pack has it. */
export interface RoutingPlace { readonly id: string; readonly lat: number; readonly lon: number }
export interface RoutedWay { readonly minutes: number; readonly km: number | null }

/** Known ways from a municipality. */
export interface Routing {
  /** Ways by the municipality they lead to; `undefined` as long as the service did not answer. */
  tripsFrom(from: RoutingPlace, to: readonly RoutingPlace[]): ReadonlyMap<string, RoutedWay> | undefined;
}

export interface RoutingOptions {
  readonly log?: Logger;
  readonly timeoutMs?: number;
  /** How long a service that failed is left alone. */
  readonly pauseMs?: number;
  readonly mostPlaces?: number;
  readonly mostKept?: number;
}

const DEFAULTS = { timeoutMs: 5_000, pauseMs: 60_000, mostPlaces: 100, mostKept: 200 };
const MOST_BYTES = 1_000_000;

const answerSchema = z.object({
  code: z.literal('Ok'),
  durations: z.array(z.array(z.number().min(0).nullable())),
  distances: z.array(z.array(z.number().min(0).nullable())).optional(),
});

const at = ({ lat, lon }: RoutingPlace): string => `${lon.toFixed(5)},${lat.toFixed(5)}`;

/** What a table says of the ways from its first place to the others; no road, no entry. */
function waysOf(answer: unknown, to: readonly RoutingPlace[]): [string, RoutedWay][] {
  const { durations: [seconds = []], distances } = answerSchema.parse(answer);
  if (seconds.length !== to.length) throw new RangeError('a table of another size');
  return to.flatMap(({ id }, i): [string, RoutedWay][] => {
    const duration = seconds[i];
    const metres = distances?.[0]?.[i] ?? null;
    return typeof duration === 'number' ? [[id, { minutes: duration / 60, km: metres === null ? null : metres / 1000 }]] : [];
  });
}

/** Asks an OSRM server for the ways from each municipality once, and keeps them as long as this server runs. */
export class OsrmRouting implements Routing {
  readonly #base: string;
  readonly #options: typeof DEFAULTS & RoutingOptions;
  readonly #kept = new Map<string, ReadonlyMap<string, RoutedWay>>();
  readonly #asked = new Set<string>();
  #queue: Promise<void> = Promise.resolve();
  #quietUntil = 0;

  constructor(url: string, options: RoutingOptions = {}) {
    this.#base = url.replace(/\/+$/, '');
    this.#options = { ...DEFAULTS, ...options };
  }

  tripsFrom(from: RoutingPlace, to: readonly RoutingPlace[]): ReadonlyMap<string, RoutedWay> | undefined {
    const kept = this.#kept.get(from.id);
    if (kept === undefined) this.#askLater(from, to);
    return kept;
  }

  /** When everything that was asked for is answered or has failed. */
  settled(): Promise<void> {
    return this.#queue;
  }

  #askLater(from: RoutingPlace, to: readonly RoutingPlace[]): void {
    if (this.#asked.has(from.id) || performance.now() < this.#quietUntil || this.#asked.size >= this.#options.mostKept) return;
    this.#asked.add(from.id);
    this.#queue = this.#queue.then(() => this.#askAll(from, to.filter((place) => place.id !== from.id))).finally(() => this.#asked.delete(from.id));
  }

  async #askAll(from: RoutingPlace, to: readonly RoutingPlace[]): Promise<void> {
    // Of what was asked before the service failed, nothing is asked any more.
    if (performance.now() < this.#quietUntil) return;
    try {
      const ways: [string, RoutedWay][] = [];
      const step = this.#options.mostPlaces - 1;
      for (let i = 0; i < to.length; i += step) ways.push(...await this.#table(from, to.slice(i, i + step)));
      this.#keep(from.id, new Map(ways));
    } catch (error) {
      this.#quietUntil = performance.now() + this.#options.pauseMs;
      this.#options.log?.warn({ err: error }, 'the routing service did not answer; trips are estimated');
    }
  }

  #keep(id: string, ways: ReadonlyMap<string, RoutedWay>): void {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= this.#options.mostKept && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(id, ways);
  }

  async #table(from: RoutingPlace, to: readonly RoutingPlace[]): Promise<[string, RoutedWay][]> {
    const destinations = to.map((_, i) => i + 1).join(';');
    const url = `${this.#base}/table/v1/driving/${[from, ...to].map(at).join(';')}?sources=0&destinations=${destinations}&annotations=duration,distance`;
    const answer = await fetch(url, { redirect: 'error', headers: { accept: 'application/json' }, signal: AbortSignal.timeout(this.#options.timeoutMs) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return waysOf(JSON.parse(await limited(answer)), to);
  }
}

/** The body as text, unless it is longer than any table. */
async function limited(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of answer.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > MOST_BYTES) throw new RangeError('an answer that is too long');
  }
  return text + decoder.decode();
}
