/** Work that nobody asks for in a request and that the server does by itself, as long as it runs. */
import type { House } from '#platform/context';
import type { Logger } from '#platform/log';
import { matchWaitingLists } from '#reception';

const LOOK_MS = 2_000;
/** After a fault the next try waits: the cause is seldom gone a second later. */
const AFTER_FAULT_MS = 30_000;

/** Compares accepted lists with the registry, in small steps; what a stop or a kill leaves undone the next start goes on with. */
export function startBackground(house: House, now: () => Date, log: Logger): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    let wait = LOOK_MS;
    try {
      await matchWaitingLists(house, now, () => stopped);
    } catch (error) {
      wait = AFTER_FAULT_MS;
      log.error({ err: error }, 'comparing lists with the registry stumbled; it will be tried again');
    }
    if (!stopped) plan(wait);
  };
  const plan = (wait: number): void => {
    timer = setTimeout(() => { running = look(); }, wait);
    timer.unref();
  };
  plan(LOOK_MS);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
