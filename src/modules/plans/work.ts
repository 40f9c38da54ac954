/** What an office has to do in follow-up. */
import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { caseLines, casesNamed } from '#registry';
import { asView, today } from './service.ts';
import type { FollowUpWorkList, SearchWork, WorkLine } from './schema.ts';
import { countWork, listWork, type WorkPlace } from './work-repository.ts';

const PAGE = 50;

const PLACE = /^(\d{4}-\d{2}-\d{2})\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readPlace(after: string | undefined): WorkPlace | null {
  if (!after) return null;
  const [, dueOn, id] = PLACE.exec(Buffer.from(after, 'base64url').toString()) ?? [];
  if (!dueOn || !id) throw refuse('platform.invalid', { field: 'after', status: 400 });
  return { dueOn, id };
}

const printPlace = (place: WorkPlace): string => Buffer.from(`${place.dueOn}|${place.id}`).toString('base64url');

/** A page of a list, with the number of contacts in every list. */
export async function workList(ctx: Ctx, query: SearchWork): Promise<FollowUpWorkList> {
  const on = today(ctx);
  const text = query.text?.trim() ?? '';
  const rows = await listWork(ctx.actor, ctx.tx, { list: query.list, today: on, after: readPlace(query.after), cases: text === '' ? null : await casesNamed(ctx, text), limit: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const cases = await caseLines(ctx, [...new Set(shown.map((row) => row.case_id))]);
  const lines = shown.flatMap((row): WorkLine[] => {
    const found = cases.get(row.case_id);
    return found ? [{ ...asView(ctx, row), publicCode: found.publicCode, name: found.name, place: found.destinationName }] : [];
  });
  const last = shown.at(-1);
  return { lines, next: rows.length > PAGE && last ? printPlace({ dueOn: last.due_on, id: last.id }) : null, counts: await countWork(ctx.actor, ctx.tx, on) };
}
