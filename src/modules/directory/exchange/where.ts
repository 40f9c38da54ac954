import { snake, numberOf, rowOf, rowsOf, type HsdsRow } from '../hsds/row.ts';
import { originOf, type Origin } from './findings.ts';

/** Where in a file stands what is wrong with an entry: file, row and column of a field of ours. Pure. */

interface Part { readonly list: string; readonly columns: Readonly<Record<string, string>> }

const PHONE: Part = { list: 'phones', columns: { number: 'number', extension: 'extension', kind: 'type', note: 'description' } };
const SCHEDULE: Part = {
  list: 'schedules', columns: { days: 'byday', opens: 'opens_at', closes: 'closes_at', validFrom: 'valid_from', validTo: 'valid_to', everyWeeks: 'interval', note: 'description' },
};
const PARTS: Readonly<Record<string, Part>> = {
  phones: PHONE, schedules: SCHEDULE,
  contacts: { list: 'contacts', columns: { role: 'title', department: 'department', email: 'email' } },
  funding: { list: 'funding', columns: { source: 'source' } },
  costs: { list: 'cost_options', columns: { amount: 'amount', currency: 'currency', note: 'amount_description', validFrom: 'valid_from', validTo: 'valid_to' } },
  liveCapacity: { list: 'capacities', columns: { unit: 'unit_id', available: 'available', maximum: 'maximum', updated: 'updated' } },
  urls: { list: 'additional_urls', columns: { url: 'url', label: 'label' } },
  requiredDocuments: { list: 'required_documents', columns: {} },
};

const COLUMNS: Readonly<Record<string, string>> = {
  nameEs: 'name', descriptionEs: 'description', descriptionEn: 'description', emails: 'email', urls: 'url', status: 'status', organizationId: 'organization_id', parent: 'parent_organization_id',
  interpretation: 'interpretation_services', applicationProcess: 'application_process', confirmed: 'assured_date', alternateNames: 'alternate_name', programmeName: 'program_id', serviceTypes: 'attributes',
};

const LOCATION: Readonly<Record<string, string>> = {
  name: 'name', latitude: 'latitude', longitude: 'longitude', directions: 'transportation', address: 'address_1', accessibility: 'accessibility', reach: 'x_reach', admin1: 'x_admin1', admin2: 'x_admin2',
};

export interface Place { readonly origin: Origin | undefined; readonly column: string | null }

const columnOf = (columns: Readonly<Record<string, string>>, field: string): string => columns[field] ?? `x_${snake(field)}`;

function ofPart(row: HsdsRow, [field = '', at, inner]: readonly string[], columns: Readonly<Record<string, string>>): Place {
  const part = PARTS[field];
  const one = part && at !== undefined ? rowsOf(row, part.list)[Number(at)] : undefined;
  if (part && one) return { origin: originOf(one) ?? originOf(row), column: inner === undefined ? part.list : columnOf(part.columns, inner) };
  return { origin: originOf(row), column: field === '' ? null : columnOf(columns, field) };
}

/** The location of the n-th place of a service. */
function locationOf(row: HsdsRow, position: number): HsdsRow | undefined {
  const at = rowsOf(row, 'service_at_locations').find((one, i) => (numberOf(one, 'x_position') ?? i) === position);
  return at && (rowOf(at, 'location') ?? at);
}

/** `path` is a field of an entry: `places.0.phones.1.number`. */
export function whereIs(row: HsdsRow, path: string): Place {
  const steps = path.split('.').filter(Boolean);
  if (steps[0] !== 'places' || steps[1] === undefined) return ofPart(row, steps, COLUMNS);
  const location = locationOf(row, Number(steps[1]));
  return location ? ofPart(location, steps.slice(2), LOCATION) : { origin: originOf(row), column: 'x_places' };
}
