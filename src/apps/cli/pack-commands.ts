import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPacks, checkPacks } from '#directory';
import { refuse } from '#kernel/errors';
import { COUNTRIES } from '#kernel/codes';
import { openPacks } from '#platform/country';
import { packFaults } from '../server/slices.ts';
import { needed, type Command, type Terminal } from './terminal.ts';

const FOLDER = fileURLToPath(new URL('../../../countries', import.meta.url));

/** Faults that only a room itself knows. */
const faultsOfRooms = (root: string): string[] => [...openPacks(COUNTRIES, root).values()].flatMap(packFaults);

async function check(terminal: Terminal, folder: string): Promise<void> {
  const faults = checkPacks(folder).map((f) => `${f.file}:${f.line}: ${f.message}`);
  const all = faults.length > 0 ? faults : faultsOfRooms(folder);
  for (const fault of all) terminal.print(path.relative(process.cwd(), fault));
  if (all.length > 0) throw refuse('cli.packs-wrong', { params: { count: all.length } });
  terminal.print(terminal.t('cli.packs-right', { count: COUNTRIES.length }));
}

export const packCommands: readonly Command[] = [
  {
    name: 'pack build', options: { from: { type: 'string' }, to: { type: 'string' } },
    run: async (terminal, values) => {
      const to = typeof values['to'] === 'string' ? values['to'] : FOLDER;
      for (const b of buildPacks(needed(values, 'from'), to, FOLDER)) {
        terminal.print(terminal.t('cli.pack-built', { country: b.country, services: b.services, organizations: b.organizations, offices: b.offices, places: b.places }));
      }
    },
  },
  { name: 'pack check', options: { folder: { type: 'string' } }, run: (terminal, values) => check(terminal, typeof values['folder'] === 'string' ? values['folder'] : FOLDER) },
];
