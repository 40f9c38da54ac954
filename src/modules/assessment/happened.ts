import { needCatalog } from '#directory';
import type { TellsHappened } from '#registry';
import { listAssessed } from './happened-repository.ts';
import { assessmentPolicy } from './policy.ts';

/** What this room tells of cases, for their timeline: nothing to roles that do not read needs. */
export const assessmentHappenings: TellsHappened = async (ctx, query) => {
  if (!(assessmentPolicy['assessment.needs.read'].roles as readonly string[]).includes(ctx.actor.role)) return [];
  const catalog = new Map(needCatalog(ctx).map((entry) => [entry.code, { es: entry.labelEs, en: entry.labelEn }]));
  const rows = await listAssessed(ctx.actor, ctx.tx, query);
  return rows.map((row) => (row.kind.startsWith('need') && row.code ? { ...row, label: catalog.get(row.code) ?? { es: row.code, en: row.code } } : row));
};
