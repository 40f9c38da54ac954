import { textOf, type HsdsRow } from '../hsds/row.ts';
import type { Organization, Service } from '../schema.ts';
import type { Entry } from '../schema/stewardship.ts';
import { inCircles } from './circles.ts';
import { originOf, quoted, unreadable, type Findings } from './findings.ts';
import { distinct, idFor, isOurs, uuidOfRow, type ExchangedKind, type Register } from './identity.ts';
import { LIMITS } from './limits.ts';
import { columnsLost, partsLost } from './lost.ts';
import { organizationSaid, serviceSaid, type Import } from './said.ts';
import { assembly, type Assembled, type Tables } from './tables.ts';
import { termsIn, type Terms } from './terms.ts';

/** Entries as a file says them, with the rows they were read from. Pure. */

export interface Candidate {
  readonly kind: ExchangedKind;
  readonly id: string;
  readonly entry: Entry;
  readonly row: HsdsRow;
}

export interface Surroundings {
  readonly register: Register;
  readonly setting: Import;
  /** Entries as they stand, by kind and id. */
  readonly standing: (kind: ExchangedKind, id: string) => Entry | null;
  readonly found: Findings;
}

/** What a few rows would become if many entries shared them: refused before any of it is read. */
function refuseMultiplied(all: readonly Assembled[]): void {
  const together = all.filter(({ parts }) => parts <= LIMITS.parts).reduce((sum, { parts }) => sum + parts, 0);
  if (together > LIMITS.joined) unreadable('import-too-many-joined', { max: LIMITS.joined });
}

/** Rows that may become entries: each with its id, and none with more in it than an entry can have. */
function usable(all: readonly Assembled[], found: Findings): HsdsRow[] {
  const small = all.filter(({ broken }) => !broken).filter(({ row, parts }) => {
    if (parts > LIMITS.parts) found.add(originOf(row), { code: 'directory.import-too-many-parts', params: { max: LIMITS.parts }, refuses: true });
    return parts <= LIMITS.parts;
  });
  const named = small.filter(({ row }) => {
    if (textOf(row, 'name') === null) found.add(originOf(row), { code: 'directory.import-cell-missing', column: 'name', refuses: true });
    return textOf(row, 'name') !== null;
  });
  return distinct(named.map(({ row }) => row), found);
}

export interface Candidates {
  readonly list: readonly Candidate[];
  /** Organizations and services of the file that became none. */
  readonly lost: number;
}

/** What the rows of a file say, organizations first. */
export function candidatesIn(tables: Tables, around: Surroundings): Candidates {
  const { found, register, setting } = around;
  const rows = (name: string): number => tables.get(name)?.length ?? 0;
  if (rows('organization') + rows('service') > LIMITS.entries) unreadable('import-too-many-entries', { max: LIMITS.entries });
  const whole = assembly(tables);
  const [organizationRows, serviceRows] = [whole.whole('organization'), whole.whole('service')];
  refuseMultiplied([...organizationRows, ...serviceRows]);
  columnsLost(tables, found);
  const organizations = usable(organizationRows, found);
  const services = usable(serviceRows, found);
  for (const { row } of whole.left()) found.add(originOf(row), { code: 'directory.import-belongs-to-nothing' });
  const owners = new Map(organizations.map((row) => [uuidOfRow(row)!, idFor(register, 'organization', uuidOfRow(row)!, textOf(row, 'x_code'))]));
  const ownerOf = (uuid: string | null): string | null => (uuid === null ? null : (owners.get(uuid.toLowerCase()) ?? register.ids.organization.get(uuid.toLowerCase()) ?? null));
  const terms = termsIn(tables, setting.around.needs, found);
  const list = [
    ...withoutCircles(organizations.map((row) => organizationCandidate(row, around, ownerOf)), around),
    ...services.flatMap((row) => serviceCandidate(row, around, ownerOf, terms)),
  ];
  return { list, lost: organizationRows.length + serviceRows.length - list.length };
}

type OwnerOf = (uuid: string | null) => string | null;

function organizationCandidate(row: HsdsRow, { register, setting, standing }: Surroundings, ownerOf: OwnerOf): Candidate {
  const id = idFor(register, 'organization', uuidOfRow(row)!, textOf(row, 'x_code'));
  const ours = isOurs(register, 'organization', row);
  const above = textOf(row, 'parent_organization_id');
  const stands = standing('organization', id);
  const entry = organizationSaid(row, stands, ours, setting);
  // What nobody knows stays as it was written, and the check says so.
  const parent = above === null ? (ours ? null : (stands?.['parent'] ?? null)) : (ownerOf(above) ?? above);
  return { kind: 'organization', id, row, entry: { ...entry, id, parent } };
}

/** Organizations that would stand above themselves, also by way of those that stand already, are not taken. */
function withoutCircles(all: readonly Candidate[], { standing, found }: Surroundings): Candidate[] {
  const told = new Map(all.map((one) => [one.id, one.entry as Partial<Organization>]));
  const above = (id: string): string | null => (told.get(id) ?? (standing('organization', id) as Partial<Organization> | null))?.parent ?? null;
  const circles = inCircles(told.keys(), above);
  return all.filter(({ id, row }) => {
    if (circles.has(id)) found.add(originOf(row), { code: 'directory.import-parent-circle', column: 'parent_organization_id', refuses: true });
    return !circles.has(id);
  });
}

function serviceCandidate(row: HsdsRow, around: Surroundings, ownerOf: OwnerOf, terms: Terms): Candidate[] {
  const { register, setting, standing, found } = around;
  const at = originOf(row);
  const id = idFor(register, 'service', uuidOfRow(row)!, textOf(row, 'x_code'));
  const stands = standing('service', id) as Service | null;
  const organizationId = ownerOf(textOf(row, 'organization_id')) ?? stands?.organizationId ?? null;
  if (organizationId === null) {
    found.add(at, { code: 'directory.import-organization-missing', column: 'organization_id', params: { text: quoted(textOf(row, 'organization_id') ?? '') }, refuses: true });
    return [];
  }
  const types = typesOf(row, stands, terms, found);
  if (types.length === 0) return [];
  const ours = isOurs(register, 'service', row);
  partsLost(row, setting.around.gazetteer, found);
  return [{ kind: 'service', id, row, entry: { ...serviceSaid(row, stands, types, ours, setting, found), id, organizationId } }];
}

/** Kinds of service that the catalogue knows; those that stand where the row names none. */
function typesOf(row: HsdsRow, stands: Service | null, terms: Terms, found: Findings): readonly string[] {
  const at = originOf(row);
  const { codes, unknown } = terms.of(row);
  for (const name of unknown) found.add(at, { code: 'directory.import-need-unknown', column: 'attributes', params: { text: quoted(name) } });
  const types = codes.length > 0 ? codes : (stands?.serviceTypes ?? []);
  if (types.length === 0) found.add(at, { code: 'directory.import-need-missing', column: 'attributes', refuses: true });
  return types;
}
