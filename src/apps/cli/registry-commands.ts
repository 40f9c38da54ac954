import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { appendAudit, listOffices } from '#access';
import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { refuse } from '#kernel/errors';
import { importedReturns } from '#reception';
import { importRegistrations, linkWholeRegistry } from '#registry';
import type { OpenHouse } from '../server/house.ts';
import { asSystem, countryOf, withHouse } from './house-commands.ts';
import { needed, onlyOperand, type Command, type Terminal, type Values } from './terminal.ts';

/** The office that sees the people: named, or the national one. */
async function officeFor(open: OpenHouse, country: CountryCode, ref: string | undefined): Promise<string> {
  const offices = await asSystem(open, country, 'administration', listOffices);
  const office = offices.find((o) => (ref === undefined ? o.kind === 'national' : o.ref === ref));
  if (!office) throw refuse('cli.no-office', { params: { office: ref ?? '–', known: offices.map((o) => o.ref).slice(0, 20).join(', ') } });
  return office.id;
}

async function bringIn(terminal: Terminal, open: OpenHouse, values: Values, file: string): Promise<void> {
  if (!existsSync(file)) throw refuse('cli.file-missing', { params: { file } });
  const country = countryOf(open, needed(values, 'country'));
  const office = values['office'];
  const officeId = await officeFor(open, country, typeof office === 'string' ? office : undefined);
  const system = typeof values['system'] === 'string' ? values['system'] : path.basename(file).slice(0, 60);
  const { people, leftOut } = await importRegistrations({
    file, system, ownerUrl: open.ownerUrl, packs: open.house.packs, country, officeId, userId: systemActor(country).userId, now: open.clock.now(), skipBad: values['skip-bad'] === true,
    alongside: [importedReturns],
    onProgress: (rows) => { if (rows % 100_000 === 0) terminal.print(terminal.t('cli.registry-progress', { rows })); },
  }, statSync(file).size);
  for (const { line, problem } of leftOut) terminal.print(terminal.t('cli.registry-line', { line, problem: terminal.t(`cli.registry-problem.${problem}`) }));
  if (people > 0) await asSystem(open, country, 'administration', async (ctx) => appendAudit(ctx, { action: 'registry.import', kind: 'registry-import', id: null, subject: null, outcome: 'done' }));
  terminal.print(terminal.t('cli.registry-imported', { people, left: leftOut.length }));
}

const importFile: Command = {
  name: 'registry import', operands: '<file.csv>',
  options: { country: { type: 'string' }, office: { type: 'string' }, system: { type: 'string' }, 'skip-bad': { type: 'boolean' } },
  run: (terminal, values, operands) => {
    const file = onlyOperand(operands, '<file.csv>');
    return withHouse(terminal, (open) => bringIn(terminal, open, values, file));
  },
};

const MOST_THREADS = 4;

async function linkCountry(terminal: Terminal, open: OpenHouse, country: CountryCode, onlyNew: boolean): Promise<void> {
  const done = await linkWholeRegistry(open.house, {
    country, onlyNew, threads: Math.min(availableParallelism(), MOST_THREADS), now: () => open.clock.now(),
    onStep: (step, count) => terminal.print(terminal.t(`cli.registry-link-${step}`, { country, count })),
  });
  await asSystem(open, country, 'administration', async (ctx) => appendAudit(ctx, { action: 'registry.link', kind: 'registry-link', id: done.runId, subject: null, outcome: 'done' }));
  terminal.print(terminal.t('cli.registry-linked', { country, records: done.records, linked: done.linked, review: done.toReview }));
}

/** Compares everybody with everybody, country by country. */
const link: Command = {
  name: 'registry link', options: { country: { type: 'string' }, 'only-new': { type: 'boolean' } },
  run: (terminal, values) => withHouse(terminal, async (open) => {
    const wanted = values['country'];
    const countries = typeof wanted === 'string' ? [countryOf(open, wanted)] : [...open.house.packs.keys()];
    for (const country of countries) await linkCountry(terminal, open, country, values['only-new'] === true);
  }),
};

/** Commands about the registry as a whole. */
export const registryCommands: readonly Command[] = [importFile, link];
