/** Processor time of programs: on a machine that is shared with others it says more than the clock. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { withChildren } from '../national/figures.ts';

/** The system counts in hundredths of a second. */
const TICK_MS = 10;
const USER = 11;

/** What a program used so far, with those of its children that have ended. */
function usedBy(pid: number): number {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program stands in brackets and may hold spaces.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ').map(Number);
    return fields.slice(USER, USER + 4).reduce((a, b) => a + b, 0) * TICK_MS;
  } catch {
    return 0;
  }
}

/** Milliseconds of processor time that a program and what it started used so far; 0 where it cannot be known. */
export const processorTime = (pid: number | null): number => (pid === null ? 0 : withChildren(pid).reduce((sum, p) => sum + usedBy(p), 0));

/** The database's own process, if it runs on this machine. */
export async function postmasterOf(ownerUrl: string): Promise<number | null> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ data_directory: string }>('show data_directory');
    return Number(readFileSync(`${rows[0]!.data_directory}/postmaster.pid`, 'utf8').split('\n')[0]);
  } catch {
    return null;
  } finally {
    await owner.end();
  }
}
