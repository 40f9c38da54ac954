import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimateBetween, type Corridor, type TravelParameters } from '../src/modules/directory/matching/travel.ts';

/** A trip that somebody observed, with its source. */
interface Observed {
  readonly country: string; readonly from: string; readonly to: string; readonly mode: string; readonly straightKm: number; readonly roadKm: number | null; readonly hours: number | null;
  readonly fareLow: number | null; readonly fareHigh: number | null; readonly currency: string | null; readonly source: string;
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const TRIPS = read('./observed-trips.json') as readonly Observed[];
const packOf = (country: string) => read(`./${country}/travel.json`) as TravelParameters;
/** Along which road of the pack the trip goes. */
const CORRIDORS: Readonly<Record<string, string>> = { 'Tegucigalpa San Pedro Sula': 'CA-5', 'San Pedro Sula La Ceiba': 'CA-13', 'San Pedro Sula Tela': 'CA-13' };
const KM_OF_A_DEGREE = 111.195;

function estimate({ country, from, to, straightKm }: Observed): ReturnType<typeof estimateBetween> {
  const pack = packOf(country);
  const corridor: Corridor | undefined = pack.corridors?.find((c) => c.road === CORRIDORS[`${from} ${to}`]);
  const borders = to === 'Guatemala City' ? pack.borders!['GT']! : null;
  return estimateBetween({ latitude: 0, longitude: 0 }, { latitude: straightKm / KM_OF_A_DEGREE, longitude: 0 }, pack, { corridor, borders });
}

const within = (range: { low: number; high: number } | null, value: number): boolean => range !== null && range.low <= value && value <= range.high;
const kept = (trips: readonly Observed[], holds: (trip: Observed) => boolean): string => `${trips.filter(holds).length} of ${trips.length}`;

describe('trips that were observed', () => {
  it('by bus took a time within the estimate; cars may be faster', () => {
    const timed = TRIPS.filter((t) => t.hours !== null);
    const missed = timed.filter((t) => !within(estimate(t).minutes, t.hours! * 60)).map((t) => `${t.from} ${t.to} ${t.mode}`);
    expect(missed.filter((trip) => trip.endsWith('bus'))).toEqual([]);
    expect(missed.length).toBeLessThanOrEqual(2);
  });

  it('were as long as estimated, but for the one whose source looks too long', () => {
    const measured = TRIPS.filter((t) => t.roadKm !== null);
    expect(measured.filter((t) => !within(estimate(t).km, t.roadKm!)).map((t) => t.to)).toEqual(['Cobán']);
  });

  it('cost what was estimated in most cases', () => {
    const priced = TRIPS.filter((t) => t.fareLow !== null && t.currency === estimate(t).currency);
    const said = kept(priced, (t) => within(estimate(t).fare, (t.fareLow! + t.fareHigh!) / 2));
    expect(said).toMatchInlineSnapshot(`"13 of 15"`);
  });
});
