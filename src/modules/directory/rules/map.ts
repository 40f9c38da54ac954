import type { NeedType, Service } from '../schema.ts';
import type { ServiceMap } from '../schema/stewardship.ts';

/** The inter-institutional map: which organizations answer which need in which column. Pure. */

interface Area {
  /** Columns are the municipalities of this department; null: they are the departments. */
  readonly admin1: string | null;
  readonly columns: readonly string[];
}

const sorted = (set: ReadonlySet<string>): string[] => [...set].sort();

/** Rows for every need, also for those that nobody answers: a gap is a line too. */
export function mapOf(needs: readonly NeedType[], services: readonly Service[], area: Area): ServiceMap['rows'] {
  const position = new Map(area.columns.map((id, i) => [id, i]));
  return needs.map((need) => {
    const everywhere = new Set<string>();
    const unstated = new Set<string>();
    const cells = area.columns.map(() => new Set<string>());
    for (const service of services.filter((s) => s.serviceTypes.includes(need.code))) {
      for (const place of service.places) {
        if (place.reach === 'national') everywhere.add(service.organizationId);
        else if (place.reach === 'unstated') unstated.add(service.organizationId);
        else for (const i of columnsOf(place, area, position)) cells[i]!.add(service.organizationId);
      }
    }
    return { need: need.code, labelEs: need.labelEs, labelEn: need.labelEn, family: need.family, everywhere: sorted(everywhere), unstated: sorted(unstated), cells: cells.map(sorted) };
  });
}

/** A service for a whole department is in all its municipalities. */
function columnsOf(place: Service['places'][number], { admin1, columns }: Area, position: ReadonlyMap<string, number>): readonly number[] {
  if (place.admin1 === null) return [];
  const whole = admin1 !== null && place.admin2 === null;
  if (whole) return place.admin1 === admin1 ? columns.map((_, i) => i) : [];
  const at = position.get((admin1 === null ? place.admin1 : place.admin2) ?? '');
  return at === undefined ? [] : [at];
}

/** Nobody, one, or several at once: what a cell of the map says. Who answers everywhere answers there too. */
export type Coverage = 'gap' | 'one' | 'overlap';

/** Of the organizations of a cell and those that are everywhere. A service of which nobody says where is in no cell. */
export function coverageOf(row: ServiceMap['rows'][number], column: number): Coverage {
  const n = new Set([...(row.cells[column] ?? []), ...row.everywhere]).size;
  return n === 0 ? 'gap' : n === 1 ? 'one' : 'overlap';
}
