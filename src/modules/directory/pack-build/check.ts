import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { officesSlice } from '#access';
import { openPack, PackError, readPackFile, type Pack } from '#platform/country';
import { readAllCriteria } from '../criteria-rules.ts';
import { mapFaults } from '../map/pack.ts';
import { voiceFaults } from '../voices/pack.ts';
import { papersSlice } from '../papers-pack.ts';
import { paperFaults } from '../papers/faults.ts';
import { rightFaults } from '../rights/faults.ts';
import { rightsSlice, sharedRights } from '../rights/pack.ts';
import { directoryPackSchema, type DirectoryPack, type ReceptionPoint, type Service, type ServicePlace } from '../schema.ts';

/** One fault of a pack, with the file and the line to look at. */
export interface PackFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

type OfficeList = z.infer<typeof officesSlice.schema>;
type Say = (id: string, message: string) => void;

/** Checks every pack folder under `root`: the contract that all packs keep. */
export function checkPacks(root: string): PackFault[] {
  const folders = readdirSync(root).sort().filter((name) => existsSync(join(root, name, 'country.json')));
  if (folders.length === 0) return [{ file: root, line: 1, message: 'no country pack here' }];
  return folders.flatMap((name) => checkPack(join(root, name)));
}

function checkPack(folder: string): PackFault[] {
  try {
    const pack = openPack(folder);
    const directory = readPackFile(join(folder, 'directory.json'), directoryPackSchema);
    const offices = readPackFile(join(folder, 'offices.json'), officesSlice.schema);
    return [...directoryFaults(folder, pack, directory), ...officeFaults(folder, pack, directory, offices), ...placeFaults(folder, pack), ...cardFaults(folder, pack, directory), ...wayFaults(folder, pack, directory), ...drawingFaults(folder, pack)];
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    const at = /^(.*?):(\d+): (.*)$/s.exec(error.message);
    return [{ file: at?.[1] ?? folder, line: Number(at?.[2] ?? 1), message: at?.[3] ?? error.message }];
  }
}

/** Collects faults of one file; the line is that of the record with the id. */
function collector(file: string): { say: Say; faults: PackFault[] } {
  const lines = readFileSync(file, 'utf8').split('\n');
  const faults: PackFault[] = [];
  const lineOf = (id: string): number => Math.max(1, lines.findIndex((line) => /"(id|ref|code)": ?"/.test(line) && line.includes(`"${id}"`)) + 1);
  return { faults, say: (id, message) => faults.push({ file, line: lineOf(id), message: `${id}: ${message}` }) };
}

function duplicates(ids: readonly string[], say: Say): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) say(id, 'appears twice');
    seen.add(id);
  }
}

function directoryFaults(folder: string, pack: Pack, directory: DirectoryPack): PackFault[] {
  const { say, faults } = collector(join(folder, 'directory.json'));
  if (directory.country !== pack.code) say(directory.country, `country is not ${pack.code}`);
  for (const list of [directory.organizations, directory.services, directory.receptionPoints, directory.documents, directory.legalBases]) {
    duplicates(list.map((entry) => entry.id), say);
  }
  const known: Known = {
    organizations: new Set(directory.organizations.map((o) => o.id)),
    services: new Set(directory.services.map((s) => s.id)),
    documents: new Set(directory.documents.map((d) => d.id)),
    needs: new Set(directory.needTypes.map((n) => n.code)),
    laws: new Set(directory.legalBases.map((l) => l.id)),
  };
  for (const service of directory.services) serviceFaults(service, pack, known, say);
  for (const point of directory.receptionPoints) receptionPointFaults(point, pack, known, say);
  for (const document of directory.documents) missing(document.id, 'issuer', document.issuerId === null ? [] : [document.issuerId], known.organizations, say);
  return faults;
}

function cardFaults(folder: string, pack: Pack, directory: DirectoryPack): PackFault[] {
  const { say, faults } = collector(join(folder, 'rights.json'));
  for (const { id, message } of rightFaults(pack.slice(rightsSlice).cards, sharedRights(folder), directory)) say(id, message);
  return faults;
}

function wayFaults(folder: string, pack: Pack, directory: DirectoryPack): PackFault[] {
  const { say, faults } = collector(join(folder, 'papers.json'));
  for (const { id, message } of paperFaults(pack.slice(papersSlice), directory, pack.info.currency)) say(id, message);
  return faults;
}

function drawingFaults(folder: string, pack: Pack): PackFault[] {
  const told = (name: string) => ({ id, message }: { id: string; message: string }): PackFault => ({ file: join(folder, name), line: 1, message: `${id}: ${message}` });
  return [...mapFaults(pack).map(told('map.json')), ...voiceFaults(pack).map(told('voices.json'))];
}

