import { createHmac, randomBytes } from 'node:crypto';

/** How often something may be tried from one place within a while. Kept in memory only, and not the place but what a key of this process makes of it. */
export class Tries {
  readonly #key = randomBytes(32);
  readonly #seen = new Map<string, number[]>();
  readonly #most: number;
  readonly #windowMs: number;

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** True if there were too many tries from this place already. */
  mustWait(place: string, now: Date): boolean {
    return this.#recent(this.#nameOf(place), now).length >= this.#most;
  }

  note(place: string, now: Date): void {
    const name = this.#nameOf(place);
    if (this.#seen.size >= MOST_PLACES) this.#forgetOld(now);
    this.#seen.set(name, [...this.#recent(name, now), now.getTime()]);
  }

  #nameOf(place: string): string {
    return createHmac('sha256', this.#key).update(place).digest('base64url').slice(0, 16);
  }

  #recent(name: string, now: Date): number[] {
    return (this.#seen.get(name) ?? []).filter((at) => at > now.getTime() - this.#windowMs);
  }

  /** Whoever comes from ever new places makes us forget the oldest, never run out of memory. */
  #forgetOld(now: Date): void {
    for (const name of this.#seen.keys()) if (this.#recent(name, now).length === 0) this.#seen.delete(name);
    for (const name of this.#seen.keys()) {
      if (this.#seen.size < MOST_PLACES) return;
      this.#seen.delete(name);
    }
  }
}

const MOST_PLACES = 20_000;
