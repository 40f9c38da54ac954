/** How long something must have taken to be kept, for how long it is kept, and how many are kept at once. */
interface Keeping { readonly fromMs: number; readonly keepMs: number; readonly most: number }

interface Kept<Answer> { readonly answer: Answer; readonly at: Date }

/**
 * Answers that were long in the making, kept in the memory of this process and given again for a while to whoever asked the same; quick ones are never kept.
 * Whatever decides what somebody may read belongs into the key.
 */
export class CostlyAnswers<Answer> {
  readonly #keeping: Keeping;
  readonly #elapsed: () => number;
  readonly #kept = new Map<string, Kept<Answer>>();

  /** `elapsed` tells milliseconds that pass, whatever the clock of the product says. */
  constructor(keeping: Keeping, elapsed: () => number = () => performance.now()) {
    this.#keeping = keeping;
    this.#elapsed = elapsed;
  }

  /** The answer, and when it was made. `anew` makes it again in any case. */
  async ask(key: string, { now, anew }: { readonly now: Date; readonly anew: boolean }, make: () => Promise<Answer>): Promise<Kept<Answer>> {
    const known = this.#kept.get(key);
    if (known && !anew && this.#isFresh(known, now)) return known;
    this.#kept.delete(key);
    const begun = this.#elapsed();
    const made = { answer: await make(), at: now };
    if (this.#elapsed() - begun >= this.#keeping.fromMs) this.#keep(key, made);
    return made;
  }

  #isFresh({ at }: Kept<Answer>, now: Date): boolean {
    const age = now.getTime() - at.getTime();
    return age >= 0 && age < this.#keeping.keepMs;
  }

  #keep(key: string, made: Kept<Answer>): void {
    for (const [other, kept] of this.#kept) if (!this.#isFresh(kept, made.at)) this.#kept.delete(other);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= this.#keeping.most) this.#kept.delete(oldest);
    this.#kept.set(key, made);
  }
}
