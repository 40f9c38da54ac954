import { readPreference } from '#ui';

/** Where this device stands; the same key as the page of the stations. */
export const STATION_KEY = 'ventanilla.station';
export const keptStation = (): string => readPreference(STATION_KEY) ?? 'registration';
