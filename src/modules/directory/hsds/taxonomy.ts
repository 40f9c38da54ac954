import type { NeedType } from '../schema.ts';
import { hsdsId } from './ids.ts';
import type { HsdsRow } from './row.ts';

/** The catalogue of needs as a taxonomy: families above, kinds of service below. */

const NEEDS = 'needs';

export const taxonomyId = (country: string): string => hsdsId(country, 'taxonomy', NEEDS);

/** The only taxonomy of a country. */
export function taxonomyOf(country: string): HsdsRow {
  return {
    id: taxonomyId(country), name: 'Ventanilla: tipos de servicio', description: 'Tipos de servicio, que son también las necesidades a las que responden. Kinds of service, which are also the needs they answer.',
    version: '1',
  };
}

const familyId = (country: string, family: string): string => hsdsId(country, 'taxonomy_term', `family/${family}`);

/** The term of one kind of service; a code that the catalogue does not know is its own name. */
export function termOf(country: string, code: string, needs: readonly NeedType[]): HsdsRow & { readonly id: string } {
  const need = needs.find((one) => one.code === code);
  const id = hsdsId(country, 'taxonomy_term', code);
  const shared = { id, code, taxonomy_id: taxonomyId(country), taxonomy: NEEDS, language: 'es' };
  if (!need) return { ...shared, name: code, description: '' };
  return { ...shared, name: need.labelEs, description: need.labelEn, parent_id: familyId(country, need.family), x_dimension: need.dimension };
}

/** All terms, families first. */
export function termsOf(country: string, needs: readonly NeedType[]): HsdsRow[] {
  const families = [...new Set(needs.map((need) => need.family))].sort();
  const top = families.map((family) => ({ id: familyId(country, family), code: `family/${family}`, name: family, description: '', taxonomy_id: taxonomyId(country), taxonomy: NEEDS, language: 'en' }));
  return [...top, ...needs.map((need) => termOf(country, need.code, needs))];
}
