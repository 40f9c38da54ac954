import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Journey } from '../support/browser.ts';
import type { Width } from '../support/browser.ts';
import { startServer } from '../support/process.ts';
import { audits, countsOf, findsHelp, followsUp, movesTheClock, supervises } from './after.ts';
import { receives, takesTheNext, uploadsAList } from './reception.ts';
import { accepts, findsNeeds, interviews, looksAtServices, refers, seesAnswers, takesTheCase } from './window.ts';
import { wordsIn } from './words.ts';

const PASSWORD = 'ventanilla-demo';

interface Story {
  readonly width: Width;
  readonly locale: 'es' | 'en';
  readonly country: 'hn' | 'sv';
  readonly list: string;
  readonly timeZone: string;
}

async function tell(story: Story, steps: (journey: Journey, url: string) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'ventanilla-journey-'));
  const server = await startServer({ DATA_DIR: dataDir, COUNTRIES: story.country.toUpperCase() });
  const journey = await Journey.begin({ url: server.url, width: story.width, locale: story.locale, album: `${story.locale}-${story.width}` });
  try {
    await steps(journey, server.url);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${await journey.whereabouts()}`, { cause: error });
  } finally {
    await journey.end();
    await server.stop();
    expect(journey.problems).toEqual([]);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

const today = (zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
const HONDURAS = { country: 'hn', list: 'hn-omoa-bus-2019-08-14.csv', timeZone: 'America/Tegucigalpa' } as const;

describe.each([{ ...HONDURAS, width: 'desk', locale: 'es' }, { ...HONDURAS, width: 'phone', locale: 'es' }] as const)('from the bus to the follow-up, at $width width', (story) => {
  it('goes through the eight steps', () => tell(story, async (journey, url) => {
    const w = wordsIn(story.locale);
    const before = await countsOf(url, 'supervision.hn', PASSWORD, today(story.timeZone));
    const desk = await journey.signIn('recepcion.hn', PASSWORD);
    await uploadsAList(journey, desk, w, story.list, today(story.timeZone));
    await takesTheNext(journey, desk, w, 'Adela Ficticia Quiroz');
    const { name, publicCode } = await receives(journey, desk, w, 'OSCAR EJEMPLO MURILLO TEJADA', 'Óscar Ejemplo Murillo Tejada');
    expect(publicCode).not.toBe('');

    const office = await journey.signIn('ventanilla.hn', PASSWORD);
    const caseUrl = await takesTheCase(journey, office, w, name);
    await interviews(journey, office, w, 'Cuestionario único');
    await findsNeeds(journey, office, w, 'Colocación laboral');
    await looksAtServices(journey, office, w, 'Colocación laboral');
    await refers(journey, office, w, 'Con Chamba');

    const provider = await journey.signIn('proveedor.hn', PASSWORD);
    await accepts(journey, provider, w, publicCode, 'Murillo');
    await seesAnswers(journey, office, w, caseUrl, 'Carmen');

    await movesTheClock(office, w, 30);
    await followsUp(journey, office, w, 'Anselmo', caseUrl);

    await supervises(journey, await journey.signIn('supervision.hn', PASSWORD), w, { caseUrl, before });
    await audits(journey, await journey.signIn('auditoria.hn', PASSWORD));
    await findsHelp(journey, await journey.open({ script: false }), 'hn', 'San Pedro Sula');
  }));
});

describe('the same house in English', () => {
  it('receives, opens the case, reads the inbox, counts, and shows services', () => tell({ country: 'sv', list: 'sv-vuelo-2019-05-21.csv', timeZone: 'America/El_Salvador', width: 'desk', locale: 'en' }, async (journey) => {
    const w = wordsIn('en');
    const desk = await journey.signIn('recepcion.sv', PASSWORD);
    await journey.switchToEnglish(desk);
    await uploadsAList(journey, desk, w, 'sv-vuelo-2019-05-21.csv', today('America/El_Salvador'));
    const { name } = await receives(journey, desk, w, 'OSCAR EJEMPLO MURILLO TEJADA', 'Óscar Ejemplo Murillo Tejada');

    const office = await journey.signIn('ventanilla.sv', PASSWORD);
    await journey.switchToEnglish(office);
    await takesTheCase(journey, office, w, name);
    await interviews(journey, office, w, 'Single questionnaire');

    const provider = await journey.signIn('proveedor.sv', PASSWORD);
    await journey.switchToEnglish(provider);
    await accepts(journey, provider, w, 'Mateo', 'Rivas');

    const supervisor = await journey.signIn('supervision.sv', PASSWORD);
    await journey.switchToEnglish(supervisor);
    await supervisor.goto('/app/counts');
    await supervisor.getByRole('table').first().waitFor();
    await journey.look(supervisor, 'counts');
    await findsHelp(journey, await journey.open({ script: false }), 'sv', 'San Salvador');
  }));
});
