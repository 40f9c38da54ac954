import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { refuse } from '#kernel/errors';
import { startEmbedded } from '#platform/db/embedded';
import { prepareDatabase } from '#platform/db/migrate';
import { dictionary } from './dictionary.ts';
import type { Command, Terminal } from './terminal.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DICTIONARY = 'docs/data-dictionary.md';
const TYPES = 'src/platform/db/tables.ts';

/** A database that has just been migrated and holds nothing, thrown away afterwards. */
async function withFreshDatabase<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-dev-'));
  const server = await startEmbedded(folder);
  try {
    await prepareDatabase(server.ownerUrl, 'for a moment');
    return await work(server.ownerUrl);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The types of all tables and views, as kysely-codegen reads them, with the number type that our driver really gives. */
function tableTypes(ownerUrl: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-types-'));
  const file = path.join(folder, 'types.ts');
  try {
    const program = path.join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js');
    execFileSync(process.execPath, [program, '--dialect', 'postgres', '--url', ownerUrl, '--out-file', file, '--date-parser', 'string', '--exclude-pattern', 'public.*'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const text = readFileSync(file, 'utf8').replace(/^export type Int8 = .*$/m, 'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;');
    return `/** Shape of the database, made from it by \`npm run ventanilla -- dev types\`; never edited by hand. */\n${text.trimStart()}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function dictionaryOf(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await dictionary(client);
  } finally {
    await client.end();
  }
}

async function generated(): Promise<Record<string, string>> {
  return withFreshDatabase(async (url) => ({ [DICTIONARY]: await dictionaryOf(url), [TYPES]: tableTypes(url) }));
}

function write(terminal: Terminal, files: Record<string, string>, wanted: string): void {
  writeFileSync(path.join(ROOT, wanted), files[wanted]!);
  terminal.print(terminal.t('cli.written', { file: wanted }));
}

/** Files that are made from the database and differ from what it would give now. */
export async function staleFiles(): Promise<string[]> {
  const now = await generated();
  return Object.keys(now).filter((file) => !existsSync(path.join(ROOT, file)) || readFileSync(path.join(ROOT, file), 'utf8') !== now[file]);
}

export const devCommands: readonly Command[] = [
  { name: 'dev types', options: {}, run: async (terminal) => write(terminal, await generated(), TYPES) },
  { name: 'dev dictionary', options: {}, run: async (terminal) => write(terminal, await generated(), DICTIONARY) },
  {
    name: 'dev check', options: {},
    run: async (terminal) => {
      const stale = await staleFiles();
      if (stale.length > 0) throw refuse('cli.stale', { params: { files: stale.join(', ') } });
      terminal.print(terminal.t('cli.fresh'));
    },
  },
];
