import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { wordsIn } from './words.ts';
import type { Words } from './words.ts';

/** Everybody on the demo's list says on screen that they are invented; a public screen must not even say that. */
const NAMES = /Fictici|Ejemplo|Adela|Marisol|Óscar/i;

const list = (page: Page, label: string) => page.getByRole('list', { name: label, exact: true });
const step = (page: Page, w: Words, name: string) => page.getByRole('button', { name: new RegExp(`^${w.key(`reception.floor.step.${name}`)}: `) }).first();

/** A number is called to a desk; a screen of the waiting room shows number and desk, and nothing else; the person stands in the one list of mine. */
export async function callsByNumber(journey: Journey, page: Page, w: Words, desk: number): Promise<void> {
  await page.goto('/app/screens');
  await page.locator('input[name="name"]').fill('Sala grande');
  await page.getByRole('button', { name: w.key('reception.screens.open') }).click();
  const address = (await page.getByRole('link', { name: /\/app\/turnos#/ }).textContent()) ?? '';
  const screen = await journey.open();
  await screen.goto(address.slice(address.indexOf('/app/')));
  // The screen has no account, so it speaks the language of the country.
  const room = wordsIn('es');
  await screen.getByText(room.key('reception.room.wait')).waitFor();

  await page.goto('/app/floor');
  await page.locator('select[name="station"]').selectOption('kitFood');
  await page.locator('input[name="desk"]').fill(String(desk));
  await page.getByRole('button', { name: w.key('reception.floor.call-next') }).click();
  await list(page, w.key('reception.floor.mine')).getByRole('listitem').first().waitFor();
  await journey.look(page, 'stations');

  await screen.getByText(`${room.key('reception.room.desk')} ${desk}`, { exact: true }).waitFor();
  const call = await screen.locator('[aria-live]').innerText();
  expect(call.replace(room.key('reception.room.desk'), '').replace(/[→\s]/g, '')).toMatch(/^\d+$/);
  expect(await screen.locator('body').innerText()).not.toMatch(NAMES);
  await journey.look(screen, 'waiting-room');
  await screen.context().close();
}

/** Whoever was called is attended, rests, is taken up again where they were, and is done: always in the one list of mine. */
export async function pausesAndGoesOn(journey: Journey, page: Page, w: Words): Promise<void> {
  const mine = list(page, w.key('reception.floor.mine')).getByRole('listitem');
  expect(await mine.count()).toBe(1);
  await step(page, w, 'take').click();
  await step(page, w, 'pause').click();
  const why = page.getByRole('dialog');
  await why.getByRole('radio', { name: w.key('reception.reason.rest') }).check();
  await why.getByRole('button', { name: w.key('reception.floor.step.pause'), exact: true }).click();
  await mine.filter({ hasText: w.key('reception.reason.rest') }).waitFor();
  await journey.look(page, 'paused');
  await step(page, w, 'resume').click();
  await step(page, w, 'done').click();
  await mine.first().waitFor({ state: 'detached' });
}

/** The board of the day says how many have no next step. */
export async function readsTheBoard(journey: Journey, page: Page, w: Words): Promise<void> {
  await page.goto('/app/board');
  await page.getByRole('heading', { name: w.key('reception.board.by-station') }).waitFor();
  await journey.look(page, 'board');
  await page.goto('/app/board/sheet');
  await page.getByText(w.key('reception.board.sheet-foot')).waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(NAMES);
  await journey.look(page, 'sheet-of-the-day');
}

/** Opens somebody by what stands on their slip, or by the number of the day. */
export async function scans(page: Page, w: Words, code: string): Promise<void> {
  await page.goto('/app/scan');
  await page.locator('input[name="text"]').fill(code);
  await page.getByRole('button', { name: w.key('reception.scan.open'), exact: true }).click();
  await page.getByRole('heading', { name: w.key('reception.scan.give') }).waitFor();
}

/** One tap records what was given; a second tap asks why and records nothing. */
export async function givesOnce(journey: Journey, page: Page, w: Words, item: string): Promise<void> {
  await page.locator('select[name="station"]').selectOption('kitFood');
  const tap = page.getByRole('button', { name: new RegExp(`^${item}`) });
  await tap.filter({ hasText: w.key('reception.scan.tap') }).click();
  const given = list(page, w.key('reception.scan.history')).getByRole('listitem').filter({ hasText: item });
  await given.waitFor();
  await journey.look(page, 'given');
  await tap.click();
  const again = page.getByRole('dialog', { name: w.key('reception.scan.again-title', { item }) });
  await again.waitFor();
  await journey.look(page, 'given-already');
  await page.keyboard.press('Escape');
  await again.waitFor({ state: 'detached' });
  expect(await given.count()).toBe(1);
}

/** A child without company does not leave alone: nothing is recorded, and the page says why. */
export async function refusesAChildAlone(journey: Journey, page: Page, w: Words, name: string): Promise<void> {
  await page.goto('/app/board/without-step');
  await page.getByRole('link', { name }).click();
  await page.getByRole('link', { name: w.key('reception.exit.title'), exact: true }).click();
  await page.getByText(w.key('reception.scan.child-alone')).waitFor();
  await leaves(page, w);
  await page.getByText(w.key('errors.reception.child-alone')).first().waitFor();
  await journey.look(page, 'child-alone-stays');
}

const leaves = (page: Page, w: Words) => page.getByRole('button', { name: w.key('reception.exit.leave', { n: 1 }) }).click();

/** Somebody who is registered leaves with the step that was chosen at the desk. */
export async function leavesWithAStep(journey: Journey, page: Page, w: Words, code: string): Promise<void> {
  await scans(page, w, code);
  await page.getByRole('link', { name: w.key('reception.exit.title'), exact: true }).click();
  await page.getByRole('radio', { name: w.key('reception.step.destinationWindow') }).waitFor();
  await journey.look(page, 'exit');
  await leaves(page, w);
  await page.getByText(w.key('reception.exit.done', { n: 1 })).waitFor();
}
