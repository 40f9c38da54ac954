import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { fillDay } from './reception.ts';
import type { Words } from './words.ts';

/** A column with a title of the sender's own, and days in it that may be months. */
const ROWS = [
  'No;NOMBRES;APELLIDOS;VINO AL MUNDO;SEXO',
  '1;Tirsa Inventada;Yanes Oliva;03/04/1990;F', '2;Abel Inventado;Yanes Oliva;05/06/1988;M', '3;Noé Inventado;Zúniga Baca;07/08/1979;M',
];

/** The officer says what an unknown column is and which of two ways its dates are read, as people of the file show, and takes everybody in. */
export async function confirmsAList(journey: Journey, page: Page, w: Words, today: string): Promise<void> {
  await page.goto('/app/manifests/new');
  await page.locator('input[type=file]').setInputFiles({ name: 'lista-inventada.csv', mimeType: 'text/csv', buffer: Buffer.from(ROWS.join('\r\n')) });
  await page.getByRole('button', { name: w.key('reception.upload.look') }).click();
  await page.getByText(w.key('reception.columns.title', { n: 4 })).click();
  await page.locator('select[name="column-3"]').selectOption('birthDate');
  await page.getByRole('heading', { name: w.key('reception.who-is.title') }).waitFor();
  await journey.look(page, 'list-can-be-read-in-two-ways');
  await page.getByRole('button', { name: `${w.key('reception.who-is.choose')}: ${w.key('reception.date-order.dmy')}` }).click();
  await page.getByRole('heading', { name: w.key('reception.who-is.title') }).waitFor({ state: 'detached' });
  await page.locator('input[name="details.sender"]').fill('Enlace inventado');
  await page.locator('input[name="details.label"]').fill('Autobús inventado');
  await fillDay(page, w.key('reception.accept.arrives'), today, w);
  await page.getByRole('radio', { name: w.key('reception.mode.land') }).check();
  await page.getByRole('button', { name: w.key('reception.accept.submit', { n: 3 }) }).click();
  await page.waitForURL(/\/app\/manifests\/[0-9a-f-]{36}$/);
}

/** One came; the others did not, with a reason; the list is closed, and its paper for the sender names nobody. */
export async function closesTheList(journey: Journey, page: Page, w: Words): Promise<void> {
  const list = page.url();
  await page.getByRole('button', { name: w.key('reception.arrivals.here-name', { name: 'Tirsa Inventada Yanes Oliva' }), exact: true }).click();
  await page.getByRole('button', { name: w.key('reception.arrivals.take-name', { name: 'Tirsa Inventada Yanes Oliva' }) }).and(page.locator(':not([disabled])')).waitFor();
  await page.goto(`${list}/end`);
  await page.getByRole('button', { name: w.key('reception.end.rest-missing') }).click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: w.key('reception.end.rest-missing') }).click();
  await page.getByRole('button', { name: w.key('reception.end.pick-open', { n: 2 }) }).click();
  await page.locator('select[name="reason-notArrived"]').selectOption('didNotTravel');
  await journey.look(page, 'list-differences');
  await page.getByRole('button', { name: w.key('reception.end.say') }).click();
  await page.getByText(w.key('reception.end.close-ready')).waitFor();
  await page.getByRole('button', { name: w.key('reception.end.close'), exact: true }).click();
  await page.getByText(w.key('reception.end.closed-now')).waitFor();
  await journey.look(page, 'list-closed');
  await page.getByRole('link', { name: w.key('reception.end.paper-sender') }).click();
  await page.getByRole('heading', { name: w.key('reception.paper.title') }).waitFor();
  const paper = await page.locator('main').innerText();
  expect(paper).toContain(w.key('reception.reason.didNotTravel'));
  expect(paper).not.toMatch(/Tirsa|Abel|Noé|Yanes|Zúniga/);
  await journey.look(page, 'paper-for-the-sender');
}
