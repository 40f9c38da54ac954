/** Arrival lists as tests bring them in, on the reception point of sampleland. Everybody on them is synthetic. */
import type { Actor } from '#kernel/actor';
import type { Ctx } from '#platform/context';
import { SMALL_LIST, smallList } from '../factory.ts';
import { AcceptUpload, type AcceptUploadInput, type Reconciliation } from '../schema.ts';
import * as desk from './desk.ts';
import * as lists from './lists.ts';
import * as end from './reconcile.ts';

export const DAY = '2026-03-10';

export const details = (label: string, more: object = {}) => ({ arrivesOn: DAY, mode: 'land' as const, sender: 'Frontera de prueba', kind: 'deported' as const, label, ...more });

/** A list whose people differ from those of every other test. */
export const listOf = (surname: string, lines: readonly string[] = SMALL_LIST) => lines.map((line, i) => (i === 0 ? line : line.replace(/;(\S+) /, `;${surname} `)));

interface Desk { readonly inContext: <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, options: { readonly purpose: 'reception' }) => Promise<T> }

/** What tests do with lists, in the database that is open by then; by the officer who is named, or by `reception`. */
export function listSteps(open: () => Desk, reception: Actor) {
  const at = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>) => open().inContext(actor, work, { purpose: 'reception' });
  return {
    at,
    accept: (lines: readonly string[], label: string, more: object = {}, rest: Partial<AcceptUploadInput> = {}, actor: Actor = reception) => at(actor, async (ctx) => {
      const upload = await lists.uploadList(ctx, { name: `${label}.csv`, bytes: Buffer.from(smallList(lines)) });
      return lists.acceptUpload(ctx, upload.uploadId, AcceptUpload.parse({ details: details(label, more), ...rest }));
    }),
    rowsOf: (manifestId: string, actor: Actor = reception) => at(actor, async (ctx) => (await desk.arrivalsBoard(ctx, manifestId)).lines),
    ledger: (manifestId: string, actor: Actor = reception): Promise<Reconciliation> => at(actor, (ctx) => end.reconciliation(ctx, manifestId)),
  };
}
