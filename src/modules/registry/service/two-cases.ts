import { getOffice } from '#access';
import type { Ctx } from '#platform/context';
import { listTwoCases } from '../repository/two-cases.ts';
import { ageOn } from '../rules/birth.ts';
import { fullName } from '../rules/person.ts';
import type { TwoCases } from '../schema.ts';
import { officeName, today } from './shared.ts';

const SHOWN = 100;

/** People with two open cases whose offices do not see one another: supervision decides which one goes on. */
export async function twoCases(ctx: Ctx): Promise<TwoCases> {
  const rows = await listTwoCases(ctx.actor, ctx.tx, SHOWN + 1);
  const people = [...Map.groupBy(rows, (row) => row.identityId).values()];
  const lines: TwoCases['people'] = [];
  for (const cases of people.slice(0, SHOWN)) {
    const [first] = cases;
    const shown: TwoCases['people'][number]['cases'] = [];
    for (const row of cases) shown.push({ caseId: row.id, publicCode: row.publicCode, officeName: officeName(ctx, await getOffice(ctx, row.officeId)), openedOn: row.openedOn, taken: row.officerId !== null });
    lines.push({ name: fullName(first!), age: ageOn(first!.birthDate, today(ctx)), cases: shown });
  }
  return { people: lines, more: people.length > SHOWN };
}
