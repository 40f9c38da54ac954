import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { keepInstrument, keptInstrument } from './instruments-kept.ts';
import { getInstrument } from './pack.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });

describe('a definition that is kept', () => {
  test('is there again under its digest, when the pack says something else', async () => {
    const rss = await db.inContext(actors.window, async (ctx) => getInstrument(ctx, 'rss'));
    const digest = await db.inContext(actors.window, (ctx) => keepInstrument(ctx, rss));
    expect(await db.inContext(actors.window, (ctx) => keepInstrument(ctx, rss))).toBe(digest);
    const changed = await db.inContext(actors.window, (ctx) => keepInstrument(ctx, { ...rss, source: 'another text of the same version' }));
    expect(changed).not.toBe(digest);
    expect(await db.inContext(actors.supervisor, (ctx) => keptInstrument(ctx, 'rss', digest))).toEqual(rss);
    await expect(db.inContext(actors.abroad, (ctx) => keptInstrument(ctx, 'rss', digest))).rejects.toThrow('platform.not-found');
  });
});
