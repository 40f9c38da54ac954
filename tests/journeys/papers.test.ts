import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { isTellTale } from '#directory';
import { Journey, type JourneyOptions } from '../support/browser.ts';
import { startServer } from '../support/process.ts';
import { textOnPaper } from './on-paper.ts';
import { wordsIn, type Words } from './words.ts';

/** The way to a paper: a caseworker finds it for a person, marks a step and prints the sheet; on the portal the person finds the same way. */

const WANTED = 'mx-ine-card';
const FIRST = 'mx-birth-certificate';

let dataDir: string;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'ventanilla-papers-'));
  server = await startServer({ DATA_DIR: dataDir, COUNTRIES: 'MX' });
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function within(options: Pick<JourneyOptions, 'width' | 'locale' | 'scheme'>, steps: (journey: Journey, w: Words) => Promise<void>): Promise<void> {
  const journey = await Journey.begin({ ...options, url: server.url, album: `papers-${options.locale}-${options.width}` });
  try {
    await steps(journey, wordsIn(options.locale));
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${await journey.whereabouts()}`, { cause: error });
  } finally {
    await journey.end();
  }
  expect(journey.problems).toEqual([]);
}

const stepsOf = (page: Page, w: Words) => page.getByRole('list', { name: w.key('documents.steps'), exact: true }).first().getByRole('listitem');

/** The case is opened, and the paper is added to what it needs. */
async function wantsAPaper(journey: Journey, page: Page, w: Words, person: string): Promise<string> {
  await page.goto('/app/cases?list=mine');
  await page.getByRole('link', { name: new RegExp(person) }).first().click();
  await page.waitForURL(/\/app\/cases\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: w.key('documents.add'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('select[name="paperId"]').selectOption(WANTED);
  await journey.look(page, 'which-paper');
  await dialog.locator('button[type=submit]').click();
  await page.getByRole('link', { name: w.key('documents.see-way') }).waitFor();
  await journey.look(page, 'papers-in-the-case');
  return page.url().split('/').at(-1)!;
}

/** One step is marked as done; what waited for it is next. */
async function obtainsTheFirst(journey: Journey, page: Page, w: Words): Promise<void> {
  await page.getByRole('link', { name: w.key('documents.see-way') }).click();
  await expect.poll(() => stepsOf(page, w).count()).toBe(3);
  await journey.look(page, 'the-way');
  await stepsOf(page, w).first().getByRole('button', { name: w.key('documents.record'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: w.key('documents.step.obtained') }).check();
  await dialog.getByRole('checkbox', { name: w.key('documents.seen') }).check();
  await journey.look(page, 'what-happened');
  await dialog.getByRole('button', { name: w.key('documents.save'), exact: true }).click();
  await expect.poll(() => stepsOf(page, w).count()).toBe(2);
  await journey.look(page, 'one-step-less');
}

/** The sheet to take along: the papers of its steps, in order. */
async function printsTheSheet(journey: Journey, page: Page, w: Words, { person, caseId }: { person: string; caseId: string }): Promise<string[]> {
  await page.getByRole('link', { name: w.key('documents.print') }).click();
  await page.waitForURL(/\/papers\/sheet$/);
  await page.locator('.documents-sheet').waitFor();
  await journey.look(page, 'sheet');
  const said = await page.locator('.documents-sheet').innerText();
  expect(said).not.toContain(person);
  expect([said.includes(caseId), isTellTale(said), isTellTale(await page.title())]).toEqual([false, false, false]);
  // What a browser prints around a page would name its address, and with it the case.
  expect(await textOnPaper(page, true)).toBe(await textOnPaper(page, false));
  return (await page.locator('.documents-sheet__paper').allInnerTexts()).map((name) => name.replace('☐', '').trim());
}

/** The same on a phone of one's own, without script: which paper, what is there already, and the way. */
async function findsItOnThePortal(journey: Journey, w: Words): Promise<string[]> {
  const page = await journey.open({ script: false });
  await page.goto(w.locale === 'en' ? '/mx/papeles?lang=en' : '/mx/papeles');
  await page.locator('select[name="para"]').selectOption(WANTED);
  await page.locator(`input[name="papel"][value="${FIRST}"]`).check();
  await page.getByRole('button', { name: w.key('portal.papers.show') }).click();
  await page.locator('#camino').waitFor();
  expect(new URL(page.url()).search).toBe(`?${w.locale === 'en' ? 'lang=en&' : ''}para=${WANTED}&papel=${FIRST}`);
  await journey.look(page, 'the-way-on-the-portal');
  expect(await textOnPaper(page, true)).toBe(await textOnPaper(page, false));
  return await page.locator('#camino .card h3').allInnerTexts();
}

describe.each([
  { width: 'phone', locale: 'es', scheme: 'light', person: 'Anselmo' }, { width: 'desk', locale: 'en', scheme: 'dark', person: 'Carmen' },
] as const)('the way to a paper at $width width, $locale, $scheme', ({ person, ...options }) => {
  it('is found in the case, gets shorter, goes along on a sheet, and is the same on the portal', () => within(options, async (journey, w) => {
    const page = await journey.signIn('ventanilla.mx', 'ventanilla-demo');
    if (options.locale === 'en') await journey.switchToEnglish(page);
    const caseId = await wantsAPaper(journey, page, w, person);
    await obtainsTheFirst(journey, page, w);
    const sheet = await printsTheSheet(journey, page, w, { person, caseId });
    expect(sheet).toHaveLength(2);
    expect(await findsItOnThePortal(journey, w)).toEqual(sheet);
  }));
});
