import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import type { Words } from './words.ts';

type Counts = Readonly<Record<'coming' | 'missing' | 'call' | 'answered', number>>;

/** How many stand on each list, beside what the demo tells. */
export async function countsAtTheWindow(page: Page): Promise<Counts> {
  const { counts } = await (await page.request.get('/api/expected-arrivals')).json() as { counts: Counts };
  return counts;
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** The window knows that somebody is on the way. */
export async function isExpected(journey: Journey, page: Page, name: string): Promise<void> {
  await page.goto('/app/expected');
  await rowOf(page, name).waitFor();
  await journey.look(page, 'expected');
}

/** The day has passed: the person stands among those who have not come, is called in vain, and stays expected. */
export async function callsInVain(journey: Journey, page: Page, w: Words, name: string): Promise<void> {
  await page.goto('/app/expected?list=missing');
  await rowOf(page, name).getByText(w.key('registry.expected.missing')).waitFor();
  await journey.look(page, 'not-come');
  await rowOf(page, name).getByRole('link', { name: w.key('registry.expected.open') }).click();
  await page.getByRole('radio', { name: w.key('registry.expected.outcome.not-reached') }).check();
  await page.getByRole('textbox', { name: w.key('registry.expected.note') }).fill('Se preguntó en la oficina que la envió');
  await journey.look(page, 'what-became-of-her');
  await page.getByRole('button', { name: w.key('registry.expected.save') }).click();
  await page.waitForURL((url) => url.pathname === '/app/expected');
  await page.goto('/app/expected?list=missing');
  await rowOf(page, name).getByText(w.key('registry.expected.tries', { n: 1 })).waitFor();
}

/** She comes after all: one tap, and the case asks for nothing of the kind any more. */
export async function comes(journey: Journey, page: Page, w: Words, caseAt: string, name: string): Promise<void> {
  await page.goto(caseAt);
  const came = page.getByRole('button', { name: w.key('registry.expected.came'), exact: true });
  await came.waitFor();
  await journey.look(page, 'case-of-somebody-who-has-not-come');
  await came.click();
  await came.waitFor({ state: 'detached' });
  await page.goto('/app/expected?list=answered');
  await rowOf(page, name).getByText(w.key('registry.expected.state.came'), { exact: true }).waitFor();
  expect(await rowOf(page, name).getByRole('button', { name: w.key('registry.expected.undo') }).count()).toBe(1);
  await journey.look(page, 'came');
}
