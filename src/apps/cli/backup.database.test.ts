import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit } from '#access';
import { actors } from '../../../tests/support/actors.ts';
import { emptyDatabase, testDatabase } from '../../../tests/support/database.ts';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { backUp, inReferenceOrder, restore } from './backup.ts';
import { readKeyFile } from './sealed-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-backup-'));
const file = path.join(folder, 'backup.vbk');
let source: TestDatabase;
let key: Buffer;

/** Every table of a database as text, so that two can be compared to the last byte. */
async function everything(db: TestDatabase): Promise<Record<string, unknown>> {
  const tables = await db.owner<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public') and c.relname <> 'migration' order by 1`);
  const all: Record<string, unknown> = {};
  for (const { name } of tables) all[name] = (await db.owner(`select count(*) as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} t`))[0];
  all['sequences'] = await db.owner(`select schemaname, sequencename, last_value from pg_sequences where schemaname <> 'public' order by 1, 2`);
  return all;
}

beforeAll(async () => {
  source = await testDatabase();
  ({ key } = readKeyFile(path.join(folder, 'key'), true));
  await source.owner(`insert into access.sign_in_try (key, at) select 'línea\t' || n || e'\\n\\\\N', now() from generate_series(1, 20000) n`);
  for (let n = 0; n < 5; n++) {
    await source.inContext(actors.auditor, async (ctx) => appendAudit(ctx, { action: 'test.open', kind: 'case_file', id: String(n), subject: null, outcome: 'done' }));
  }
  await backUp(source.ownerUrl, folder, file, key);
});
afterAll(async () => {
  await source.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('backup and restore', () => {
  it('brings every row of every table back exactly', async () => {
    const target = await emptyDatabase();
    try {
      const done = await restore(target.ownerUrl, folder, file, key);
      expect(done.rows).toBeGreaterThan(20_000);
      expect(await everything(target)).toEqual(await everything(source));
    } finally {
      await target.close();
    }
  });

  it('refuses a database that is not empty, and changes nothing', async () => {
    const target = await testDatabase();
    try {
      const before = await everything(target);
      await expect(restore(target.ownerUrl, folder, file, key)).rejects.toThrow('cli.database-not-empty');
      expect(await everything(target)).toEqual(before);
    } finally {
      await target.close();
    }
  });

  it('keeps nothing of a file of which one byte was changed', async () => {
    const target = await emptyDatabase();
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = bytes[middle]! ^ 1;
    writeFileSync(path.join(folder, 'changed.vbk'), bytes);
    try {
      await expect(restore(target.ownerUrl, folder, path.join(folder, 'changed.vbk'), key)).rejects.toThrow('cli.backup-unreadable');
      expect(await target.owner('select from access.sign_in_try')).toHaveLength(0);
    } finally {
      await target.close();
    }
  });

  it('cannot be read with another key, nor without one', async () => {
    const target = await emptyDatabase();
    try {
      await expect(restore(target.ownerUrl, folder, file, Buffer.from('x'.repeat(43)))).rejects.toThrow('cli.backup-unreadable');
      expect(() => readKeyFile(path.join(folder, 'no-such-key'), false)).toThrow('cli.key-file-missing');
      expect(readFileSync(file).includes(Buffer.from('línea'))).toBe(false);
    } finally {
      await target.close();
    }
  });

  it('refuses a backup of another version', async () => {
    const target = await emptyDatabase();
    try {
      await target.owner(`update platform.migration set checksum = 'another' where name = (select min(name) from platform.migration)`);
      await expect(restore(target.ownerUrl, folder, file, key)).rejects.toThrow('cli.backup-other-version');
    } finally {
      await target.close();
    }
  });

  it('refuses to write over a file, and keeps key and backup from other users', async () => {
    await expect(backUp(source.ownerUrl, folder, file, key)).rejects.toThrow('cli.file-exists');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(path.join(folder, 'key')).mode & 0o077).toBe(0);
  });

  it('puts tables after those they refer to', () => {
    const table = (name: string) => ({ name, columns: [] });
    const order = inReferenceOrder([table('a'), table('b'), table('c')], [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }]).map((t) => t.name);
    expect(order).toEqual(['c', 'b', 'a']);
    expect(() => inReferenceOrder([table('a'), table('b')], [{ from: 'a', to: 'b' }, { from: 'b', to: 'a' }])).toThrow('circle');
  });
});
