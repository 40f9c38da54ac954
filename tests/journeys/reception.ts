import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../support/steps.ts';
import type { Journey } from '../support/browser.ts';
import type { Words } from './words.ts';

/** Day, month and year fields of a group of the form. */
export async function fillDay(page: Page, group: string, day: string, w: Words, within: Page | Locator = page): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  const fields = within.getByRole('group', { name: group });
  await fields.getByRole('textbox', { name: w('Día') }).fill(String(Number(date)));
  await fields.getByRole('textbox', { name: w('Mes') }).fill(String(Number(month)));
  await fields.getByRole('textbox', { name: w('Año') }).fill(year);
}

/** Step 1: an arrival list is looked at, with its problems by row and column, and accepted as a whole. */
export async function uploadsAList(journey: Journey, page: Page, w: Words, file: string, today: string): Promise<void> {
  await page.goto('/app/manifests');
  await journey.look(page, 'lists');
  await page.getByRole('link', { name: w('Subir una lista') }).click();
  await page.locator('input[type=file]').setInputFiles(path.join(ROOT, 'tests/fixtures/manifests', file));
  await journey.look(page, 'upload');
  await page.getByRole('button', { name: w('Revisar') }).click();
  await page.waitForURL(/\/manifests\/drafts\//);
  await page.getByRole('heading', { name: w('Ingresar la lista') }).waitFor();
  await journey.look(page, 'preview-with-problems');
  await page.getByRole('textbox', { name: w('Quién envió la lista') }).fill('Enlace de prueba');
  await fillDay(page, w('Día de llegada'), today, w);
  await page.locator('form').getByRole('button').last().click();
  await page.waitForURL((url) => /\/app\/(manifests\/[0-9a-f-]{36}|arrivals)/.test(url.pathname));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await journey.look(page, 'accepted-list');
}

export interface Received {
  readonly name: string;
  readonly publicCode: string;
}

/** Step 2: the board puts children and families first; the next person is taken from it, and given back. */
export async function takesTheNext(journey: Journey, page: Page, w: Words, first: string): Promise<void> {
  await page.goto('/app/arrivals');
  await page.getByRole('button', { name: w('Atender a la siguiente persona') }).waitFor();
  await journey.look(page, 'arrivals-board');
  await page.getByRole('button', { name: w('Atender a la siguiente persona') }).click();
  await page.waitForURL(/\/app\/desk\//);
  await page.getByRole('heading', { level: 1, name: first }).waitFor();
  await journey.look(page, 'desk-of-a-child-alone');
  await page.getByRole('button', { name: w('Devolver a la espera') }).click();
  const leave = page.getByRole('button', { name: w('Salir y dejar el borrador') });
  // Only whoever has begun a draft is asked.
  const left = page.waitForURL(/\/app\/arrivals/);
  await Promise.race([left, leave.click().catch(() => left)]);
  await left;
}

/** A birth that the list gives is typed again: the desk stands through every half of it. */
async function correctsTheBirth(page: Page): Promise<void> {
  const year = page.locator('input[name="identity.birthDate.year"]');
  const whole = await year.inputValue();
  for (const typed of ['', whole.slice(0, 3), whole]) await year.fill(typed);
  expect(await page.locator('input[name="identity.givenNames"]').inputValue()).not.toBe('');
}

/** Step 2: somebody who returned before is recognised, with reasons; the desk is finished in one step and gives a slip. */
export async function receives(journey: Journey, page: Page, w: Words, listed: string, known: string): Promise<Received> {
  await page.goto('/app/arrivals');
  await page.getByRole('button', { name: w.key('reception.arrivals.take-name', { name: listed }) }).click();
  await page.waitForURL(/\/app\/desk\//);
  await page.getByText(w.key('registry.compare.title')).first().waitFor();
  await journey.look(page, 'desk-with-an-earlier-record');
  await correctsTheBirth(page);
  await page.getByRole('button', { name: w.key('reception.earlier.same', { name: known }) }).or(page.getByRole('button', { name: w.key('registry.compare.same') })).first().click();
  await page.getByRole('group', { name: new RegExp(w.key('reception.desk.assistance')) }).getByRole('checkbox').first().check();
  await page.getByRole('checkbox', { name: new RegExp(w.key('reception.desk.consent')) }).check();
  await journey.look(page, 'desk-ready');
  await page.getByRole('button', { name: w('Terminar y dar el comprobante') }).click();
  await page.waitForURL(/\/app\/slips\//);
  await page.getByRole('article').waitFor();
  await journey.look(page, 'slip');
  const slip = await page.getByRole('article').innerText();
  return { name: known, publicCode: /[0-9A-Z]{4}-[0-9A-Z]{3}/.exec(slip)?.[0] ?? '' };
}
