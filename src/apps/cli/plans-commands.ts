import { appendAudit } from '#access';
import type { CountryCode } from '#kernel/codes';
import { keepRhythm, recompute } from '#plans';
import type { OpenHouse } from '../server/house.ts';
import { asSystem, countryOf, withHouse } from './house-commands.ts';
import type { Command, Terminal, Values } from './terminal.ts';

/** The country that is named, or all of them. */
function countriesOf(open: OpenHouse, values: Values): readonly CountryCode[] {
  const wanted = values['country'];
  return typeof wanted === 'string' ? [countryOf(open, wanted)] : [...open.house.packs.keys()];
}

async function noteDone(open: OpenHouse, country: CountryCode, action: string, kind: string): Promise<void> {
  await asSystem(open, country, 'administration', async (ctx) => appendAudit(ctx, { action, kind, id: null, subject: null, outcome: 'done' }));
}

async function scoreCountry(terminal: Terminal, open: OpenHouse, country: CountryCode, set: string | undefined): Promise<void> {
  let [scored, without] = [0, 0];
  for (let after: string | null = null; ;) {
    const done = await asSystem(open, country, 'administration', (ctx) => recompute(ctx, set, after));
    scored += done.scored;
    without += done.withoutText;
    after = done.next;
    if (after) continue;
    await noteDone(open, country, 'plans.scores', 'survey-scores');
    return terminal.print(terminal.t('cli.plans-scores', { country, set: done.weightSet, scored, without, official: String(done.official) }));
  }
}

async function rhythmOfCountry(terminal: Terminal, open: OpenHouse, country: CountryCode): Promise<void> {
  const all = { cases: 0, moved: 0, ended: 0, added: 0 };
  for (let after: string | null = null; ;) {
    const done = await asSystem(open, country, 'administration', (ctx) => keepRhythm(ctx, after));
    for (const key of ['cases', 'moved', 'ended', 'added'] as const) all[key] += done[key];
    after = done.next;
    if (after) continue;
    await noteDone(open, country, 'plans.rhythm', 'follow-up-rhythm');
    return terminal.print(terminal.t('cli.plans-rhythm', { country, ...all }));
  }
}

const scores: Command = {
  name: 'plans scores', options: { country: { type: 'string' }, set: { type: 'string' } },
  run: (terminal, values) => withHouse(terminal, async (open) => {
    const set = values['set'];
    for (const country of countriesOf(open, values)) await scoreCountry(terminal, open, country, typeof set === 'string' ? set : undefined);
  }),
};

const rhythm: Command = {
  name: 'plans rhythm', options: { country: { type: 'string' } },
  run: (terminal, values) => withHouse(terminal, async (open) => {
    for (const country of countriesOf(open, values)) await rhythmOfCountry(terminal, open, country);
  }),
};

/** Commands about follow-up as a whole: scores under other weights, a changed rhythm for open cases. */
export const plansCommands: readonly Command[] = [scores, rhythm];
