import { setTimeout } from 'node:timers/promises';
import { addressOf, isImpersonal, publicVersion, toldTrips, tripsVersion, type PortalQuery, type ToldTrips } from '#directory';
import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import type { Clock } from '#platform/clock';
import { inContext, type Ctx, type House } from '#platform/context';

/**
 * Finished pages in memory, for addresses that say nothing of their reader, and what offices tell of trips, for every page. A page holds until the
 * directory, a trip or the day changes. Requests that come close together share one look at that: each is answered by a look that began after it came.
 */

export interface FinishedPage {
  readonly status: number;
  readonly html: string;
}

const BETWEEN_LOOKS_MS = 15;
const MOST_PAGES = 1_500;

interface Shelf {
  version: string;
  tripsVersion: string;
  trips: ToldTrips;
  began: number;
  next: Promise<void> | null;
  readonly pages: Map<string, FinishedPage>;
}

export class PageMemory {
  readonly #house: House;
  readonly #clock: Clock;
  readonly #shelves = new Map<CountryCode, Shelf>();

  constructor(house: House, clock: Clock) {
    this.#house = house;
    this.#clock = clock;
  }

  /** The finished page of an address, made when it is not there; an address with answers of a person is never kept. */
  async page(country: CountryCode, path: string, query: PortalQuery, make: (trips: ToldTrips) => Promise<FinishedPage>): Promise<FinishedPage> {
    const shelf = await this.#shelf(country);
    if (!isImpersonal(query)) return make(shelf.trips);
    const key = addressOf(path, query);
    const kept = shelf.pages.get(key);
    if (kept) return kept;
    const { version } = shelf;
    const made = await make(shelf.trips);
    // What was made while the directory changed may be old already.
    if (made.status === 200 && shelf.version === version) keep(shelf.pages, key, made);
    return made;
  }

  async #shelf(country: CountryCode): Promise<Shelf> {
    const shelf = this.#shelves.get(country) ?? { version: '', tripsVersion: '', trips: new Map(), began: -Infinity, next: null, pages: new Map<string, FinishedPage>() };
    this.#shelves.set(country, shelf);
    shelf.next ??= this.#lookLater(country, shelf);
    await shelf.next;
    return shelf;
  }

  async #lookLater(country: CountryCode, shelf: Shelf): Promise<void> {
    const soon = shelf.began + BETWEEN_LOOKS_MS - performance.now();
    // Even when nothing is to be waited for, this goes on only after `next` is known.
    await (soon > 0 ? setTimeout(soon) : null);
    shelf.began = performance.now();
    // Whoever comes from here on waits for the next look.
    shelf.next = null;
    // Records of trips say who told them, so nobody without an account reads them: the product does, and keeps what may be said.
    await inContext(this.#house, { actor: systemActor(country), purpose: 'public-information', now: this.#clock.now() }, (ctx) => look(ctx, shelf));
  }
}

/** Forgets what is no longer true. */
async function look(ctx: Ctx, shelf: Shelf): Promise<void> {
  const [directory, trips] = await Promise.all([publicVersion(ctx), tripsVersion(ctx)]);
  const version = `${directory}/${trips}`;
  if (version === shelf.version) return;
  if (trips !== shelf.tripsVersion) shelf.trips = await toldTrips(ctx);
  shelf.tripsVersion = trips;
  shelf.version = version;
  shelf.pages.clear();
}

function keep(pages: Map<string, FinishedPage>, key: string, page: FinishedPage): void {
  const [oldest] = pages.size >= MOST_PAGES ? pages.keys() : [];
  if (oldest !== undefined) pages.delete(oldest);
  pages.set(key, page);
}
