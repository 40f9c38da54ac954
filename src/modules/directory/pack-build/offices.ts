import { neutralName } from '../neutral.ts';
import type { PlacesPack } from './places.ts';
import type { Curation } from './curation.ts';
import type { Organization, ReceptionPoint, Service } from '../schema.ts';

/** Scopes of work derived from the directory: reception points, windows, providers and one national fallback. */
export interface OfficeRecord {
  readonly ref: string;
  readonly kind: 'reception' | 'window' | 'provider' | 'national';
  readonly name: { readonly es: string; readonly en: string };
  readonly organizationId: string | null;
  readonly admin2: string | null;
  readonly territory: readonly string[];
  readonly derivedFrom: Readonly<Record<string, string | number>>;
}

interface Parts {
  readonly places: PlacesPack;
  readonly curation: Curation;
  readonly organizations: readonly Organization[];
  readonly services: readonly Service[];
  readonly receptionPoints: readonly ReceptionPoint[];
}

/** Offices stand on slips and letters that a person carries, so their names never say how somebody came back. */
function officeName(entry: { nameEs: string; nameEn: string }, acronym: string | null): OfficeRecord['name'] {
  return { es: neutralName(entry.nameEs, acronym, 'es') || acronym || entry.nameEn, en: neutralName(entry.nameEn, acronym, 'en') || acronym || entry.nameEs };
}

/** Offices in a fixed order: reception, windows, the national one, providers. */
export function officesOf(parts: Parts): OfficeRecord[] {
  return [...receptionOffices(parts), ...windowOffices(parts), nationalOffice(parts), ...providerOffices(parts)];
}

function receptionOffices({ receptionPoints }: Parts): OfficeRecord[] {
  return receptionPoints.filter((point) => point.status !== 'closed').map((point) => ({
    ref: point.id,
    kind: 'reception',
    name: officeName(point, null),
    organizationId: point.operatorId,
    // A shelter's municipality is not shown with it.
    admin2: point.confidentialLocation ? null : point.place.admin2,
    territory: [],
    derivedFrom: { receptionPoint: point.id, asOf: point.asOf },
  }));
}

/** One window for each named municipality or department; the first curated service that names a place keeps it. */
function windowOffices({ curation, services, places }: Parts): OfficeRecord[] {
  const names = new Map([...places.admin1, ...places.admin2].map((p) => [p.id, p.name]));
  const offices = new Map<string, OfficeRecord>();
  for (const window of curation.windows) {
    const service = services.find((s) => s.id === window.serviceId);
    if (!service) throw new Error(`window of unknown service ${window.serviceId}`);
    for (const place of service.places) {
      const territory = place.admin2 ?? place.admin1;
      if (territory === null || offices.has(territory)) continue;
      const named = (text: string): string => text.replace('{place}', names.get(territory) ?? territory);
      offices.set(territory, {
        ref: `window-${territory.toLowerCase()}`,
        kind: 'window',
        name: { es: named(window.nameEs), en: named(window.nameEn) },
        organizationId: service.organizationId,
        admin2: place.admin2,
        territory: [territory],
        derivedFrom: { service: service.id, asOf: service.asOf, because: window.because },
      });
    }
  }
  return [...offices.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

function nationalOffice({ curation, places }: Parts): OfficeRecord {
  const { organizationId, nameEs, nameEn, because } = curation.national;
  return {
    ref: `national-${places.country.toLowerCase()}`, kind: 'national', name: { es: nameEs, en: nameEn }, organizationId,
    admin2: null, territory: [], derivedFrom: { organization: organizationId, because },
  };
}

/** Every organization with a service that may be suggested answers referrals. */
function providerOffices({ organizations, services }: Parts): OfficeRecord[] {
  const owners = new Map<string, string>();
  for (const service of services) {
    if (service.matchable && !owners.has(service.organizationId)) owners.set(service.organizationId, service.id);
  }
  return organizations.filter((o) => owners.has(o.id)).map((o) => ({
    ref: `provider-${o.id}`,
    kind: 'provider',
    name: officeName(o, o.acronym),
    organizationId: o.id,
    admin2: null,
    territory: [],
    derivedFrom: { organization: o.id, service: owners.get(o.id) ?? '' },
  }));
}
