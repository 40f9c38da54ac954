import { documentTypes } from '#directory';
import type { TellsHappened } from '#registry';
import { listPaperHappenings } from './happened-repository.ts';
import { documentsPolicy } from './policy.ts';

/** What this room tells of cases, for their timeline. */
export const documentsHappenings: TellsHappened = async (ctx, query) => {
  if (!(documentsPolicy['documents.read'].roles as readonly string[]).includes(ctx.actor.role)) return [];
  const rows = await listPaperHappenings(ctx.actor, ctx.tx, query);
  if (rows.length === 0) return [];
  const names = new Map((await documentTypes(ctx)).map((d) => [d.id, { es: d.nameEs, en: d.nameEn }]));
  return rows.map((row) => ({ ...row, label: row.code ? (names.get(row.code) ?? { es: row.code, en: row.code }) : null }));
};
