import { existsSync } from 'node:fs';
import { readConfig } from '#platform/config';
import { startEmbedded } from '#platform/db/embedded';
import { prepareDatabase } from '#platform/db/migrate';
import { secret } from '#platform/secrets';
import { backUp, restore } from './backup.ts';
import { readKeyFile } from './sealed-file.ts';
import { needed, type Command, type Terminal } from './terminal.ts';

/** The owner's connection, without loading packs: a restored database must be found empty. */
async function withOwner<T>(terminal: Terminal, work: (ownerUrl: string, dataDir: string) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.env);
  const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir);
  const ownerUrl = config.databaseUrl ?? embedded!.ownerUrl;
  try {
    await prepareDatabase(ownerUrl, secret(config.dataDir, 'database-runtime-password'));
    return await work(ownerUrl, config.dataDir);
  } finally {
    if (embedded && !embedded.adopted) await embedded.stop();
  }
}

const backupCommand: Command = {
  name: 'backup', options: { file: { type: 'string' }, 'key-file': { type: 'string' } },
  run: async (terminal, values) => {
    const file = needed(values, 'file');
    const keyFile = needed(values, 'key-file');
    const isNew = !existsSync(keyFile);
    const { key } = readKeyFile(keyFile, true);
    const done = await withOwner(terminal, (ownerUrl, dataDir) => backUp(ownerUrl, dataDir, file, key));
    terminal.print(terminal.t('cli.backed-up', { file, tables: done.tables, rows: done.rows }));
    if (isNew) terminal.print(terminal.t('cli.key-made', { file: keyFile }));
  },
};

const restoreCommand: Command = {
  name: 'restore', options: { file: { type: 'string' }, 'key-file': { type: 'string' } },
  run: async (terminal, values) => {
    const file = needed(values, 'file');
    const { key } = readKeyFile(needed(values, 'key-file'), false);
    const done = await withOwner(terminal, (ownerUrl, dataDir) => restore(ownerUrl, dataDir, file, key));
    terminal.print(terminal.t('cli.restored', { file, tables: done.tables, rows: done.rows }));
  },
};

export const backupCommands: readonly Command[] = [backupCommand, restoreCommand];
