import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { systemActor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { MOST_TRIES_PER_LOGIN } from './rules.ts';
import * as service from './service.ts';

let db: TestDatabase;
const system = systemActor('ZZ');
const note = { action: 'test.read', kind: 'person', id: 'p1', subject: newId(), outcome: 'done' as const };
const from = { ip: '127.0.0.1', demo: true, keySecret: 'k' };

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function entries(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await db.inContext(actors.window, async (ctx) => service.appendAudit({ ...ctx, requestId: `r${i}` }, note));
}

describe('the audit chain', () => {
  it('verifies after many readers wrote at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, i) => db.inContext(actors.window, async (ctx) => service.appendAudit({ ...ctx, requestId: `x${i}` }, note))));
    const check = await db.inContext(actors.auditor, (ctx) => service.verifyAudit(ctx));
    expect(check.faults).toEqual([]);
    expect(check.entries).toBe(30);
  });

  it('cannot be written, changed or emptied by the runtime role', async () => {
    for (const attempt of [
      sql`insert into access.audit_entry (chain, seq) values ('ZZ-0', 99)`, sql`update access.audit_entry set outcome = 'refused'`,
      sql`delete from access.audit_entry`, sql`truncate access.audit_entry`, sql`update access.audit_head set seq = 0`,
    ]) {
      await expect(db.asActor(actors.administrator, (tx) => attempt.execute(tx))).rejects.toThrow(/permission denied/);
    }
  });

  it.each([
    ['a changed entry', `update access.audit_entry set record_id = 'other' where seq = 1`, 'changed'],
    ['a removed entry', `delete from access.audit_entry e where seq = 1 and exists (select from access.audit_entry f where f.chain = e.chain and f.seq = 2)`, 'gap'],
    ['a removed tail', `delete from access.audit_entry e using access.audit_head h where h.chain = e.chain and h.seq = e.seq`, 'head'],
  ])('shows %s, even one made by the owner of the database', async (_, tamper, fault) => {
    await entries(24);
    await db.owner(`create temp table if not exists nothing (x int)`);
    await db.owner('create table access.copy_of_entries as select * from access.audit_entry');
    await db.owner(tamper);
    const check = await db.inContext(actors.auditor, (ctx) => service.verifyAudit(ctx));
    await db.owner('delete from access.audit_entry');
    await db.owner('insert into access.audit_entry select * from access.copy_of_entries');
    await db.owner('drop table access.copy_of_entries');
    expect(check.ok).toBe(false);
    expect(check.faults.map((f) => f.fault)).toContain(fault);
    expect((await db.inContext(actors.auditor, (ctx) => service.verifyAudit(ctx))).ok).toBe(true);
  });

  it('is read by auditors and supervisors, and by nobody else', async () => {
    const seen = async (actor: typeof actors.auditor) => (await db.inContext(actor, (ctx) => service.readersOf(ctx, [note.subject]))).length;
    expect(await seen(actors.auditor)).toBeGreaterThan(0);
    expect(await seen(actors.supervisor)).toBeGreaterThan(0);
    for (const other of [actors.window, actors.provider, actors.analyst, actors.reception, actors.abroad]) expect(await seen(other)).toBe(0);
  });
});

describe('accounts and sessions', () => {
  const account = { login: 'prueba.ventanilla', displayName: 'Cuenta de prueba', role: 'window' as const, country: 'ZZ' as const, officeRef: null, organizationId: null, locale: 'es' as const, password: 'una clave de prueba', demo: false };

  it('open with the right password, and a wrong one tells nothing about whether the account exists', async () => {
    await db.inContext(system, (ctx) => service.addAccount(ctx, account, { mustChange: false }));
    const good = await db.inContext(system, (ctx) => service.openSession(ctx, { login: account.login, password: account.password }, from));
    const wrong = await db.inContext(system, (ctx) => service.openSession(ctx, { login: account.login, password: 'otra' }, from));
    const nobody = await db.inContext(system, (ctx) => service.openSession(ctx, { login: 'no.existe', password: 'otra' }, from));
    expect(good.ok).toBe(true);
    expect(wrong).toEqual(nobody);
  });

  it('wait after too many wrong tries, also with the right password', async () => {
    for (let i = 0; i < MOST_TRIES_PER_LOGIN; i++) await db.inContext(system, (ctx) => service.openSession(ctx, { login: account.login, password: 'otra' }, from));
    const result = await db.inContext(system, (ctx) => service.openSession(ctx, { login: account.login, password: account.password }, from));
    expect(result).toEqual({ ok: false, code: 'access.too-many-tries' });
    const later = await db.inContext(system, (ctx) => service.openSession(ctx, { login: account.login, password: account.password }, from), { now: new Date(TEST_NOW.getTime() + 16 * 60_000) });
    expect(later.ok).toBe(true);
  });

  it('counts guesses that come all at once like guesses one after the other', async () => {
    const guess = (i: number) => db.inContext(system, (ctx) => service.openSession(ctx, { login: 'adivinada', password: `intento ${i}` }, { ...from, ip: `10.0.0.${i}` }));
    const results = await Promise.all(Array.from({ length: MOST_TRIES_PER_LOGIN * 2 }, (_, i) => guess(i)));
    expect(results.filter((r) => !r.ok && r.code === 'access.wrong-sign-in')).toHaveLength(MOST_TRIES_PER_LOGIN);
  });

  it('demo accounts do not exist outside demo mode', async () => {
    await db.inContext(system, (ctx) => service.addAccount(ctx, { ...account, login: 'demo.prueba', demo: true }, { mustChange: false }));
    const result = await db.inContext(system, (ctx) => service.openSession(ctx, { login: 'demo.prueba', password: account.password }, { ...from, demo: false, ip: '10.0.0.9' }));
    expect(result.ok).toBe(false);
  });

  it('hashes, sessions and tries are closed to everybody who signs in', async () => {
    for (const actor of [actors.window, actors.supervisor, actors.provider, actors.nobody]) {
      const rows = await db.asActor(actor, async (tx) => (await sql`select 1 from access.session union all select 1 from access.sign_in_try union all select 1 from access.user_account where id <> ${actor.userId}`.execute(tx)).rows);
      expect(rows).toEqual([]);
    }
  });
});

describe('offices', () => {
  it('a case goes to the window that names its municipality or department, else to the national one', async () => {
    const office = await db.inContext(actors.reception, (ctx) => service.officeFor(ctx, HOME));
    expect(office.kind).toBe('window');
    await expect(db.inContext(actors.reception, (ctx) => service.officeFor(ctx, 'ZZ-9999'))).rejects.toMatchObject({ problems: [{ code: 'access.unknown-municipality' }] });
  });
  it('offices of another country are not seen', async () => {
    await expect(db.inContext(actors.window, (ctx) => service.getOffice(ctx, OFFICES.abroad.id))).rejects.toMatchObject({ status: 404 });
  });
});