interface Known {
  readonly organizations: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
  readonly needs: ReadonlySet<string>;
  readonly laws: ReadonlySet<string>;
}

/** Says which of the ids that an entry refers to do not exist. */
function missing(id: string, what: string, wanted: readonly string[], known: ReadonlySet<string>, say: Say): void {
  for (const one of wanted) if (!known.has(one)) say(id, `unknown ${what} ${one}`);
}

function receptionPointFaults(point: ReceptionPoint, pack: Pack, known: Known, say: Say): void {
  missing(point.id, 'operator', [point.operatorId], known.organizations, say);
  missing(point.id, 'service', point.services, known.services, say);
  pointPlaceFaults(point.id, point.place, pack, say);
}

function serviceFaults(service: Service, pack: Pack, known: Known, say: Say): void {
  missing(service.id, 'organization', [service.organizationId], known.organizations, say);
  missing(service.id, 'service type', service.serviceTypes, known.needs, say);
  missing(service.id, 'document', service.requiredDocuments ?? [], known.documents, say);
  missing(service.id, 'legal basis', service.legalBases, known.laws, say);
  missing(service.id, 'successor', service.successorId === null ? [] : [service.successorId], known.services, say);
  for (const place of [...service.places, ...service.route]) pointPlaceFaults(service.id, place, pack, say);
  for (const area of service.servedAreas ?? []) {
    if (area !== pack.code && !pack.places.get(area) && !pack.places.admin1Get(area)) say(service.id, `unknown area ${area}`);
  }
  criteriaFaults(service, say);
  if (service.matchable !== (service.notMatchable === null)) say(service.id, 'matchable and notMatchable contradict each other');
}

function criteriaFaults(service: Service, say: Say): void {
  const read = readAllCriteria(service);
  if (read.ok) return;
  say(service.id, `criteria: ${read.problems.map((p) => `${p.params?.['reason'] ?? p.code} at ${p.params?.['path'] ?? '/'}`).join('; ')}`);
}

function pointPlaceFaults(id: string, place: Pick<ServicePlace, 'admin1' | 'admin2'>, pack: Pack, say: Say): void {
  if (place.admin2 !== null && !pack.places.get(place.admin2)) say(id, `unknown municipality ${place.admin2}`);
  if (place.admin1 !== null && !pack.places.admin1Get(place.admin1)) say(id, `unknown department ${place.admin1}`);
}

function officeFaults(folder: string, pack: Pack, directory: DirectoryPack, list: OfficeList): PackFault[] {
  const { say, faults } = collector(join(folder, 'offices.json'));
  const organizations = new Set(directory.organizations.map((o) => o.id));
  duplicates(list.offices.map((o) => o.ref), say);
  const owners = new Map<string, string>();
  for (const office of list.offices) {
    if (office.organizationId !== null && !organizations.has(office.organizationId)) say(office.ref, `unknown organization ${office.organizationId}`);
    for (const id of office.territory) {
      if (!pack.places.get(id) && !pack.places.admin1Get(id)) say(office.ref, `unknown place ${id} in territory`);
      if (owners.has(id)) say(office.ref, `territory ${id} already belongs to ${owners.get(id)}`);
      owners.set(id, office.ref);
    }
  }
  closedFaults(list, say);
  return faults;
}

/** An office that closed is not there any more, and whoever goes on with its cases is, and keeps cases. */
function closedFaults(list: OfficeList, say: (at: string, fault: string) => void): void {
  duplicates(list.closed.map((c) => c.ref), say);
  for (const { ref, followedBy } of list.closed) {
    if (list.offices.some((o) => o.ref === ref)) say(ref, 'named as closed and as an office');
    const heir = list.offices.find((o) => o.ref === followedBy);
    if (!heir || !['window', 'national'].includes(heir.kind)) say(ref, `${followedBy} is no office that keeps cases`);
  }
}

function placeFaults(folder: string, pack: Pack): PackFault[] {
  const { say, faults } = collector(join(folder, 'places.json'));
  duplicates(pack.places.all().map((p) => p.id), say);
  for (const place of pack.places.all()) {
    if (!place.id.startsWith(`${pack.code}-`)) say(place.id, `id does not begin with ${pack.code}-`);
    if (!pack.places.admin1Get(place.admin1)) say(place.id, `unknown department ${place.admin1}`);
    if (Math.abs(place.lat) > 90 || Math.abs(place.lon) > 180) say(place.id, 'coordinates are not on Earth');
  }
  return faults;
}
