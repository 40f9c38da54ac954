import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import type { Words } from './words.ts';

const REF = /[0-9A-Z]{4}-[0-9A-Z]{3}/g;

/** Numbers of what waits to be looked at, as supervision reads them. */
export async function refsThatWait(page: Page): Promise<ReadonlySet<string>> {
  await page.goto('/app/feedback');
  // Its number comes with the list.
  await page.getByRole('tab', { selected: true, name: /\d/ }).waitFor();
  return new Set((await page.getByRole('tabpanel').innerText()).match(REF));
}

/** On a phone, without an account or a name; answers with the code, which is told once. */
export async function complains(journey: Journey, page: Page, w: Words, country: string, about: { readonly office: string; readonly said: string }): Promise<string> {
  await page.goto(`/${country}/opinion`);
  await page.getByRole('button', { name: w.key('feedback.portal.send') }).waitFor();
  await journey.look(page, 'saying-it');
  await page.getByRole('radio', { name: w.key('feedback.portal.kind.service') }).check();
  await page.getByRole('combobox', { name: w.key('feedback.portal.office') }).selectOption({ label: about.office });
  await page.locator('textarea[name="texto"]').fill(about.said);
  await page.getByRole('button', { name: w.key('feedback.portal.send') }).click();
  await page.getByRole('heading', { name: w.key('feedback.portal.thanks') }).waitFor();
  await journey.look(page, 'the-code');
  return (await page.locator('.big.strong').innerText()).trim();
}

/** With the code: how it stands, or the answer; never what was said. */
export async function looksWithTheCode(page: Page, w: Words, country: string, code: string, hidden: string): Promise<void> {
  await page.goto(`/${country}/opinion/respuesta`);
  await page.locator('input[name="codigo"]').fill(code);
  await page.getByRole('button', { name: w.key('feedback.portal.see') }).click();
  await page.getByRole('heading', { name: w.key('feedback.portal.standing') }).waitFor();
  expect(await page.locator('body').innerText()).not.toContain(hidden);
}

/** A code with one sign wrong opens nothing. */
export async function mistypesTheCode(journey: Journey, page: Page, w: Words, country: string, code: string): Promise<void> {
  await page.goto(`/${country}/opinion/respuesta`);
  await page.locator('input[name="codigo"]').fill(`${code.startsWith('2') ? '3' : '2'}${code.slice(1)}`);
  await page.getByRole('button', { name: w.key('feedback.portal.see') }).click();
  await page.getByText(w.key('feedback.portal.wrong-code')).waitFor();
  await journey.look(page, 'a-code-that-opens-nothing');
}

/** Supervision finds what was not there before, begins to look at it and answers; answers with its address. */
export async function answersIt(journey: Journey, page: Page, w: Words, before: ReadonlySet<string>, words: { readonly said: string; readonly answer: string }): Promise<string> {
  const [ref, ...more] = [...await refsThatWait(page)].filter((r) => !before.has(r));
  expect(more).toEqual([]);
  await journey.look(page, 'complaints');
  await page.getByRole('link', { name: ref!, exact: true }).click();
  await page.getByText(words.said).waitFor();
  await journey.look(page, 'one-complaint');
  await page.getByRole('button', { name: w.key('feedback.do.take') }).click();
  await page.getByText(w.key('feedback.step.taken')).waitFor();
  await page.getByRole('button', { name: w.key('feedback.do.answer') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('textarea[name="answer"]').fill(words.answer);
  await journey.look(page, 'answering-a-complaint');
  await dialog.getByRole('button', { name: w.key('feedback.do.answer') }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(w.key('feedback.state.answered'), { exact: true }).first().waitFor();
  await journey.look(page, 'answered-complaint');
  return new URL(page.url()).pathname;
}

/** The officer whom it is about opens the same address and reads nothing of it. */
export async function readsNothingOfIt(page: Page, w: Words, at: string, hidden: string): Promise<void> {
  await page.goto(at);
  await page.getByText(w('Su función no permite hacer esto.')).waitFor();
  expect(await page.locator('body').innerText()).not.toContain(hidden);
}

/** The answer is read, and it is enough. */
export async function isContent(journey: Journey, page: Page, w: Words, answer: string): Promise<void> {
  await page.getByText(answer).waitFor();
  await journey.look(page, 'the-answer');
  await page.getByRole('button', { name: w.key('feedback.portal.content') }).click();
  await page.getByText(w.key('feedback.portal.closed-now')).waitFor();
  await journey.look(page, 'it-is-enough');
}
