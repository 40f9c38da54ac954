import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/actor';
import { known } from '#kernel/facts';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { findService, searchServices } from './repository.ts';
import { describeSuggestions, findPlaces, findServices, receptionPoints, suggestFor } from './service.ts';
import { loadDirectory } from './service/load.ts';

let db: TestDatabase;
const AT = '2026-03-01';

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), (ctx) => loadDirectory(ctx));
});
afterAll(() => db.close());

const ids = (services: readonly { id: string }[]): string[] => services.map((s) => s.id);

describe('the directory in the database', () => {
  it('is loaded once, and a second start changes nothing', async () => {
    await db.inContext(systemActor('ZZ'), (ctx) => loadDirectory(ctx));
    const [row] = await db.owner<{ version: string; services: string }>('select (select version from directory.version) as version, (select count(*) from directory.service) as services');
    expect(row).toEqual({ version: 1, services: 17 });
  });

  it('finds services by need, by words without accents, and by municipality', async () => {
    await db.inContext(actors.window, async (ctx) => {
      expect(ids(await findServices(ctx, { need: 'seed_grant' }))).toEqual(['zz-seed-money']);
      expect(ids(await findServices(ctx, { text: 'asesoria legal' }))).toEqual(['zz-legal-desk']);
      const there = ids(await findServices(ctx, { need: 'job_placement', admin2: 'ZZ-0302' }));
      expect(there).toContain('zz-village-farm');
      expect(there).toContain('zz-job-office');
      expect(there).not.toContain('zz-call-centre');
    });
  });

  it('refuses a municipality that does not exist', async () => {
    await expect(db.inContext(actors.window, (ctx) => findServices(ctx, { admin2: 'ZZ-9999' }))).rejects.toThrow('directory.unknown-municipality');
  });

  it('keeps a protected service from everybody outside the closed circle, by each wall alone', async () => {
    const asWindow = await db.asActor(actors.window, (tx) => findService(actors.window, tx, 'zz-safe-house'));
    expect(asWindow).toBeUndefined();
    // The second wall: the repository is told that it works for protection, the transaction belongs to a window.
    const deceived = await db.asActor(actors.window, (tx) => findService({ ...actors.window, role: 'protection' }, tx, 'zz-safe-house'));
    expect(deceived).toBeUndefined();
    const asProtection = await db.asActor(actors.protection, (tx) => findService(actors.protection, tx, 'zz-safe-house'));
    expect(asProtection?.id).toBe('zz-safe-house');
  });

  it('refuses to store where a secret place is, whoever writes it', async () => {
    const told = (place: object) => db.owner(`update directory.service set entry = jsonb_set(entry, '{places}', '[${JSON.stringify(place)}]') where id = 'zz-safe-house'`);
    const department = { reach: 'department', admin1: 'ZZ-02', admin2: null, note: null };
    await expect(told({ ...department, reach: 'municipality', admin2: 'ZZ-0203' })).rejects.toThrow('service_keeps_secrets');
    await expect(told({ ...department, address: { street: 'Calle 1' } })).rejects.toThrow('service_keeps_secrets');
    await expect(told({ ...department, phones: [{ number: '+000 1' }] })).rejects.toThrow('service_keeps_secrets');
    await told({ ...department, phones: [{ number: '+000 1', intake: true }] });
  });

  it('makes coarse what was stored too finely before', async () => {
    const [row] = await db.owner<{ place: object }>(`select directory.coarse_place('{"reach":"municipality","admin1":"ZZ-02","admin2":"ZZ-0203","note":"x","phones":[{"number":"1","intake":true},{"number":"2"}]}') as place`);
    expect(row?.place).toEqual({ reach: 'department', admin1: 'ZZ-02', admin2: null, note: null, confidential: true, phones: [{ number: '1', intake: true }] });
  });

  it('shows nothing of another country', async () => {
    expect(await db.asActor(actors.abroad, (tx) => searchServices(actors.abroad, tx, { limit: 10 }))).toEqual([]);
  });

  it('cannot be changed by anybody but the product itself', async () => {
    const change = db.asActor(actors.administrator, async (tx) => {
      const { numUpdatedRows } = await tx.updateTable('directory.service' as never).set({ status: 'closed' } as never).executeTakeFirst() as { numUpdatedRows: bigint };
      return Number(numUpdatedRows);
    });
    expect(await change).toBe(0);
  });
});

