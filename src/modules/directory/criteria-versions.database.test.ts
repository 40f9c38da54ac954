import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { known } from '#kernel/facts';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { criteriaForm } from './criteria-form/service.ts';
import { versionsOf } from './criteria-repository.ts';
import { criteriaHistory, saveCriteria } from './criteria-service.ts';
import { suggestFor, today } from './service.ts';
import { loadDirectory } from './service/load.ts';

let db: TestDatabase;
let day: string;
const SERVICE = 'zz-job-office';
const grown = { fact: 'age', op: 'gte', value: 40 };

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), async (ctx) => {
    await loadDirectory(ctx);
    day = today(ctx);
  });
});
afterAll(() => db.close());

const save = (changes: object = {}) => db.inContext(actors.steward, (ctx) =>
  saveCriteria(ctx, SERVICE, { basedOn: 1, criteria: grown, from: addDays(day, 3), until: null, reason: 'Circular inventada', ...changes }));

describe('versions of the conditions of a service', () => {
  it('begin with those of the pack, for as long as the service is known', async () => {
    const { versions } = await db.inContext(actors.window, (ctx) => criteriaHistory(ctx, SERVICE));
    expect(versions).toMatchObject([{ version: 1, source: 'pack', from: null, until: null, inForce: true }]);
  });

  it('are refused where nobody can meet them, where they begin in the past, or where somebody else saved before', async () => {
    await expect(save({ criteria: { all: [grown, { not: grown }] } })).rejects.toThrow('directory.criteria-never-true');
    await expect(save({ from: addDays(day, -1) })).rejects.toThrow('directory.criteria-in-the-past');
    await expect(save({ basedOn: 0 })).rejects.toThrow('directory.criteria-changed');
  });

  it('hold from their day on; the days before are judged by the ones before, and the verdict says by which', async () => {
    expect(await save()).toEqual({ version: 2 });
    await db.inContext(actors.window, async (ctx) => {
      const judged = async (on: string) => {
        const s = await suggestFor(ctx, { age: known(30, day) }, [{ code: 'job_placement', urgency: 'long' }], { admin2: 'ZZ-0101', limit: 50, on });
        return [...s.needs[0]!.offers, ...s.needs[0]!.notFitting].find((one) => one.serviceId === SERVICE);
      };
      expect((await judged(day))?.rules).toMatchObject({ version: 1, source: 'pack' });
      expect(await judged(addDays(day, 3))).toMatchObject({ verdict: 'doesNotFit', rules: { version: 2, source: 'steward', from: addDays(day, 3) } });
    });
  });

  it('say who wrote them, why, and which one judges today', async () => {
    const { versions } = await db.inContext(actors.window, (ctx) => criteriaHistory(ctx, SERVICE));
    expect(versions).toMatchObject([{ version: 2, by: actors.steward.displayName, reason: 'Circular inventada', inForce: false }, { version: 1, by: null, inForce: true }]);
  });

  it('are refused where nobody can meet them together with what the service asks for one need', async () => {
    const command = { basedOn: 1, criteria: { fact: 'wantsBusiness', op: 'is', value: false }, from: day, until: null, reason: 'x' } as const;
    await expect(db.inContext(actors.steward, (ctx) => saveCriteria(ctx, 'zz-seed-money', command))).rejects.toThrow('directory.criteria-never-true');
  });

  it('come with made-up people and names for who writes them', async () => {
    const form = await db.inContext(actors.steward, criteriaForm);
    expect(form.people.length).toBeGreaterThan(10);
    expect(form.placeNames['ZZ-0101']).toBe('Puerto Alba');
    expect(form.documents).toContainEqual(expect.objectContaining({ id: 'zz-id-card' }));
  });

  it('are written by stewards only, and never changed, by the wall of the database alone', async () => {
    const add = (actor: typeof actors.window) => db.inContext(actor, (ctx) => saveCriteria(ctx, SERVICE, { basedOn: 2, criteria: grown, from: day, until: null, reason: 'x' }));
    await expect(add(actors.window)).rejects.toThrow();
    await expect(db.asActor(actors.steward, (tx) => tx.updateTable('directory.service_criteria' as never).set({ reason: 'y' } as never).execute())).rejects.toThrow();
    expect(await db.asActor(actors.abroad, (tx) => versionsOf(actors.abroad, tx, SERVICE))).toEqual([]);
  });
});
