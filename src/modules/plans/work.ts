/** What an office has to do in follow-up. */
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import { caseLines, casesNamed } from '#registry';
import { asView, today } from './service.ts';
import type { FollowUpWorkList, SearchWork, WorkLine } from './schema.ts';
import { countWork, listWork } from './work-repository.ts';

const PAGE = 50;

/** A page of a list, with the number of contacts in every list. */
export async function workList(ctx: Ctx, query: SearchWork): Promise<FollowUpWorkList> {
  const on = today(ctx);
  const text = query.text?.trim() ?? '';
  const place = readPlace(query.after, ['day', 'id']);
  const named = text === '' ? null : await casesNamed(ctx, text);
  const [rows, counts] = await Promise.all([
    listWork(ctx.actor, ctx.tx, { list: query.list, today: on, after: place && { dueOn: place[0], id: place[1] }, cases: named, limit: PAGE + 1 }), countWork(ctx.actor, ctx.tx, on),
  ]);
  const { shown, next } = pageOf(rows, PAGE, (row) => [row.due_on, row.id]);
  const cases = await caseLines(ctx, [...new Set(shown.map((row) => row.case_id))]);
  const lines = shown.flatMap((row): WorkLine[] => {
    const found = cases.get(row.case_id);
    return found ? [{ ...asView(ctx, row), publicCode: found.publicCode, name: found.name, place: found.destinationName }] : [];
  });
  return { lines, next, counts };
}
