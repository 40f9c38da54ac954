import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { NeedType, PlaceOption, ServiceCardParts, ServicePage } from '../schema.ts';
import type { PlacesLeft } from '../schema/places-left.ts';

/** What the list of services was asked for; empty words ask for everything. */
export interface ServiceSearch {
  readonly text: string;
  readonly need: string | null;
  readonly admin2: string | null;
  readonly status: string | null;
  readonly toCheck: boolean;
}

/** The catalogue of needs; it changes only with the pack. */
export function useNeeds() {
  return useQuery({ queryKey: ['directory', 'needs'], queryFn: () => api.get<{ needs: NeedType[] }>('/api/directory/needs'), staleTime: Infinity });
}

export function useServices(search: ServiceSearch) {
  const { toCheck, text, ...rest } = search;
  const query = { ...rest, ...(text.trim() && { text: text.trim() }), ...(toCheck && { toCheck: true }) };
  return useQuery({
    queryKey: ['directory', 'services', query],
    queryFn: () => api.get<{ services: ServiceCardParts[] }>('/api/directory/services', query),
    placeholderData: (before) => before,
  });
}

export type ServicePageData = ServicePage;

export function useService(serviceId: string) {
  return useQuery({ queryKey: ['directory', 'service', serviceId], queryFn: () => api.get<ServicePageData>(`/api/directory/services/${encodeURIComponent(serviceId)}`) });
}

export function usePlaces(serviceId: string) {
  return useQuery({ queryKey: ['directory', 'service', serviceId, 'places'], queryFn: () => api.get<PlacesLeft>(`/api/directory/services/${encodeURIComponent(serviceId)}/places`) });
}

export async function findMunicipalities(query: { text?: string; id?: string }): Promise<{ value: string; label: string; note: string; admin1: string }[]> {
  const { places } = await api.get<{ places: PlaceOption[] }>('/api/places', query);
  return places.map((p) => ({ value: p.admin2, label: p.name, note: p.admin1Name, admin1: p.admin1 }));
}
