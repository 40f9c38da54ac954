import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { webSignIn } from '../support/process.ts';
import type { Words } from './words.ts';

/** Moves the demo clock by the control that stands on every page. */
export async function movesTheClock(page: Page, w: Words, days: 1 | 7 | 30 | 90): Promise<void> {
  await page.getByRole('button', { name: new RegExp(w.key('access.demo.move')) }).click();
  await page.getByRole('menuitem', { name: w.key('access.demo.days', { days }), exact: true }).click();
  await page.getByText(new RegExp(w.key('access.demo.moved', { date: '' }).replace(/[.:]?\s*\.?$/, ''))).first().waitFor();
}

/** Step 6: a contact falls due, is recorded, and the survey's scores stand on the case, marked as unofficial. */
export async function followsUp(journey: Journey, page: Page, w: Words, name: string, caseUrl: string): Promise<void> {
  await page.goto('/app/follow-ups');
  await page.getByText(new RegExp(name)).first().waitFor();
  await journey.look(page, 'follow-ups-due');
  await page.goto(caseUrl);
  await page.getByRole('listitem').filter({ hasText: w.key('plans.with-survey') }).first().getByRole('link').first().click();
  await page.waitForURL(/\/follow-ups\//);
  await page.getByRole('radio', { name: w.key('plans.outcome.reached') }).check();
  await journey.look(page, 'recording-a-contact');
  await page.getByRole('button', { name: w.key('plans.save-and-ask') }).click();
  await page.getByRole('checkbox', { name: new RegExp(w.key('plans.survey-agreed')) }).check();
  for (const group of await page.getByRole('group').all()) {
    const radios = group.getByRole('radio');
    if (await radios.count()) await radios.first().check();
  }
  await journey.look(page, 'survey');
  await page.getByRole('button', { name: w.key('plans.survey-save') }).click();
  await page.getByRole('button', { name: w.key('plans.survey-save') }).waitFor({ state: 'detached' });
  await page.goto(caseUrl);
  await page.getByText(w.key('plans.unofficial')).first().waitFor();
  await journey.look(page, 'case-with-scores');
}

/** What this journey does once, by its code in the counts. */
const DONE_ONCE = { returns: 'Retornos (eventos)', 'people-returned': 'Personas que regresaron', 'needs-found': 'Necesidades encontradas', 'referrals-sent': 'Derivaciones enviadas', 'referrals-answered': 'Derivaciones con respuesta', 'contacts-made': 'Seguimientos hechos' } as const;

/** What the stories of the demo have done on a day before the journey begins. */
export async function countsOf(url: string, login: string, password: string, day: string): Promise<ReadonlyMap<string, number>> {
  const answer = await (await webSignIn(url, login, password)).get(`/api/insights/summary?from=${day}&to=${day}&anew=1`);
  const { period } = await answer.json() as { period: readonly { code: string; value: number }[] };
  return new Map(period.map(({ code, value }) => [code, value]));
}

/** Step 7: counts that agree with what was done, and who opened the case. */
export async function supervises(journey: Journey, page: Page, w: Words, { caseUrl, before }: { readonly caseUrl: string; readonly before: ReadonlyMap<string, number> }): Promise<void> {
  await page.goto('/app/counts');
  await page.getByRole('table').first().waitFor();
  await journey.look(page, 'counts');
  const counted = (await page.locator('main').innerText()).split('\n').map((line) => line.trim()).join('\n');
  // The month that the page shows began on the day of the journey: what lies in it is what the journey did, and what the stories of the demo did on that day.
  for (const [code, label] of Object.entries(DONE_ONCE)) expect(counted).toContain(`\n${(before.get(code) ?? 0) + 1}\n${w(label)}`);
  await page.goto(caseUrl);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await journey.look(page, 'case-of-the-supervisor');
  await page.goto('/app/audit');
  await page.getByRole('table').first().waitFor();
  await journey.look(page, 'audit');
}

/** Step 7: the auditor verifies the chains. */
export async function audits(journey: Journey, page: Page): Promise<void> {
  await page.goto('/app/audit');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await journey.look(page, 'auditor');
}

/** Step 8: anybody finds services by need and municipality, without an account and without JavaScript. */
export async function findsHelp(journey: Journey, page: Page, country: string, municipality: string): Promise<void> {
  await page.goto('/');
  await journey.look(page, 'portal');
  await page.goto(`/${country}`);
  await journey.look(page, 'portal-country');
  await page.locator('input[name="f"][value="employment"]').check();
  await page.locator('input[name="lugar"]').fill(municipality);
  await page.locator('form button[type="submit"]').first().click();
  await page.waitForURL(/\/ayuda/);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await journey.look(page, 'portal-results');
  expect(await page.locator('main').innerText()).toMatch(/20\d\d/);
  await page.locator('main a[href*="/servicio"]').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await journey.look(page, 'portal-service');
}
