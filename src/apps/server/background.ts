/** Work that nobody asks for in a request and that the server does by itself, as long as it runs. */
import type { House } from '#platform/context';
import type { Logger } from '#platform/log';
import { tellWhoNowFits } from '#assessment';
import { upkeepOfEachDay } from '#directory';
import { tellOfLateFeedback } from '#feedback';
import { matchWaitingLists } from '#reception';
import { moveWaitingCases } from '#registry';

const LOOK_MS = 2_000;
/** After a fault the next try waits: the cause is seldom gone a second later. */
const AFTER_FAULT_MS = 30_000;

/** Starts what goes on by itself: each on its own clock, so that none waits for another. */
export function startBackground(house: House, now: () => Date, log: Logger): () => Promise<void> {
  const upkeep = upkeepOfEachDay();
  const lateFeedback = tellOfLateFeedback();
  const stops = [
    repeat((stopped) => moveWaitingCases(house, now, stopped), 'moving many cases stumbled; it will be tried again', log),
    repeat((stopped) => matchWaitingLists(house, now, stopped), 'comparing lists with the registry stumbled; it will be tried again', log),
    repeat((stopped) => tellWhoNowFits(house, now, stopped), 'comparing open cases with changed services stumbled; it will be tried again', log),
    repeat((stopped) => upkeep(house, now, stopped), 'asking organizations whether their entries are still true stumbled; it will be tried again', log),
    repeat((stopped) => lateFeedback(house, now, stopped), 'telling of complaints that ran out of time stumbled; it will be tried again', log),
  ];
  return async () => { await Promise.all(stops.map((stop) => stop())); };
}

/** Does a piece of work again and again, in small steps; what a stop or a kill leaves undone the next start goes on with. */
function repeat(work: (stopped: () => boolean) => Promise<unknown>, stumbled: string, log: Logger): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    let wait = LOOK_MS;
    try {
      await work(() => stopped);
    } catch (error) {
      wait = AFTER_FAULT_MS;
      log.error({ err: error }, stumbled);
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
