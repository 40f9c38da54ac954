import { needCatalog } from '#directory';
import type { Ctx } from '#platform/context';
import type { TellsHappened } from '#registry';
import type { HappenedRow } from '#registry/schema';
import { listPlanHappenings } from './happened-repository.ts';
import { plansPolicy } from './policy.ts';

/** Support says what was given and who gave it. */
function withKind(ctx: Ctx, row: HappenedRow): HappenedRow {
  const kind = needCatalog(ctx).find((n) => n.code === row.code);
  if (!row.label || !kind) return row;
  return { ...row, label: { es: `${kind.labelEs} · ${row.label.es}`, en: `${kind.labelEn} · ${row.label.en}` } };
}

/** What this room tells of cases, for their timeline. */
export const plansHappenings: TellsHappened = async (ctx, query) => {
  if (!(plansPolicy['plans.read'].roles as readonly string[]).includes(ctx.actor.role)) return [];
  const rows = await listPlanHappenings(ctx.actor, ctx.tx, query, ctx.pack.info.timeZone);
  return rows.map((row) => (row.kind.startsWith('support') ? withKind(ctx, row) : row));
};
