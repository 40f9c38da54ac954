/** What a service may be called on a paper that anybody may read. */
import type { Ctx } from '#platform/context';
import { isTellTale } from '../neutral.ts';
import { findServicesByIds } from '../repository.ts';

/** Those of these services that may be named on paper: none of the closed circle, none out of sight or gone, of which nobody can tell, and none whose name tells how somebody came back. */
export async function nameableOnPaper(ctx: Ctx, serviceIds: readonly string[]): Promise<ReadonlySet<string>> {
  const services = serviceIds.length === 0 ? [] : await findServicesByIds(ctx.actor, ctx.tx, serviceIds);
  return new Set(services.filter((s) => !s.protectionOnly && !isTellTale(s.nameEs) && !isTellTale(s.nameEn)).map((s) => s.id));
}
