const PAUSES_MS = [400, 1200];
const failed = new Set<() => void>();

async function persistently<T>(fetch: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await fetch();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return fetch();
}

/** A part of the application did not come: the network is gone, or the part is. */
export class PartMissing extends Error {
  constructor(cause: unknown) {
    super('a part of the application did not come', { cause });
    this.name = 'PartMissing';
  }
}

/**
 * A part of the application that the first page does not need: fetched once, when it is first asked for. One that did not come stays
 * missing (whoever shows it says so) until somebody wants to try again.
 */
export function fetchedLater<T>(fetch: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= persistently(fetch).catch((error: unknown) => {
      failed.add(() => { asked = null; });
      throw new PartMissing(error);
    });
    return asked;
  };
}

/** For a screen before which nobody stands: how long it waits between two tries, and what it does when none of them helps. */
export interface Unattended { readonly pauseMs: number; readonly beforeAnew: number; anew: () => void }

/**
 * The same for a screen before which nobody stands: it asks by itself until the part comes. Some browsers remember that a part did not come, and after an update the
 * part has another address, so after some tries everything begins anew, as soon as the server answers at all.
 */
export async function fetchedInTheEnd<T>(fetch: () => Promise<T>, answers: () => Promise<boolean>, { pauseMs, beforeAnew, anew }: Unattended): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetch();
    } catch {
      if (tries % beforeAnew === 0 && (await answers())) anew();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** Parts that did not come are asked for again when they are next needed. */
export function tryMissingAgain(): void {
  for (const forget of failed) forget();
  failed.clear();
}
