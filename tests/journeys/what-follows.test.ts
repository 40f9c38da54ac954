import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { readTexts } from '#platform/i18n';
import { FIRST_LOAD_BUDGET, staffSize } from '../../src/apps/build/size.ts';
import type { Journey } from '../support/browser.ts';
import { PASSWORD, serverOf } from './tell.ts';
import { wordsIn } from './words.ts';

const tell = serverOf('HN');
const w = wordsIn('es');
const ROLES = ['recepcion', 'ventanilla', 'proteccion', 'supervision', 'consulado', 'proveedor', 'analisis', 'auditoria', 'administracion'] as const;
/** What a browser and the application say of a file that is held back. */
const HELD_BACK = /a part of the application did not come|Failed to load resource|dynamically imported module/;
/** Files that follow the first load. */
const FOLLOWS = /\/app\/assets\/(pages|texts-es-rest)-/;

/** Keys of sentences that stand on the page instead of their sentence. */
function keysIn(html: string): string[] {
  const shown = new Set(html.match(/[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+/g));
  return [...readTexts('es').keys()].filter((key) => shown.has(key));
}

/** Signs in on a network over which nothing comes that follows. */
async function signInWithoutTheRest(journey: Journey, login: string, shown = 'main h1'): Promise<Page> {
  const page = await journey.open();
  await page.route(FOLLOWS, (route) => route.abort());
  await page.goto('/app');
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('input[autocomplete="current-password"]').waitFor({ state: 'detached' });
  await page.locator(shown).first().waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

it('the first load keeps its budget', () => {
  expect(staffSize().firstLoad).toBeLessThanOrEqual(FIRST_LOAD_BUDGET);
});

it('every home says all it has to say with the first load alone', () => tell({ width: 'phone', locale: 'es', album: 'what-follows', onPurpose: HELD_BACK }, async (journey) => {
  for (const role of ROLES) {
    const page = await signInWithoutTheRest(journey, `${role}.hn`);
    expect([role, keysIn(await page.locator('body').innerHTML())]).toEqual([role, []]);
    await page.context().close();
  }
}));

it('a page that does not come offers to try again, and comes when the network is back', () => tell({ width: 'phone', locale: 'es', album: 'what-follows', onPurpose: HELD_BACK }, async (journey) => {
  const page = await signInWithoutTheRest(journey, 'recepcion.hn');
  await page.getByRole('link', { name: w.key('staff.nav.scan') }).first().click();
  const again = page.getByRole('button', { name: w.key('ui.retry') });
  await again.waitFor();
  await journey.look(page, 'did-not-come');
  await again.click();
  await again.waitFor();
  await page.unroute(FOLLOWS);
  await again.click();
  await page.getByRole('heading', { level: 1, name: w.key('reception.scan.title') }).waitFor();
}));

// A steward's home is a page of many forms and sentences, which follows like every page: it would be a tenth of the first load of everybody.
it('the home of a steward that does not come offers to try again, and comes when the network is back', () => tell({ width: 'desk', locale: 'es', album: 'what-follows', onPurpose: HELD_BACK }, async (journey) => {
  const page = await signInWithoutTheRest(journey, 'directorio.hn', 'main [role="alert"]');
  await page.unroute(FOLLOWS);
  const again = page.getByRole('button', { name: w.key('ui.retry') });
  const home = page.getByRole('heading', { level: 1, name: w.key('directory.keep.title') });
  await again.click();
  await home.or(again).first().waitFor();
  if (await again.isVisible()) await again.click();
  await home.waitFor();
}));

it('a page that is slow to come says so', () => tell({ width: 'phone', locale: 'es', album: 'what-follows' }, async (journey) => {
  const page = await journey.signIn('recepcion.hn', PASSWORD);
  let letCome = (): void => undefined;
  const wait = new Promise<void>((resolve) => { letCome = resolve; });
  await page.route(FOLLOWS, async (route) => { await wait; await route.continue(); });
  await page.reload();
  await page.getByRole('link', { name: w.key('staff.nav.scan') }).first().click();
  await page.locator('main').getByText(w.key('ui.loading')).waitFor();
  letCome();
  await page.getByRole('heading', { level: 1, name: w.key('reception.scan.title') }).waitFor();
}));

it('a screen on a wall whose parts do not come at first shows its numbers when the network is back, although nobody touches it', () => tell({ width: 'desk', locale: 'es', album: 'what-follows', onPurpose: HELD_BACK }, async (journey) => {
  const page = await journey.open();
  await page.route(FOLLOWS, (route) => route.abort());
  await page.goto('/app/turnos#nobody-has-this-key');
  await page.waitForLoadState('networkidle');
  expect(await page.locator('.reception-room').count()).toBe(0);
  await page.unroute(FOLLOWS);
  await page.getByRole('heading', { level: 1, name: w.key('reception.room.title') }).waitFor();
  await page.getByText(w.key('reception.room.closed')).waitFor();
}));
