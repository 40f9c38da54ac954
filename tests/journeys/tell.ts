import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { Journey } from '../support/browser.ts';
import type { JourneyOptions } from '../support/browser.ts';
import { startServer } from '../support/process.ts';
import type { RunningServer } from '../support/process.ts';

export const PASSWORD = 'ventanilla-demo';

/** One server for the journeys of a file: each journey has a country to itself. Telling one fails on whatever went wrong on its pages. */
export function serverOf(countries: string): (options: Omit<JourneyOptions, 'url'>, steps: (journey: Journey) => Promise<void>) => Promise<void> {
  let server: RunningServer;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'ventanilla-journey-'));
  beforeAll(async () => { server = await startServer({ DATA_DIR: dataDir, COUNTRIES: countries }); });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return async (options, steps) => {
    const journey = await Journey.begin({ url: server.url, ...options });
    try {
      await steps(journey);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${await journey.whereabouts()}`, { cause: error });
    } finally {
      await journey.end();
    }
    expect(journey.problems).toEqual([]);
  };
}
