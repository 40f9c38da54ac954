import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCuration, readSharedCuration, type Curation, type CuratedService, type SharedCuration } from './curation.ts';
import { officesOf } from './offices.ts';
import { mapOfCountry } from './maps.ts';
import { placeFinder, placesOf } from './places.ts';
import { documentOf, legalBasisOf, needTypesOf, organizationOf, receptionPointOf, serviceOf, type Around } from './services.ts';
import { readSource, type Source } from './source.ts';
import { withoutSilence } from './silence.ts';
import { readOutlines } from './topology.ts';
import { writePack } from './write.ts';
import type { DirectoryPack } from '../schema.ts';

export { checkPacks, type PackFault } from './check.ts';

/** What was written, to be printed by the command. */
export interface BuiltPack {
  readonly country: string;
  readonly services: number;
  readonly organizations: number;
  readonly offices: number;
  readonly places: number;
}

/**
 * Turns the source folder into pack files under `outDir`, one folder per country. A country takes part when its folder
 * holds a `curation.json`. The same source and curation give the same bytes.
 */
export function buildPacks(sourceDir: string, outDir: string, curationDir: string = outDir): BuiltPack[] {
  const source = readSource(sourceDir);
  const shared = readSharedCuration(curationDir);
  const wanted = [...new Set(source.admin1.map((row) => row['country'] ?? ''))].sort();
  const folders = new Set(readdirSync(curationDir));
  const countries = wanted.filter((country) => folders.has(country.toLowerCase()));
  const built = countries.map((country) => buildCountry(source, country, shared, readCuration(curationDir, country), outDir, sourceDir));
  writeElsewhere(source, new Set([...countries, ...shared.sharedScopes]), outDir);
  return built;
}

function directoryOf(source: Source, country: string, shared: SharedCuration, curation: Curation, around: Around): DirectoryPack {
  const { directory } = source;
  const mine = <T extends { country: string }>(list: readonly T[]): T[] =>
    list.filter((entry) => entry.country === country || shared.sharedScopes.includes(entry.country));
  const curated: Record<string, CuratedService> = { ...shared.services, ...curation.services };
  const services = mine(directory.services).map((s) => serviceOf(s, curated[s.id], around));
  requireUsed(curated, shared, new Set(services.map((s) => s.id)), country);
  return {
    country,
    sources: directory.meta.sources,
    needTypes: [...around.needs],
    organizations: mine(directory.organizations).map(organizationOf),
    services,
    receptionPoints: mine(directory.reception_points).map((r) => receptionPointOf(r, services, around.findPlace, around.departments)),
    documents: mine(directory.documents).map((d) => documentOf(d, shared)),
    legalBases: mine(directory.legal_bases).map(legalBasisOf),
  };
}

/** A decision about a service that does not exist is a mistake in the curation. */
function requireUsed(curated: Record<string, CuratedService>, shared: SharedCuration, known: ReadonlySet<string>, country: string): void {
  const unknown = Object.keys(curated).filter((id) => !known.has(id) && !(id in shared.services));
  if (unknown.length > 0) throw new Error(`curation of ${country} names unknown services: ${unknown.join(', ')}`);
}

function buildCountry(source: Source, country: string, shared: SharedCuration, curation: Curation, outDir: string, sourceDir: string): BuiltPack {
  const places = placesOf(source, country);
  const needs = needTypesOf(source.directory, shared);
  const around: Around = { findPlace: placeFinder(places), departments: new Map(places.admin1.map((a) => [a.id, a.name])), needs, shared };
  const directory = directoryOf(source, country, shared, curation, around);
  const offices = officesOf({ places, curation, ...directory });
  const folder = join(outDir, country.toLowerCase());
  writePack(join(folder, 'places.json'), { source: places.source, admin1: places.admin1, admin2: places.admin2 });
  writePack(join(folder, 'directory.json'), withoutSilence(directory));
  writePack(join(folder, 'offices.json'), { source: 'Derived from directory.json and curation.json of this folder', offices, ...(curation.closed.length > 0 ? { closed: curation.closed } : {}) });
  writePack(join(folder, 'travel.json'), { ...curation.travel });
  const outlines = curation.map ? readOutlines(sourceDir, country) : null;
  if (curation.map && outlines) writePack(join(folder, 'map.json'), { ...mapOfCountry(country, outlines, curation.map.source, curation.map.credit) });
  return { country, services: directory.services.length, organizations: directory.organizations.length, offices: offices.length, places: places.admin2.length };
}

/** Entries of countries without a pack are kept, so that nothing of the source is lost. */
function writeElsewhere(source: Source, packed: ReadonlySet<string>, outDir: string): void {
  const { directory } = source;
  const rest = <T extends { country: string }>(list: readonly T[]): T[] => list.filter((entry) => !packed.has(entry.country));
  writePack(join(outDir, 'shared', 'elsewhere.json'), {
    note: 'Entries of the source for countries that have no pack; kept as they came.',
    organizations: rest(directory.organizations),
    services: rest(directory.services),
    receptionPoints: rest(directory.reception_points),
    documents: rest(directory.documents),
    legalBases: rest(directory.legal_bases),
  });
}
