/** What rooms above ask of the directory about papers. */
import type { Ctx } from '#platform/context';
import * as repository from '../repository/papers.ts';
import { findOrganizations } from '../repository.ts';

export interface ServiceAskingForPapers {
  readonly id: string;
  readonly es: string;
  readonly en: string;
  /** Papers that it asks for, by id. */
  readonly requires: readonly string[];
}

/** Services in sight that ask for a paper. */
export function servicesAskingForPapers(ctx: Ctx): Promise<ServiceAskingForPapers[]> {
  return repository.listAskingForPapers(ctx.actor, ctx.tx);
}

/** Names of organizations in both languages, by id. */
export async function organizationNames(ctx: Ctx, ids: readonly string[]): Promise<Record<string, { es: string; en: string }>> {
  const found = await findOrganizations(ctx.actor, ctx.tx, ids);
  return Object.fromEntries(found.map((o) => [o.id, { es: o.nameEs, en: o.nameEn }]));
}
