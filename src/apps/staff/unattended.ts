import { fetchedInTheEnd } from '#platform/client';

const TRIES_BEFORE_ANEW = 6;

/** Brings a part to a screen on a wall, however long it takes. The page begins anew only when the server answers: without it the browser would show its own page, and stay there. */
export function onWallAtLast<T>(fetch: () => Promise<T>): Promise<T> {
  const answers = () => globalThis.fetch(window.location.pathname, { cache: 'no-store' }).then((response) => response.ok, () => false);
  return fetchedInTheEnd(fetch, answers, { pauseMs: 5_000, beforeAnew: TRIES_BEFORE_ANEW, anew: () => window.location.reload() });
}
