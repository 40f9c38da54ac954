import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { openCase, registerPerson } from '#registry';
import { actors, ELSEWHERE, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { gaps } from './service.ts';

let db: TestDatabase;

async function without(need: string, count: number, place: string): Promise<void> {
  const actor = place === HOME ? actors.window : actors.otherWindow;
  for (let n = 0; n < count; n++) {
    await db.inContext(actor, async (ctx) => {
      const { personId } = await registerPerson(ctx, { givenNames: `Sin ${n}`, surname1: 'Servicio', birthDate: '1990-01-01', sex: 'F' });
      const { caseId } = await openCase(ctx, { personId, destinationAdmin2: place });
      await addNeed(ctx, caseId, { need, urgency: 'long' });
    });
  }
}

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
  await without('job_placement', 12, HOME);
  await without('job_placement', 11, ELSEWHERE);
  await without('seed_grant', 2, HOME);
  await db.owner(`update assessment.need set nothing_since = '2026-03-01', looked_at = now()`);
}, 120_000);
afterAll(() => db.close());

describe('needs without any service', () => {
  it('are counted for an analyst without names, without small figures', async () => {
    const seen = await db.inContext(actors.analyst, gaps, { purpose: 'statistics' });
    expect(seen.exact).toBe(false);
    expect(seen.rows.find((r) => r.need === 'job_placement')).toMatchObject({ total: 23, places: [{ admin2: HOME, n: 12 }, { admin2: ELSEWHERE, n: 11 }], others: false });
    expect(seen.rows.find((r) => r.need === 'seed_grant')).toMatchObject({ total: null, places: [], others: true });
    expect(JSON.stringify(seen)).not.toContain('Servicio');
  });

  it('are exact for a supervisor', async () => {
    const seen = await db.inContext(actors.supervisor, gaps, { purpose: 'supervision' });
    expect(seen.exact).toBe(true);
    expect(seen.rows.find((r) => r.need === 'seed_grant')?.total).toBe(2);
  });

  it('are nobody else’s, and no longer counted when something is found or the need is met', async () => {
    expect((await db.inContext({ ...actors.analyst, country: 'HN' }, gaps, { purpose: 'statistics' })).rows).toEqual([]);
    expect((await db.inContext(actors.window, gaps, { purpose: 'statistics' })).rows).toEqual([]);
    await db.owner(`update assessment.need set nothing_since = null where need_code = 'job_placement'`);
    await db.owner(`update assessment.need set state = 'met', closed_at = now(), closed_on = current_date where need_code = 'seed_grant'`);
    expect((await db.inContext(actors.analyst, gaps, { purpose: 'statistics' })).rows).toEqual([]);
  });
});
