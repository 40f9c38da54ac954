/** Failed tries an account or an address may make within {@link TRY_WINDOW_MS} before it has to wait. */
export const MOST_TRIES_PER_LOGIN = 8;
/** An office often shares one address, so it may fail more often than one account. */
export const MOST_TRIES_PER_ADDRESS = 60;
export const TRY_WINDOW_MS = 15 * 60_000;

/** A session ends at the latest after a working day, and after an hour without a request. */
export const SESSION_MS = 12 * 3_600_000;
export const IDLE_MS = 60 * 60_000;
/** The last request is noted at most this often, so that reading does not mean writing. */
export const TOUCH_MS = 60_000;

/** True if another try must wait. Counts are failed tries within the window. */
export function mustWait(loginTries: number, addressTries: number): boolean {
  return loginTries >= MOST_TRIES_PER_LOGIN || addressTries >= MOST_TRIES_PER_ADDRESS;
}

/** True if a session seen at `seenAt` has been idle too long at `now`. */
export function isIdle(seenAt: Date, now: Date): boolean {
  return now.getTime() - seenAt.getTime() > IDLE_MS;
}
