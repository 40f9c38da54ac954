import type { Ctx } from '#platform/context';
import { documentTypes, receptionPoints } from '../service.ts';
import { samplePeopleSlice } from './pack.ts';
import type { CriteriaForm } from './schema.ts';

const named = ({ id, nameEs, nameEn }: { id: string; nameEs: string; nameEn: string }) => ({ id, es: nameEs, en: nameEn });

/** Names and made-up people for the form for conditions. */
export async function criteriaForm(ctx: Ctx): Promise<CriteriaForm> {
  const { places } = ctx.pack;
  const { people } = ctx.pack.slice(samplePeopleSlice);
  const departments = [...new Set(places.all().map((place) => place.admin1))].map((id) => ({ id, name: places.admin1Get(id)?.name ?? id }));
  const homes = [...new Set(people.flatMap(({ facts }) => [facts.destinationAdmin2, facts.originAdmin2]))].filter((id) => typeof id === 'string');
  return {
    people,
    documents: (await documentTypes(ctx)).map(named),
    departments: departments.sort((a, b) => (a.name < b.name ? -1 : 1)),
    receptionPoints: (await receptionPoints(ctx)).map(named),
    placeNames: Object.fromEntries([...departments.map(({ id, name }) => [id, name] as const), ...homes.map((id) => [id, places.get(id)?.name ?? id] as const)]),
  };
}
