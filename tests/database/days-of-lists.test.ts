/** The day on which an instant stands on a list (`registry.list_day`), hour by hour over years: days of 23 and 25 hours, the ends of months and years, in every zone of the countries. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPacks } from '#platform/country';
import { referralsSlice } from '../../src/modules/referrals/pack.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const ZONES = [...new Set([...openPacks(['MX', 'SV', 'GT', 'HN', 'ZZ']).values()].flatMap((pack) => [pack.info.timeZone, ...Object.values(pack.slice(referralsSlice).zones)]))];

it('is the local day from seven in the morning on, and before that the same day or the one before: never late', async () => {
  expect(ZONES.length).toBeGreaterThan(4);
  const wrong = await db.owner(`with hours as (
      select z, t, registry.list_day(t) as listed, (t at time zone z)::date as local, extract(hour from t at time zone z) as hour
      from generate_series(timestamptz '2026-01-01 00:30Z', timestamptz '2029-01-02 00:30Z', interval '1 hour') t, unnest($1::text[]) z)
    select z, t, listed, local from hours where not (listed = local or (hour < 7 and listed = local - 1)) limit 5`, [ZONES]);
  expect(wrong).toEqual([]);
});

it('is the same for a moment before midnight of the old year and for its whole day', async () => {
  const days = await db.owner<{ d: string }>(`select distinct registry.list_day(t)::text as d from generate_series(timestamptz '2026-12-31 13:00Z', timestamptz '2027-01-01 05:59Z', interval '1 minute') t`);
  expect(days).toEqual([{ d: '2026-12-31' }]);
});
