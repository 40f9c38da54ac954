import { Refused } from '#kernel/errors';
import { ConfigError } from '#platform/config';
import { PackError } from '#platform/country';
import { EmbeddedDatabaseError } from '#platform/db/embedded';
import { MigrationError } from '#platform/db/migrate';
import { serverText } from '#platform/i18n';
import { backupCommands } from './backup-commands.ts';
import { directoryCommands } from './directory-commands.ts';
import { devCommands } from './dev-commands.ts';
import { houseCommands } from './house-commands.ts';
import { importCommand } from './import-command.ts';
import { packCommands } from './pack-commands.ts';
import { plansCommands } from './plans-commands.ts';
import { registryCommands } from './registry-commands.ts';
import { findCommand, help, readArguments, terminalLocale, type Command, type Terminal } from './terminal.ts';

/** Every command of `ventanilla`, in the order of the help. */
export const commands: readonly Command[] = [...houseCommands, importCommand, ...registryCommands, ...plansCommands, ...packCommands, ...directoryCommands, ...backupCommands, ...devCommands];

const USAGE = 2;

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** What went wrong, for the person at the terminal: a sentence for what can happen, the stack only for a fault of ours. */
function explain(error: unknown, t: Terminal['t']): string {
  if (error instanceof Refused) return error.problems.map((p) => `${t(`errors.${p.code}`, p.params)}${p.field ? ` (${p.field})` : ''}`).join('\n');
  const expected = [ConfigError, PackError, EmbeddedDatabaseError, MigrationError].some((kind) => error instanceof kind);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (expected || /^(E[A-Z]+|28|3D|08)/.test(code)) return (error as Error).message;
  return (error as Error).stack ?? String(error);
}

/** Runs one line of arguments; the result is the exit code. */
export async function runLine(line: readonly string[], terminal: Terminal, complain: (text: string) => void): Promise<number> {
  const found = findCommand(commands, line);
  if (!found) {
    const asked = line.length === 0 || ['help', '--help', '-h'].includes(line[0] ?? '');
    (asked ? terminal.print : complain)(`${asked ? '' : `${terminal.t('cli.unknown-command', { command: line.join(' ') })}\n\n`}${help(commands, terminal.t)}`);
    return asked ? 0 : USAGE;
  }
  try {
    const { values, operands } = readArguments(found.command, found.rest);
    await found.command.run(terminal, values, operands);
    return 0;
  } catch (error) {
    complain(explain(error, terminal.t));
    return 1;
  }
}

if (import.meta.main) {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const terminal: Terminal = { env: process.env, t: serverText(terminalLocale(process.env)), print, readInput: standardInput };
  process.exitCode = await runLine(process.argv.slice(2), terminal, (text) => void process.stderr.write(`${text}\n`));
}
