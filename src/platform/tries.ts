import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';

const GROUPS = 8;
const OF_NETWORK = 4;

/**
 * What somebody cannot change from one try to the next: the address itself, or of IPv6 the network (/64) that a single connection gets,
 * within which a device takes any address it likes.
 */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [v4] = /(?<=^::ffff:)[\d.]+$/i.exec(ip) ?? [];
  if (v4 !== undefined) return v4;
  const [head = '', tail = ''] = ip.split('%')[0]!.split('::');
  const [first, last] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const between = Array.from({ length: Math.max(0, GROUPS - first.length - last.length) }, () => '0');
  return [...first, ...between, ...last].slice(0, OF_NETWORK).map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}

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
    return createHmac('sha256', this.#key).update(networkOf(place)).digest('base64url').slice(0, 16);
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
