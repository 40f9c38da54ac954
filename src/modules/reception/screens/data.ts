import type { ComboOption } from '#ui';
import { useQuery } from '@tanstack/react-query';
import { readBirth, writeBirth, type BirthPrecision } from '#kernel/birth';
import { api } from '#platform/client';
import type { DeskChoices } from '../schema.ts';

interface PlaceOption {
  readonly admin2: string;
  readonly name: string;
  readonly admin1Name: string;
}

const asOption = (place: PlaceOption): ComboOption => ({ value: place.admin2, label: place.name, note: place.admin1Name });

/** Municipalities for what is typed. */
export async function findPlaces(text: string): Promise<ComboOption[]> {
  const { places } = await api.get<{ places: PlaceOption[] }>('/api/places', { text });
  return places.map(asOption);
}

/** The words of a municipality that was stored. */
export async function placeOf(id: string): Promise<ComboOption | null> {
  const { places } = await api.get<{ places: PlaceOption[] }>('/api/places', { id });
  return places[0] ? asOption(places[0]) : null;
}

/** A birth date as the field shows it: as much as is known. */
export function partialBirth(date: string | null, precision: BirthPrecision | null): string | null {
  if (date === null) return null;
  return writeBirth(date, precision ?? 'day');
}

/** The whole day and the precision behind what was typed. */
export function wholeBirth(typed: string | null | undefined): { birthDate: string | null; birthPrecision: BirthPrecision } {
  return typed ? readBirth(typed) : { birthDate: null, birthPrecision: 'day' };
}

/** What this country lets one choose at reception; the same all day. */
export function useDeskChoices() {
  return useQuery({ queryKey: ['reception', 'choices'], queryFn: () => api.get<DeskChoices>('/api/reception/choices'), staleTime: Infinity });
}
