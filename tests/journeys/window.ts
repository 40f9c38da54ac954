import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import type { Words } from './words.ts';

/** Sentences of the questionnaire, which live in the country pack and not in the texts of the interface. */
const ASKED = {
  es: { job: '¿Busca un empleo?', yes: 'Sí', now: '¿A qué se dedica ahora?', nothing: 'No tiene trabajo' },
  en: { job: 'Are you looking for a job?', yes: 'Yes', now: 'What do you do at present?', nothing: 'Has no work' },
} as const;

/** Step 3a: the case is in the work list of the window; the officer takes it. */
export async function takesTheCase(journey: Journey, page: Page, w: Words, name: string): Promise<string> {
  await page.goto('/app/cases?list=new');
  await page.getByRole('link', { name: new RegExp(name) }).first().waitFor();
  await journey.look(page, 'work-list');
  await page.getByRole('link', { name: new RegExp(name) }).first().click();
  await page.waitForURL(/\/app\/cases\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { name: w.key('assessment.panel'), exact: true }).waitFor();
  await page.getByRole('button', { name: w('Tomar el caso') }).click();
  await page.getByRole('button', { name: w('Tomar el caso') }).waitFor({ state: 'detached' });
  await journey.look(page, 'case-taken');
  return page.url();
}

async function answerThisPart(page: Page, w: Words): Promise<void> {
  const words = ASKED[w.locale];
  for (const [question, answer] of [[words.job, words.yes], [words.now, words.nothing]] as const) {
    const group = page.getByRole('group', { name: question });
    if (await group.count()) await group.getByRole('radio', { name: answer, exact: true }).check();
  }
}

/** Step 3b: what is known is confirmed, the rest is asked; needs follow by the rules of the country. */
export async function interviews(journey: Journey, page: Page, w: Words, instrument: string): Promise<void> {
  await page.getByRole('button', { name: w.key('assessment.open'), exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: instrument }).getByRole('button', { name: w.key('assessment.begin') }).click();
  const next = page.getByRole('button', { name: w.key('assessment.next'), exact: true });
  const finish = page.getByRole('button', { name: w.key('assessment.finish'), exact: true });
  await next.or(finish).first().waitFor();
  for (const confirm of await page.getByRole('button', { name: w.key('assessment.still-so') }).all()) await confirm.click().catch(() => undefined);
  await journey.look(page, 'interview');
  for (;;) {
    await answerThisPart(page, w);
    if (await finish.isVisible()) break;
    const heading = await page.getByRole('heading', { level: 2 }).first().innerText();
    await next.click();
    await expect.poll(() => page.getByRole('heading', { level: 2 }).first().innerText()).not.toBe(heading);
  }
  await finish.click();
  await page.getByRole('button', { name: w.key('assessment.finish-anyway') }).click();
  await page.waitForURL(/\/app\/cases\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { name: new RegExp(w.key('assessment.needs')) }).first().waitFor();
}

/** Step 3c: a need found by a rule stands on the case page with its reason; another is added by hand. */
export async function findsNeeds(journey: Journey, page: Page, w: Words, need: string): Promise<void> {
  await page.getByText(need, { exact: true }).first().waitFor();
  await page.getByRole('button', { name: w.key('assessment.need-add') }).click();
  await page.getByRole('dialog').getByRole('combobox').first().waitFor();
  await journey.look(page, 'add-a-need');
  await page.keyboard.press('Escape');
  await journey.look(page, 'case-with-needs');
}

/** Step 4: services for a need, with verdict, reasons and the best next question. */
export async function looksAtServices(journey: Journey, page: Page, w: Words, need: string): Promise<void> {
  const line = page.getByRole('listitem').filter({ hasText: need }).first();
  await line.getByRole('link', { name: new RegExp(w.key('assessment.need-services')) }).or(line.getByRole('button', { name: new RegExp(w.key('assessment.need-services')) })).first().click();
  await page.waitForURL(/\/suggestions/);
  await page.getByRole('heading', { name: new RegExp(w.key('directory.suggestions.title')) }).first().waitFor();
  await page.getByText(new RegExp(`^(${['fits', 'fitsOnce'].map((v) => w.key(`directory.suggestions.verdict.${v}`)).join('|')})`)).first().waitFor();
  await journey.look(page, 'suggested-services');
}

/** Step 5a: the officer shows what would be shared, records the consent and sends. */
export async function refers(journey: Journey, page: Page, w: Words, service: string): Promise<void> {
  await page.getByRole('link', { name: w.key('directory.suggestions.refer-to', { service }) }).or(page.getByRole('button', { name: w.key('directory.suggestions.refer-to', { service }) })).first().click();
  await page.waitForURL(/\/referrals\/new/);
  await page.getByRole('checkbox', { name: new RegExp(w.key('referrals.send.given')) }).waitFor();
  await journey.look(page, 'consent-to-share');
  await page.getByRole('radio', { name: w.key('referrals.send.manner.read-aloud') }).check();
  await page.getByRole('checkbox', { name: new RegExp(w.key('referrals.send.given')) }).check();
  await page.getByRole('button', { name: w.key('referrals.send.submit') }).click();
  await page.waitForURL(/\/app\/cases\/[0-9a-f-]{36}(\/referrals\/[0-9a-f-]{36})?$/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await journey.look(page, 'referral-sent');
}

/** Step 5b: the provider finds it in the inbox, sees only what was shared, and accepts. */
export async function accepts(journey: Journey, page: Page, w: Words, code: string, hidden: string): Promise<void> {
  await page.goto('/app/inbox');
  await page.getByRole('link', { name: new RegExp(code) }).waitFor();
  await journey.look(page, 'inbox');
  await page.getByRole('link', { name: new RegExp(code) }).click();
  await page.getByRole('heading', { name: w.key('referrals.inbox.shared') }).waitFor();
  await journey.look(page, 'inbox-referral');
  expect(await page.locator('main').innerText()).not.toContain(hidden);
  await page.getByRole('button', { name: w('Aceptar'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  const accepted = page.getByText(w.key('referrals.state.accepted'), { exact: true }).first();
  await dialog.or(accepted).first().waitFor();
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: w('Aceptar'), exact: true }).or(dialog.locator('button[type=submit]')).first().click();
  await accepted.waitFor();
  await journey.look(page, 'inbox-accepted');
}

/** Step 5c: what was declined is back with the officer; what was accepted shows on the case. */
export async function seesAnswers(journey: Journey, page: Page, w: Words, caseUrl: string, declined: string): Promise<void> {
  await page.goto('/app/referrals');
  await page.getByText(new RegExp(declined)).first().waitFor();
  await journey.look(page, 'referrals-that-came-back');
  await page.goto(caseUrl);
  await page.getByText(w.key('referrals.state.accepted'), { exact: true }).filter({ visible: true }).first().waitFor();
  await journey.look(page, 'case-with-accepted-referral');
}
