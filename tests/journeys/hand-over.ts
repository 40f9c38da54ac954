import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import type { Words } from './words.ts';

/** A window asks another one to take a case over, and works on until it answers. */
export async function asksForATransfer(journey: Journey, page: Page, w: Words, caseAt: string, office: string, note: string): Promise<void> {
  await page.goto(caseAt);
  await page.getByRole('link', { name: w.key('registry.transfer.title') }).click();
  await page.locator('input[name="toOfficeId"]').fill(office);
  await page.getByRole('option', { name: office }).first().click();
  await page.getByRole('textbox', { name: w.key('registry.transfer.note') }).fill(note);
  await journey.look(page, 'asking-for-a-transfer');
  await page.getByRole('button', { name: w.key('registry.transfer.ask') }).click();
  await page.getByText(w.key('registry.transfer.still-ours')).waitFor();
  await journey.look(page, 'transfer-asked');
}

/** The other window finds it on its list, reads the note with what is promised, and takes it. */
export async function acceptsTheTransfer(journey: Journey, page: Page, w: Words, caseAt: string, name: string, { note, promised }: { readonly note: string; readonly promised: string }): Promise<void> {
  await page.goto('/app/cases?list=incoming');
  await page.getByRole('link', { name: new RegExp(name) }).waitFor();
  await journey.look(page, 'incoming');
  await page.goto(`${caseAt}/transfer`);
  await page.getByRole('heading', { level: 1, name: w.key('registry.transfer.title-ours') }).waitFor();
  await page.getByText(note).waitFor();
  await page.getByText(promised).waitFor();
  await journey.look(page, 'what-was-handed-over');
  await page.getByRole('button', { name: w.key('registry.transfer.accept') }).click();
  await page.getByText(w.key('registry.transfer.past')).waitFor();
  await page.goto('/app/cases?list=mine');
  await page.getByRole('link', { name: new RegExp(name) }).waitFor();
  await page.goto(caseAt);
  await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
}

/** Whoever handed it over has it on no list any more, and whoever opens it by its address reads whose it is (the sender keeps sight, decision 45). */
export async function hasItOnNoList(journey: Journey, page: Page, caseAt: string, name: string, office: string): Promise<void> {
  for (const list of ['mine', 'office', 'new', 'waiting']) {
    await page.goto(`/app/cases?list=${list}`);
    await page.getByRole('tab', { selected: true }).waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    expect([list, await page.getByRole('link', { name: new RegExp(name) }).count()]).toEqual([list, 0]);
  }
  await page.goto(caseAt);
  await page.locator('main').getByText(office, { exact: true }).first().waitFor();
  await journey.look(page, 'case-of-another-window');
}

/** The note on paper names what is open, but nothing that only protection reads, although whoever asked sees it on the screen. */
export async function handsOverOnPaper(journey: Journey, page: Page, w: Words, caseAt: string, secret: string): Promise<void> {
  await page.goto(caseAt);
  await page.getByRole('list', { name: w.key('assessment.needs'), exact: true }).getByText(secret, { exact: true }).waitFor();
  await page.goto(`${caseAt}/transfer/sheet`);
  await page.getByRole('heading', { name: w.key('staff.promises.needs') }).waitFor();
  await journey.look(page, 'hand-over-on-paper');
  expect(await page.locator('main').innerText()).not.toContain(secret);
}
