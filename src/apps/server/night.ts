/**
 * The comparison of the whole registry, once a night in each country's own night. It runs as a command of its own beside the server:
 * what it takes in memory and processor time is given back when it ends, and if it dies nobody at a desk notices.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CountryCode } from '#kernel/codes';
import type { MovableClock } from '#platform/clock';
import type { House } from '#platform/context';
import type { Logger } from '#platform/log';

const COMMAND = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const LOOK_MS = 10 * 60_000;
/** The hour of the night, on the clock of the country. */
const HOUR = 2;

function hourIn(timeZone: string, at: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at));
}

function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);
}

/** Looks at the clock every few minutes; returns how to stop. */
export function compareAtNight(house: House, clock: MovableClock, log: Logger): () => void {
  const lastNight = new Map<CountryCode, string>();
  let running: ChildProcess | null = null;
  const look = (): void => {
    if (running) return;
    const now = clock.now();
    for (const [country, pack] of house.packs) {
      const { timeZone } = pack.info;
      if (hourIn(timeZone, now) !== HOUR || lastNight.get(country) === dayIn(timeZone, now)) continue;
      lastNight.set(country, dayIn(timeZone, now));
      running = spawn(process.execPath, [COMMAND, 'registry', 'link', '--country', country], { stdio: 'ignore', env: process.env });
      running.once('exit', (status) => {
        running = null;
        if (status !== 0) log.warn({ country }, 'the comparison of the registry ended early; the next night begins anew');
      });
      running.once('error', () => { running = null; });
      return;
    }
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    running?.kill();
  };
}