describe('suggestions over the loaded directory', () => {
  it('suggest what fits and say why the rest does not', async () => {
    const facts = { age: known(20, AT), educationLevel: known('upperSecondary', AT), sex: known('M', AT) };
    const view = await db.inContext(actors.window, async (ctx) =>
      describeSuggestions(ctx, await suggestFor(ctx, facts, [{ code: 'vocational_training', urgency: 'long' }], { admin2: 'ZZ-0101', limit: 10 }), facts));
    expect(view.needs[0]?.offers.map((o) => [o.serviceId, o.asOf])).toEqual([['zz-youth-trades', 2021]]);
    expect(view.services['zz-youth-trades']?.name.es).toBe('Oficios para jóvenes');
  });

  it('never suggest a closed service, nor one for the other sex', async () => {
    const facts = { age: known(30, AT), sex: known('M', AT) };
    const found = await db.inContext(actors.window, (ctx) =>
      suggestFor(ctx, facts, [{ code: 'food', urgency: '24h' }, { code: 'counselling', urgency: 'long' }], { admin2: 'ZZ-0202', limit: 20 }));
    const offered = found.needs.flatMap((n) => n.offers.map((o) => o.serviceId));
    expect(offered).not.toContain('zz-old-kitchen');
    expect(offered).not.toContain('zz-women-group');
  });

  it('know the destination of the case without asking the person again', async () => {
    const there = (admin2: string) => db.inContext(actors.window, (ctx) =>
      suggestFor(ctx, { age: known(30, AT) }, [{ code: 'public_employment', urgency: 'long' }], { admin2, limit: 20 }));
    expect((await there('ZZ-0202')).needs[0]?.offers.map((o) => [o.serviceId, o.verdict])).toEqual([['zz-town-work', 'fits']]);
    expect((await there('ZZ-0101')).needs[0]?.offers).toEqual([]);
  });

  it('see a changed directory at once', async () => {
    const ask = () => db.inContext(actors.window, (ctx) => suggestFor(ctx, {}, [{ code: 'legal_orientation', urgency: 'long' }], { admin2: null, limit: 20 }));
    expect((await ask()).needs[0]?.offers.some((o) => o.serviceId === 'zz-legal-desk')).toBe(true);
    await db.owner(`update directory.service set matchable = false where id = 'zz-legal-desk'`);
    await db.owner('update directory.version set version = version + 1');
    expect((await ask()).needs[0]?.offers.some((o) => o.serviceId === 'zz-legal-desk')).toBe(false);
  });
});

describe('places', () => {
  it('are found by a name without accents, with a slip, and by another official code', async () => {
    await db.inContext(actors.reception, (ctx) => {
      expect(findPlaces(ctx, { text: 'las penas', limit: 5 })[0]?.admin2).toBe('ZZ-0202');
      expect(findPlaces(ctx, { text: 'Ciudad Mustra', limit: 5 })[0]?.admin2).toBe('ZZ-0201');
      expect(findPlaces(ctx, { id: 'ZZM1', limit: 5 }).map((p) => p.admin2)).toEqual(['ZZ-0204', 'ZZ-0205']);
      return Promise.resolve();
    });
  });

  it('name the reception points of the country', async () => {
    const points = await db.inContext(actors.reception, (ctx) => receptionPoints(ctx));
    expect(ids(points)).toEqual(['zz-rp-airfield', 'zz-rp-harbour']);
  });
});
