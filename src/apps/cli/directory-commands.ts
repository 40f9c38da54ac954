import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { appendAudit } from '#access';
import { EXPORT_FORMATS, importFile, rehearseImport, stewardFile } from '#directory';
import { importQuerySchema, type ImportReport } from '#directory/schema';
import { systemActor, type Actor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { refuse } from '#kernel/errors';
import { inContext } from '#platform/context';
import { shapeProblems } from '#platform/http/problems';
import type { OpenHouse } from '../server/house.ts';
import { countryOf, withHouse } from './house-commands.ts';
import { needed, onlyOperand, terminalLocale, type Command, type Terminal, type Values } from './terminal.ts';

/** The product itself, acting as a steward: what it proposes, a steward publishes. */
const keeper = (terminal: Terminal, country: CountryCode): Actor =>
  ({ ...systemActor(country), role: 'steward', displayName: 'ventanilla directory', locale: terminalLocale(terminal.env) });

function formatOf(file: string): (typeof EXPORT_FORMATS)[number] {
  const format = EXPORT_FORMATS.find((one) => file.toLowerCase().endsWith(`.${one}`));
  if (!format) throw refuse('cli.directory-format');
  return format;
}

async function writeOut(terminal: Terminal, open: OpenHouse, values: Values, file: string): Promise<void> {
  const actor = keeper(terminal, countryOf(open, needed(values, 'country')));
  const format = formatOf(file);
  const { bytes } = await inContext(open.house, { actor, purpose: 'directory-upkeep', now: open.clock.now() }, (ctx) => stewardFile(ctx, format));
  try {
    writeFileSync(file, bytes, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw refuse('cli.file-exists', { params: { file } });
    throw error;
  }
  terminal.print(terminal.t('cli.written', { file }));
}

/** One more than is ever read: a longer file is refused for its length. */
const MOST_BYTES = 64 * 1024 * 1024;

function readIn(file: string): Buffer {
  try {
    if (statSync(file).size <= MOST_BYTES) return readFileSync(file);
  } catch {
    throw refuse('cli.file-missing', { params: { file } });
  }
  throw refuse('directory.import-too-large', { params: { max: MOST_BYTES / 2 / 1024 / 1024 } });
}

function printReport({ print, t }: Terminal, report: ImportReport): void {
  for (const { file, row, column, message, refuses } of report.problems) {
    print(t(refuses ? 'cli.directory-refused' : 'cli.directory-note', { where: [file, row, column].filter((part) => part !== null && part !== '').join(' · '), message }));
  }
  for (const { kind, id, nameEs, effect, changes } of report.entries) print(t(`cli.directory-${effect}`, { entry: `${kind}.${id}`, name: nameEs, fields: changes.map((one) => one.field).join(', ') }));
  print(t('cli.directory-counts', report.counts));
}

async function takeIn(terminal: Terminal, open: OpenHouse, values: Values, file: string): Promise<void> {
  const actor = keeper(terminal, countryOf(open, needed(values, 'country')));
  const query = importQuerySchema.safeParse({ source: needed(values, 'source'), organizationKind: values['organization-kind'] });
  if (!query.success) throw shapeProblems(query.error);
  const bytes = readIn(file);
  const isRehearsal = values['dry-run'] === true;
  await inContext(open.house, { actor, purpose: 'directory-upkeep', now: open.clock.now() }, async (ctx) => {
    const one = { name: path.basename(file), bytes };
    const report = isRehearsal ? await rehearseImport(ctx, one, query.data) : await importFile(ctx, one, query.data);
    if (!isRehearsal) appendAudit(ctx, { action: 'directory.import', kind: 'directory-import', id: report.importId, subject: null, outcome: 'done' });
    printReport(terminal, report);
    terminal.print(terminal.t(isRehearsal ? 'cli.directory-rehearsed' : 'cli.directory-proposed'));
  });
}

/** The directory as files: out for others, in as proposals. */
export const directoryCommands: readonly Command[] = [
  {
    name: 'directory export', operands: '<file.zip|file.json>', options: { country: { type: 'string' } },
    run: (terminal, values, operands) => {
      const file = onlyOperand(operands, '<file>');
      return withHouse(terminal, (open) => writeOut(terminal, open, values, file));
    },
  },
  {
    name: 'directory import', operands: '<file.zip|file.json>',
    options: { country: { type: 'string' }, source: { type: 'string' }, 'organization-kind': { type: 'string' }, 'dry-run': { type: 'boolean' } },
    run: (terminal, values, operands) => {
      const file = onlyOperand(operands, '<file>');
      return withHouse(terminal, (open) => takeIn(terminal, open, values, file));
    },
  },
];
