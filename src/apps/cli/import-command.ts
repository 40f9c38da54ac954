import { readFileSync } from 'node:fs';
import path from 'node:path';
import { appendAudit, listOffices } from '#access';
import { systemActor, type Actor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { dayIn } from '#kernel/dates';
import { refuse } from '#kernel/errors';
import { inContext } from '#platform/context';
import { shapeProblems } from '#platform/http/problems';
import { acceptUpload, uploadList } from '#reception';
import { AcceptUpload } from '#reception/schema';
import type { OpenHouse } from '../server/house.ts';
import { asSystem, countryOf, withHouse } from './house-commands.ts';
import { needed, onlyOperand, type Command, type Terminal, type Values } from './terminal.ts';

function readList(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw refuse('cli.file-missing', { params: { file } });
  }
}

/** Who takes the list in: the product itself, at the desk of one reception point. */
async function atPoint(open: OpenHouse, country: CountryCode, ref: string): Promise<Actor> {
  const offices = await asSystem(open, country, 'administration', listOffices);
  const office = offices.find((o) => o.ref === ref && o.kind === 'reception');
  if (!office) throw refuse('cli.no-reception-point', { params: { office: ref, known: offices.filter((o) => o.kind === 'reception').map((o) => o.ref).join(', ') } });
  return { ...systemActor(country), role: 'reception', officeId: office.id, organizationId: office.organizationId, displayName: 'ventanilla import' };
}

function acceptance(values: Values, today: string): AcceptUpload {
  const command = AcceptUpload.safeParse({ details: { arrivesOn: values['on'] ?? today, mode: values['by'] ?? 'land', sender: needed(values, 'sender') } });
  if (!command.success) throw shapeProblems(command.error);
  return command.data;
}

async function takeIn(terminal: Terminal, open: OpenHouse, values: Values, file: string): Promise<void> {
  const country = countryOf(open, needed(values, 'country'));
  const now = open.clock.now();
  const actor = await atPoint(open, country, needed(values, 'point'));
  const command = acceptance(values, dayIn(open.house.packs.get(country)!.info.timeZone, now));
  const list = { name: path.basename(file), bytes: readList(file) };
  await inContext(open.house, { actor, purpose: 'reception', now }, async (ctx) => {
    const { uploadId, reading } = await uploadList(ctx, list);
    for (const row of reading.rows) for (const p of row.problems) terminal.print(terminal.t('cli.list-problem', { row: p.row, column: p.header ?? p.column ?? '', problem: terminal.t(`reception.problem.${p.code}`, p.params) }));
    const done = await acceptUpload(ctx, uploadId, command);
    appendAudit(ctx, { action: 'reception.upload-list', kind: 'manifest', id: done.manifestId, subject: null, outcome: 'done' });
    terminal.print(terminal.t(done.already ? 'cli.list-known' : 'cli.list-taken', { file: list.name, people: done.people }));
  });
}

/** Takes an arrival list in from a file: problems are printed by row and column, then all of it or nothing. */
export const importCommand: Command = {
  name: 'import', operands: '<file>',
  options: { country: { type: 'string' }, point: { type: 'string' }, sender: { type: 'string' }, on: { type: 'string' }, by: { type: 'string' } },
  run: (terminal, values, operands) => {
    const file = onlyOperand(operands, '<file>');
    return withHouse(terminal, (open) => takeIn(terminal, open, values, file));
  },
};
