import type { Ctx } from '#platform/context';
import * as repository from '../repository.ts';
import { mapOf } from '../rules/map.ts';
import type { ServiceMap } from '../schema/stewardship.ts';
import { knownPlaces, needCatalog } from '../service.ts';

/** Who does what where: needs down, departments (or the municipalities of one) across, organizations inside. */
export async function serviceMap(ctx: Ctx, query: { admin1?: string | undefined; admin2?: string | undefined; organizationKind?: string | undefined }): Promise<ServiceMap> {
  const { places } = ctx.pack;
  const only = query.admin2 === undefined ? undefined : knownPlaces(ctx, query.admin2);
  const admin1 = only?.[0]?.admin1 ?? query.admin1 ?? null;
  const columns = admin1 === null ? places.admin1.map(({ id, name }) => ({ id, name })) : (only ?? places.all().filter((p) => p.admin1 === admin1)).map(({ id, name }) => ({ id, name }));
  const services = (await repository.listServices(ctx.actor, ctx.tx)).filter((service) => service.matchable);
  const organizations = await repository.findOrganizations(ctx.actor, ctx.tx, [...new Set(services.map((s) => s.organizationId))]);
  const kept = new Map(organizations.filter((o) => query.organizationKind === undefined || o.kind === query.organizationKind).map((o) => [o.id, o]));
  return {
    admin1, columns,
    rows: mapOf(needCatalog(ctx).filter((need) => need.personal), services.filter((s) => kept.has(s.organizationId)), { admin1, columns: columns.map((c) => c.id) }),
    organizations: Object.fromEntries([...kept].map(([id, o]) => [id, { nameEs: o.nameEs, nameEn: o.nameEn, kind: o.kind }])),
  };
}
