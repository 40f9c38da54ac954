import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit } from '#access';
import { serverText } from '#platform/i18n';
import { actors } from '../../../tests/support/actors.ts';
import { emptyDatabase } from '../../../tests/support/database.ts';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { commands, runLine } from './main.ts';
import { terminalLocale } from './terminal.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-cli-'));
let db: TestDatabase;

beforeAll(async () => { db = await emptyDatabase(); });
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Said { readonly code: number; readonly out: string; readonly err: string }

/** What a line of arguments prints and how it ends, over the test database. */
async function say(line: string, env: Record<string, string> = {}, input = ''): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const environment = { DATABASE_URL: db.ownerUrl, DATA_DIR: folder, COUNTRIES: 'ZZ', LANG: 'en_US.UTF-8', ...env };
  const terminal = { env: environment, t: serverText(terminalLocale(environment)), print: (l: string) => void out.push(l), readInput: async () => input };
  const code = await runLine(line.split(' ').filter(Boolean), terminal, (l) => void err.push(l));
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('the command line', () => {
  it('speaks Spanish unless the terminal is English', async () => {
    expect((await say('', { LANG: 'es_HN.UTF-8' })).out).toContain('Uso:');
    expect((await say('', { LANG: 'C.UTF-8' })).out).toContain('Uso:');
    expect((await say('')).out).toContain('Usage:');
  });

  it('says how each command is called, and refuses one that does not exist', async () => {
    const { out } = await say('help');
    for (const c of commands) {
      expect(out).toContain(`  ${c.name}`);
      expect(out).not.toContain('cli.help.');
    }
    expect(await say('dance')).toMatchObject({ code: 2, err: expect.stringContaining('There is no command "dance"') as string });
  });

  it('prepares the database and loads the packs, as often as one likes', async () => {
    expect(await say('migrate')).toMatchObject({ code: 0, out: expect.stringContaining('Countries: ZZ') as string });
    expect((await say('migrate')).code).toBe(0);
    expect((await say('office list --country zz')).out).toContain('window-zz-0101');
  });

  it('adds an account with a made-up password that is shown once', async () => {
    await say('migrate');
    const added = await say('user add --country ZZ --login ana.lopez --name Ana --role window --office window-zz-0101');
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).toMatch(/First password \(not shown again\): [\w-]{20,}/);
    const [account] = await db.owner(`select role, must_change_password, demo, password_hash from access.user_account where login = 'ana.lopez'`);
    expect(account).toMatchObject({ role: 'window', must_change_password: true, demo: false });
    expect(account?.['password_hash']).toMatch(/^\$argon2id\$/);
  });

  it('reads a password from standard input and does not show it', async () => {
    const added = await say('user add --country ZZ --login luis.paz --name Luis --role supervisor --office national-zz --password-stdin', {}, 'una frase bastante larga\n');
    expect(added.code).toBe(0);
    expect(added.out).not.toContain('frase');
  });

  it('refuses a login that is taken, a role and an office that do not exist, and a missing option, each by name', async () => {
    await say('user add --country ZZ --login rosa.gil --name Rosa --role window --office window-zz-0101');
    expect((await say('user add --country ZZ --login rosa.gil --name Rosa --role window --office window-zz-0101')).err).toContain('rosa.gil exists already');
    expect((await say('user add --country ZZ --login x.y --name X --role king --office window-zz-0101')).err).toContain('(role)');
    expect((await say('user add --country ZZ --login x.y --name X --role window --office no-such-office')).code).toBe(1);
    expect((await say('user add --country ZZ --name X')).err).toContain('--login is missing');
    expect((await say('user add --country FR --login x.y --name X --role window')).err).toContain('no pack for the country "FR"');
    expect((await say('user add --nonsense')).err).toContain('--nonsense');
  });

  it('lists who opened a case, by name and office, without content', async () => {
    const caseId = '01a1e9af-b4ae-7974-b22d-b2ab9453c00f';
    await db.inContext(actors.window, async (ctx) => appendAudit(ctx, { action: 'registry.read-cases', kind: 'case_file', id: caseId, subject: null, outcome: 'done' }));
    const { code, out } = await say(`audit readers --country ZZ --case ${caseId}`);
    expect(code).toBe(0);
    expect(out).toMatch(/ventanilla|window/i);
    expect(out).toContain('1 entry.');
    expect((await say('audit readers --country ZZ --case x')).code).not.toBe(0);
    await db.owner(`delete from access.audit_entry`);
    await db.owner(`delete from access.audit_head`);
  });

  it('verifies the audit chains, writes their heads, and notices an entry that was changed', async () => {
    await say('migrate');
    await db.inContext(actors.auditor, async (ctx) => appendAudit(ctx, { action: 'test.open', kind: 'case_file', id: '1', subject: null, outcome: 'done' }));
    expect(await say('audit verify')).toMatchObject({ code: 0, out: expect.stringContaining('ZZ: 1 entry in 1 chain, unaltered') as string });
    const heads = path.join(folder, 'heads.json');
    expect((await say(`audit export --file ${heads}`)).code).toBe(0);
    expect(JSON.parse(readFileSync(heads, 'utf8'))).toMatchObject({ countries: [{ country: 'ZZ', ok: true, entries: 1, heads: [{ seq: 1 }] }] });
    await db.owner(`update access.audit_entry set record_id = '2'`);
    const broken = await say('audit verify');
    expect(broken).toMatchObject({ code: 1, out: expect.stringContaining('the content was changed') as string });
  });

  it('moves the demo clock forward only, and only in demo mode', async () => {
    expect((await say('clock --days 30')).out).toContain('30 days ahead');
    expect((await say('clock')).out).toContain('30 days ahead');
    expect((await say('clock --days -3')).code).toBe(1);
    expect((await say('clock --days 3', { DEMO: '0' })).err).toContain('demo mode only');
    expect((await say('seed', { DEMO: '0' })).err).toContain('demo mode only');
  });

  it('takes an arrival list in, all of it, once; names rows, columns, a wrong point and a file that is no list', async () => {
    const list = path.join(folder, 'lista.csv');
    writeFileSync(list, 'NOMBRES;APELLIDOS;FECHA NAC;SEXO\nLía;Inventada;31/02/1999;F\nBruno;Inventado;05/06/1980;M\n');
    const line = `import ${list} --country ZZ --point zz-rp-harbour --sender Prueba`;
    const first = await say(line);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Row 2, FECHA NAC');
    expect(first.out).toContain('2 people taken in');
    expect((await say(line)).out).toContain('nothing was changed');
    expect(await db.owner('select from reception.manifest_row')).toHaveLength(2);
    expect((await say(line.replace('zz-rp-harbour', 'window-zz-0101'))).err).toContain('zz-rp-harbour');
    writeFileSync(path.join(folder, 'foto.csv'), Buffer.from('%PDF-1.7 not a list'));
    expect((await say(line.replace('lista.csv', 'foto.csv'))).code).toBe(1);
    expect(await db.owner('select from reception.manifest')).toHaveLength(1);
  });

  it('checks the packs and names file and line of what is wrong', async () => {
    expect(await say('pack check')).toMatchObject({ code: 0, err: '' });
  });

  it('backs up with a key that it makes, and names what stands in the way of a restore', async () => {
    const key = path.join(folder, 'key');
    const file = path.join(folder, 'all.vbk');
    const saved = await say(`backup --file ${file} --key-file ${key}`);
    expect(saved).toMatchObject({ code: 0, err: '' });
    expect(saved.out).toContain('Keep it somewhere else');
    expect((await say(`restore --file ${file} --key-file ${key}`)).err).toContain('The database is not empty');
    writeFileSync(path.join(folder, 'note.txt'), 'not a backup, only a note that somebody wrote about one');
    expect((await say(`restore --file ${path.join(folder, 'note.txt')} --key-file ${key}`)).err).toContain('is not a backup');
    expect((await say(`restore --file ${path.join(folder, 'nothing.vbk')} --key-file ${key}`)).err).toContain('does not exist');
  });
});
