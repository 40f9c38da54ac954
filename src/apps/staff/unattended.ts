import { fetchedInTheEnd } from '#platform/client';

const TRIES_BEFORE_ANEW = 6;

/** Whether the server answers. A page begins anew only then: without it the browser would show its own page, and stay there. */
export function serverAnswers(): Promise<boolean> {
  return globalThis.fetch(window.location.pathname, { cache: 'no-store' }).then((response) => response.ok, () => false);
}

/** Brings a part to a screen on a wall, however long it takes. */
export function onWallAtLast<T>(fetch: () => Promise<T>): Promise<T> {
  return fetchedInTheEnd(fetch, serverAnswers, { pauseMs: 5_000, beforeAnew: TRIES_BEFORE_ANEW, anew: () => window.location.reload() });
}
