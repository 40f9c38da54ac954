import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDirectory, readPortalQuery } from '#directory';
import { systemActor } from '#kernel/actor';
import { fieldCipher } from '#platform/secrets';
import { samplelandPack, testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { PageMemory } from './page-memory.ts';

let db: TestDatabase;
let now = TEST_NOW;

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), (ctx) => loadDirectory(ctx));
});
afterAll(() => db.close());

const memory = () => new PageMemory({ database: db.database, packs: new Map([['ZZ', samplelandPack()]]), subscriptions: [], cipher: fieldCipher('only for tests') }, { now: () => now });

/** Opens an address and says how often it has been made so far. */
function counted() {
  const pages = memory();
  let times = 0;
  const open = (query: Record<string, string>, status = 200) => pages.page('ZZ', '/zz/ayuda', readPortalQuery(query), async () => ({ status, html: String(++times) }));
  return { open, times: () => times };
}

describe('finished pages', () => {
  it('are made once for an address that says nothing of its reader', async () => {
    const { open, times } = counted();
    expect([(await open({ f: 'legal', m: 'ZZ-0101' })).html, (await open({ m: 'ZZ-0101', f: 'legal', other: 'x' })).html]).toEqual(['1', '1']);
    await open({ f: 'legal', m: 'ZZ-0101', lang: 'en' });
    expect(times()).toBe(2);
  });

  it.each([{ edad: '22' }, { sexo: 'F' }, { familia: '1' }, { ingles: '1' }, { papel: 'zz-id-card' }, { lugar: 'my street' }])('are never kept for an address with %o', async (told) => {
    const { open, times } = counted();
    await open({ f: 'legal', ...told });
    await open({ f: 'legal', ...told });
    expect(times()).toBe(2);
  });

  it('are made anew when the directory changes and when the day changes, and a page that is not there is not kept', async () => {
    const { open, times } = counted();
    await open({ f: 'legal' });
    await db.owner(`update directory.version set version = version + 1 where country = 'ZZ'`);
    await open({ f: 'legal' });
    expect(times()).toBe(2);
    now = new Date(TEST_NOW.getTime() + 86_400_000);
    await open({ f: 'legal' });
    expect(times()).toBe(3);
    await open({ f: 'none' }, 404);
    await open({ f: 'none' }, 404);
    expect(times()).toBe(5);
  });
});
