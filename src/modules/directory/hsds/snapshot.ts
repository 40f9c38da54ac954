import { createHash } from 'node:crypto';
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import { directorySlice } from '../pack.ts';
import { directoryVersion } from '../repository.ts';
import type { Organization, Service } from '../schema.ts';
import { organizationTo, serviceTo, type Surroundings } from './entries.ts';
import { gazetteerOf } from './gazetteer.ts';
import { hsdsId } from './ids.ts';
import * as repository from '../exchange-repository.ts';
import type { Kept } from '../exchange-repository.ts';
import { rowsOf, type HsdsRow } from './row.ts';
import { taxonomyOf, termsOf } from './taxonomy.ts';

/** The public part of a country's directory in the exchange format, kept until the directory changes. */

export interface PublicService {
  readonly row: HsdsRow;
  readonly search: string;
  readonly organizationId: string;
  readonly terms: ReadonlySet<string>;
  readonly changedAt: string;
  readonly places: readonly (string | null)[];
}

export interface PublicOrganization {
  readonly row: HsdsRow;
  readonly search: string;
  readonly services: readonly PublicService[];
}

export interface Snapshot {
  readonly country: string;
  /** Changes with every change of the directory. */
  readonly version: string;
  readonly services: readonly PublicService[];
  readonly organizations: readonly PublicOrganization[];
  readonly taxonomies: readonly HsdsRow[];
  readonly terms: readonly HsdsRow[];
  readonly byId: ReadonlyMap<string, PublicService>;
}

const kept = new WeakMap<Pack, Snapshot>();
const tags = new WeakMap<Snapshot, string>();

/** Another for other content, and for nothing else: what happens to an entry that nobody may know of shows nowhere, also not as a change. */
export function tagOf(snapshot: Snapshot): string {
  const tag = tags.get(snapshot) ?? createHash('sha256').update(JSON.stringify([snapshot.services, snapshot.organizations, snapshot.terms].map((list) => list.map((one) => ('row' in one ? one.row : one))))).digest('base64url');
  tags.set(snapshot, tag);
  return tag;
}

/** What stands around the entries of a country. */
export function surroundingsOf(pack: Pack): Surroundings {
  const directory = pack.slice(directorySlice);
  return { gazetteer: gazetteerOf(pack), needs: directory.needTypes, documentNames: new Map(directory.documents.map((d) => [d.id, d.nameEs])) };
}

/** The snapshot as the directory stands now. */
export async function publicSnapshot(ctx: Ctx): Promise<Snapshot> {
  const version = await directoryVersion(ctx.actor, ctx.tx);
  const before = kept.get(ctx.pack);
  if (before?.version === version) return before;
  const [services, organizations] = await Promise.all([repository.listPublicServices(ctx.actor, ctx.tx), repository.listAllOrganizations(ctx.actor, ctx.tx)]);
  const now = snapshotOf(surroundingsOf(ctx.pack), version, services, organizations);
  kept.set(ctx.pack, now);
  return now;
}

/** The same for a file of a steward: organizations that offer nothing yet stand in it too, and secret places by their department. The closed circle is in no file. */
export async function stewardSnapshot(ctx: Ctx): Promise<Snapshot> {
  const [version, services, organizations, closed] = await Promise.all([
    directoryVersion(ctx.actor, ctx.tx), repository.listPublicServices(ctx.actor, ctx.tx), repository.listAllOrganizations(ctx.actor, ctx.tx), repository.listOwnersOfProtected(ctx.actor, ctx.tx),
  ]);
  const open = new Set(services.map(({ entry }) => entry.organizationId));
  const told = organizations.filter(({ entry }) => open.has(entry.id) || !closed.includes(entry.id)).map(({ entry }) => entry.id);
  return snapshotOf({ ...surroundingsOf(ctx.pack), departments: true }, version, services, organizations, told);
}

/** Owners of public services and those above them. One whose services are all protected is nobody's business. */
function publicOwners(services: readonly Kept<Service>[], organizations: ReadonlyMap<string, Kept<Organization>>): Set<string> {
  const shown = new Set<string>();
  for (const { entry } of services) {
    for (let id: string | null = entry.organizationId; id !== null && !shown.has(id) && organizations.has(id); id = organizations.get(id)!.entry.parent) shown.add(id);
  }
  return shown;
}

export function snapshotOf(around: Surroundings, version: string, services: readonly Kept<Service>[], organizations: readonly Kept<Organization>[], also: readonly string[] = []): Snapshot {
  const { country } = around.gazetteer;
  const terms = termsOf(country, around.needs);
  const above = new Map(terms.map((term) => [String(term['id']), term['parent_id'] as string | undefined]));
  const byId = new Map(organizations.map((o) => [o.entry.id, o]));
  const owners = new Set([...publicOwners(services, byId), ...also]);
  const known = new Set(services.map(({ entry }) => entry.id));
  const listed = services.filter(({ entry }) => owners.has(entry.organizationId)).map((service) => publicService(withoutHidden(service, known), byId.get(service.entry.organizationId)!, above, around));
  const byOwner = Map.groupBy(listed, (service) => service.organizationId);
  return {
    country, version, terms, services: listed, taxonomies: [taxonomyOf(country)],
    organizations: organizations.filter((o) => owners.has(o.entry.id)).map((o) => ({
      row: organizationTo(o.entry, country, o.changedAt.toISOString()), search: fold([o.entry.nameEs, o.entry.nameEn, o.entry.acronym, ...o.entry.aliases].filter(Boolean).join(' ')),
      services: byOwner.get(hsdsId(country, 'organization', o.entry.id)) ?? [],
    })),
    byId: new Map(listed.map((service) => [String(service.row['id']), service])),
  };
}

/** What stands in the place of a service is named only if everybody may know of it. */
function withoutHidden({ entry, changedAt }: Kept<Service>, known: ReadonlySet<string>): Kept<Service> {
  return { entry: { ...entry, successorId: entry.successorId !== null && known.has(entry.successorId) ? entry.successorId : null }, changedAt };
}

function publicService({ entry, changedAt }: Kept<Service>, owner: Kept<Organization>, above: ReadonlyMap<string, string | undefined>, around: Surroundings): PublicService {
  const at = changedAt.toISOString();
  const row = serviceTo(entry, around, at);
  const own = rowsOf(row, 'attributes').map((attribute) => String(attribute['taxonomy_term_id']));
  const words = [entry.nameEs, entry.nameEn, ...entry.alternateNames, entry.programmeName, entry.descriptionEs, entry.descriptionEn, owner.entry.nameEs, owner.entry.nameEn, owner.entry.acronym];
  return {
    row: { ...row, organization: withoutLists(organizationTo(owner.entry, around.gazetteer.country)) },
    search: fold(words.filter(Boolean).join(' ')), organizationId: hsdsId(around.gazetteer.country, 'organization', entry.organizationId),
    terms: new Set([...own, ...own.map((id) => above.get(id)).filter((id) => id !== undefined)]), changedAt: at,
    places: rowsOf(row, 'service_at_locations').map((place) => placeOf(place)),
  };
}

const placeOf = (row: HsdsRow): string | null => String((row['location'] as HsdsRow | undefined)?.['external_identifier'] ?? '') || null;

/** Fields that stand once: the form of lists. */
export const withoutLists = (row: HsdsRow): HsdsRow => Object.fromEntries(Object.entries(row).filter(([key, value]) => !Array.isArray(value) || key.startsWith('x_')));
