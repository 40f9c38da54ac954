import type { Locale } from '#kernel/codes';
import type { ServiceCard } from './matching/index.ts';
import { phoneToCall } from './entry/phones.ts';
import type { NamedPlace, ServiceCardParts } from './schema.ts';

/** Where a service is, in words: municipality and department, or department alone; null when not stated. */
export function placeWords(places: readonly NamedPlace[]): string | null {
  const words = places.map((p) => [p.admin2Name, p.admin1Name === p.admin2Name ? null : p.admin1Name].filter(Boolean).join(', ')).filter(Boolean);
  return words.length === 0 ? null : [...new Set(words)].join(' · ');
}

/** What a suggestion shows of its service beside the verdict. */
export function cardOf({ service, organization, places, sourceTitles }: ServiceCardParts, locale: Locale): ServiceCard {
  return {
    id: service.id,
    name: { es: service.nameEs, en: service.nameEn },
    nameToCheck: !service.nameEsInSource,
    organization: (locale === 'es' ? organization?.nameEs : organization?.nameEn) ?? service.organizationId,
    organizationInferred: service.organizationInferred,
    place: placeWords(places),
    placeNote: service.confidentialLocation ? null : (places.find((p) => p.note)?.note ?? null),
    phone: phoneToCall(service),
    sources: service.sources.map((s) => ({ title: sourceTitles[s.source] ?? s.source, where: s.where })),
  };
}
