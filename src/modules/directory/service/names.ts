import type { Ctx } from '#platform/context';
import * as repository from '../repository.ts';
import type { Entry } from '../schema/stewardship.ts';

type Pair = readonly [string, string | undefined];

/** Names of everything that an entry refers to, by id. */
export async function namesReferredTo(ctx: Ctx, entry: Entry): Promise<Record<string, string>> {
  const codes = (...fields: readonly string[]): string[] => fields.flatMap((field) => entry[field] ?? []).map(String);
  const inWords = (one: { id: string; nameEs: string; nameEn: string }): Pair => [one.id, ctx.actor.locale === 'es' ? one.nameEs : one.nameEn];
  const organizations = await repository.findOrganizations(ctx.actor, ctx.tx, codes('organizationId', 'partners', 'parent', 'issuerId', 'operatorId', 'oversightId'));
  const papers = await repository.findDocuments(ctx.actor, ctx.tx, codes('requiredDocuments'));
  const services = await repository.findServicesByIds(ctx.actor, ctx.tx, codes('services'));
  const laws = await repository.findLegalBases(ctx.actor, ctx.tx, codes('legalBases'));
  const found = [...organizations.map(inWords), ...papers.map(inWords), ...services.map(inWords), ...laws.map((law): Pair => [law.id, law.instrument]), ...placeNames(ctx, entry), ...areaNames(ctx, entry)];
  return Object.fromEntries(found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}

/** Whose inhabitants are served: the country, departments, municipalities. */
function areaNames({ actor, pack }: Ctx, entry: Entry): Pair[] {
  return ((entry['servedAreas'] ?? []) as string[]).map((area): Pair => [area, area === pack.code ? pack.info.name[actor.locale] : (pack.places.get(area)?.name ?? pack.places.admin1Get(area)?.name)]);
}

/** Names of the places that an entry names. */
function placeNames(ctx: Ctx, entry: Entry): Pair[] {
  const named = [...((entry['places'] ?? []) as { admin1: string | null; admin2: string | null }[]), ...((entry['route'] ?? []) as { admin1: string; admin2: string }[])];
  const place = entry['place'] as { admin1: string | null; admin2: string | null } | undefined;
  return [...named, ...(place ? [place] : [])].flatMap(({ admin1, admin2 }): Pair[] => [
    [admin1 ?? '', admin1 === null ? undefined : ctx.pack.places.admin1Get(admin1)?.name],
    [admin2 ?? '', admin2 === null ? undefined : ctx.pack.places.get(admin2)?.name],
  ]);
}
