/** An arrival list from the file to the last row compared with the registry, as the officer waits for it. */
import { performance } from 'node:perf_hooks';
import type { Session } from './client.ts';

export interface ListRun { readonly rows: number; readonly read: number; readonly answered: number; readonly compared: number; readonly known: number; readonly looks: readonly number[] }

const LOOK_MS = 500;
const LONGEST_MS = 300_000;

interface Preview { readonly uploadId: string; readonly reading?: { readonly rows: readonly { readonly row: number; readonly problems: readonly { readonly severity: string }[] }[] } }
interface Progress { readonly matching: { readonly done: number; readonly total: number; readonly known: number } }

function good<T>(answer: { status: number; text: string }): T {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text.slice(0, 400)}`);
  return JSON.parse(answer.text) as T;
}

/** Times in milliseconds since the file was sent: read, accepted, everybody compared; `looks` is how much was done at each look in between. */
export async function takeIn(session: Session, rows: number, bytes: Buffer, arrivesOn: string): Promise<ListRun> {
  const from = performance.now();
  const passed = (): number => Math.round(performance.now() - from);
  const { uploadId } = good<Preview>(await session.upload('/api/reception/uploads', `lista-${rows}-${Date.now()}.csv`, bytes));
  const read = passed();
  const details = { arrivesOn, mode: 'land', sender: 'Bench', kind: 'deported' };
  const { manifestId } = good<{ manifestId: string }>(await session.post(`/api/reception/uploads/${uploadId}/accept`, { details, leaveOut: [] }));
  const answered = passed();
  const looks: number[] = [];
  while (passed() < LONGEST_MS) {
    const { matching } = good<Progress>(await session.get(`/api/reception/manifests/${manifestId}/reconciliation`));
    looks.push(matching.done);
    if (matching.done === matching.total) return { rows, read, answered, compared: passed(), known: matching.known, looks };
    await new Promise((r) => setTimeout(r, LOOK_MS));
  }
  throw new Error(`a list of ${rows} was not compared within ${LONGEST_MS / 1000} s`);
}
