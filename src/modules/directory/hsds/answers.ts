import { z } from 'zod';
import { notFound } from '#kernel/errors';
import { fold } from '#kernel/text';
import { kilometres, type Places } from '#platform/places';
import { rowOf, rowsOf, type HsdsRow } from './row.ts';
import { withoutLists, type PublicOrganization, type PublicService, type Snapshot } from './snapshot.ts';

/** Answers of the read API of HSDS 3.1 over the public part of a country's directory. Pure. */

const flag = z.enum(['true', 'false', '1', '0', '']).transform((text) => text === 'true' || text === '1' || text === '');
const id = z.string().max(100);

/** Query parameters of the specification; they narrow together. What is not named here is ignored. */
export const hsdsQuery = z.object({
  search: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  per_page: z.coerce.number().int().min(1).max(500).default(50),
  format: z.enum(['json', 'ndjson']).default('json'),
  taxonomy_term_id: id.optional(),
  taxonomy_id: id.optional(),
  organization_id: id.optional(),
  modified_after: z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional(),
  minimal: flag.default(false),
  full: flag.default(false),
  full_service: flag.default(false),
  postcode: z.string().max(20).optional(),
  /** Metres around the place of `postcode`. */
  proximity: z.coerce.number().min(0).max(2_000_000).optional(),
  top_only: flag.default(false),
  parent_id: id.optional(),
});
export type HsdsQuery = z.infer<typeof hsdsQuery>;

export interface Page {
  readonly total_items: number;
  readonly total_pages: number;
  readonly page_number: number;
  readonly size: number;
  readonly first_page: boolean;
  readonly last_page: boolean;
  readonly empty: boolean;
  readonly contents: readonly HsdsRow[];
}

/** One page of a list; only what stands on it is made. */
export function paged<T>(list: readonly T[], { page, per_page }: Pick<HsdsQuery, 'page' | 'per_page'>, make: (one: T) => HsdsRow): Page {
  const pages = Math.ceil(list.length / per_page);
  const contents = list.slice((page - 1) * per_page, page * per_page).map(make);
  return {
    total_items: list.length, total_pages: pages, page_number: page, size: contents.length, first_page: page === 1, last_page: page >= pages, empty: contents.length === 0, contents,
  };
}

const allWords = (search: string, asked: string | undefined): boolean => fold(asked ?? '').split(' ').filter(Boolean).every((word) => search.includes(word));

const after = (changedAt: string, since: string | undefined): boolean => since === undefined || Date.parse(changedAt) >= Date.parse(since);

function hasTerm(service: PublicService, query: HsdsQuery, { taxonomies }: Snapshot): boolean {
  if (query.taxonomy_id !== undefined && query.taxonomy_id !== taxonomies[0]?.['id']) return false;
  return query.taxonomy_term_id === undefined || service.terms.has(query.taxonomy_term_id);
}

/** Asked for by what a service is; the parameters of all lists that show services. */
function fits(service: PublicService, query: HsdsQuery, snapshot: Snapshot): boolean {
  return (query.organization_id === undefined || service.organizationId === query.organization_id)
    && hasTerm(service, query, snapshot) && after(service.changedAt, query.modified_after) && allWords(service.search, query.search);
}

/** The form of a service: by name alone, with everything, or with what stands once. */
function serviceForm({ row }: PublicService, { minimal, full }: HsdsQuery): HsdsRow {
  if (full) return row;
  if (minimal) return { id: row['id'], name: row['name'], status: row['status'], last_modified: row['last_modified'] };
  return withoutLists(row);
}

const organizationForm = (one: PublicOrganization, { full, full_service }: HsdsQuery): HsdsRow => ({
  ...(full || full_service ? one.row : withoutLists(one.row)),
  ...(full_service ? { services: one.services.map((service) => withoutOwner(service.row)) } : {}),
});

const withoutOwner = (row: HsdsRow): HsdsRow => Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'organization'));

interface At { readonly service: PublicService; readonly row: HsdsRow; readonly place: string | null }

