import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { readPreference } from '#ui';
import type { FloorPerson, FloorView, StopReason } from '../../schema.ts';

/** Small answers: asked for often enough that a call is seen at once, seldom enough that fifty desks weigh nothing. */
const EVERY_MS = 5_000;
const STATION_KEY = 'ventanilla.station';
const DESK_KEY = 'ventanilla.desk';

export const keptStation = (): string => readPreference(STATION_KEY) ?? 'registration';
export const keptDesk = (): number | null => Number(readPreference(DESK_KEY) ?? '') || null;
export const PLACE_KEYS = { station: STATION_KEY, desk: DESK_KEY } as const;

export function useFloor(station: string) {
  return useQuery({ queryKey: ['reception', 'floor', station], queryFn: () => api.get<FloorView>('/api/reception/floor', { station }), refetchInterval: EVERY_MS, staleTime: 0 });
}

export function useFloorPerson(rowId: string) {
  return useQuery({ queryKey: ['reception', 'floor-person', rowId], queryFn: () => api.get<FloorPerson>(`/api/reception/floor/${rowId}`) });
}

export interface StopCommand {
  readonly action: 'call' | 'take' | 'back' | 'pause' | 'done' | 'skip' | 'reopen';
  readonly reason?: StopReason;
}

/** One step at a station; what the desk number is stands in this browser. */
export const sendStep = (stopId: string, command: StopCommand): Promise<{ rowId: string }> =>
  api.send<{ rowId: string }>('POST', `/api/reception/stops/${stopId}`, { desk: keptDesk(), ...command });
