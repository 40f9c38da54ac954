import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineSlice, type Pack } from '#platform/country';
import { mapPackSchema, type MapPack, type MapSheet } from './schema.ts';

/** `countries/<cc>/map.json`: outlines, written by `pack build` where the source has them. */
const mapSlice = defineSlice<MapPack>('map', mapPackSchema);

/** The drawings of a country; null where it has none, and lists say it all. */
export function mapOf(pack: Pack): MapPack | null {
  return existsSync(join(pack.folder, 'map.json')) ? pack.slice(mapSlice) : null;
}

/** What is wrong with the drawings of a pack: places that do not exist, lines that are not there. */
export function mapFaults(pack: Pack): { id: string; message: string }[] {
  return (mapOf(pack)?.sheets ?? []).flatMap((sheet) => [
    ...(sheet.id === pack.code || pack.places.admin1Get(sheet.id) ? [] : [{ id: sheet.id, message: 'draws no department' }]),
    ...sheet.areas.filter((area) => !pack.places.get(area.id) && !pack.places.admin1Get(area.id)).map((area) => ({ id: area.id, message: 'draws no known place' })),
    ...sheet.areas.filter((area) => !linesExist(sheet, area.rings)).map((area) => ({ id: area.id, message: 'is drawn by a line that does not exist' })),
  ]);
}

const linesExist = (sheet: MapSheet, rings: readonly (readonly number[])[]): boolean =>
  rings.flat().every((line) => (line < 0 ? ~line : line) < sheet.lines.length);