/** Near the municipality that a code names. There are no usable postcodes: codes of municipalities stand for them. */
function near({ postcode, proximity }: HsdsQuery, places: Places): (at: At) => boolean {
  if (postcode === undefined) return () => true;
  const asked = places.get(postcode) ? [places.get(postcode)!] : places.byCode(postcode);
  return ({ row, place }) => {
    const printed = rowsOf(rowOf(row, 'location') ?? {}, 'addresses').some((address) => address['postal_code'] === postcode);
    const here = place === null ? undefined : places.get(place);
    return printed || (here !== undefined && asked.some((from) => from.id === here.id || kilometres(from, here) * 1000 <= (proximity ?? 0)));
  };
}

const atForm = ({ service, row }: At, { full }: HsdsQuery): HsdsRow => (full ? { ...row, x_service: withoutLists(withoutOwner(service.row)) } : withoutLists({ ...row, location: withoutLists(rowOf(row, 'location') ?? {}) }));

const placesOf = (services: readonly PublicService[]): At[] =>
  services.flatMap((service) => rowsOf(service.row, 'service_at_locations').map((row, i) => ({ service, row, place: service.places[i] ?? null })));

type List = (snapshot: Snapshot, query: HsdsQuery, places: Places) => Page;

const lists: Readonly<Record<string, List>> = {
  services: (s, query) => paged(s.services.filter((one) => fits(one, query, s)), query, (one) => serviceForm(one, query)),
  organizations: (s, query) => paged(s.organizations.filter((one) => allWords(one.search, query.search) && ownsOne(one, query, s)), query, (one) => organizationForm(one, query)),
  taxonomies: (s, query) => paged(s.taxonomies.filter((one) => allWords(fold(String(one['name'])), query.search)), query, (one) => one),
  taxonomy_terms: (s, query) => paged(s.terms.filter((one) => isTerm(one, query)), query, (one) => one),
  service_at_locations: (s, query, places) => {
    const isNear = near(query, places);
    return paged(placesOf(s.services.filter((one) => fits(one, query, s))).filter(isNear), query, (one) => atForm(one, query));
  },
};

function ownsOne(one: PublicOrganization, query: HsdsQuery, snapshot: Snapshot): boolean {
  if (query.taxonomy_term_id === undefined && query.taxonomy_id === undefined) return true;
  return one.services.some((service) => hasTerm(service, query, snapshot));
}

function isTerm(term: HsdsRow, query: HsdsQuery): boolean {
  return (query.taxonomy_id === undefined || term['taxonomy_id'] === query.taxonomy_id)
    && (!query.top_only || term['parent_id'] === undefined)
    && (query.parent_id === undefined || term['parent_id'] === query.parent_id)
    && allWords(fold(`${String(term['name'])} ${String(term['description'])}`), query.search);
}

/** Names of the lists, as they stand in addresses. */
export const LISTS = Object.keys(lists);

/** A page of a list. */
export function listOf(name: string, snapshot: Snapshot, query: HsdsQuery, places: Places): Page {
  const list = lists[name];
  if (!list || !Object.hasOwn(lists, name)) throw notFound();
  return list(snapshot, query, places);
}

/** One object with everything that belongs to it. */
export function oneOf(name: string, wanted: string, snapshot: Snapshot, query: HsdsQuery): HsdsRow {
  const whole = { ...query, full: true };
  const ones: Readonly<Record<string, () => HsdsRow | undefined>> = {
    services: () => snapshot.byId.get(wanted)?.row,
    organizations: () => snapshot.organizations.filter((one) => one.row['id'] === wanted).map((one) => organizationForm(one, whole))[0],
    taxonomies: () => snapshot.taxonomies.find((one) => one['id'] === wanted),
    taxonomy_terms: () => snapshot.terms.find((one) => one['id'] === wanted),
    service_at_locations: () => placesOf(snapshot.services).filter(({ row }) => row['id'] === wanted).map((one) => atForm(one, whole))[0],
  };
  const found = Object.hasOwn(ones, name) ? ones[name]?.() : undefined;
  if (!found) throw notFound();
  return found;
}
