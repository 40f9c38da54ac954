import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import type { Words } from './words.ts';

/** An answer raises an alarm while the person still sits there: the screen says what to do now, and who has been told. */
export async function hearsOfDanger(journey: Journey, page: Page, w: Words, caseAt: string, asked: { readonly instrument: string; readonly question: string; readonly yes: string }): Promise<void> {
  await page.goto(`${caseAt}/assessment`);
  await page.getByRole('listitem').filter({ hasText: asked.instrument }).getByRole('button', { name: w.key('assessment.begin') }).click();
  const next = page.getByRole('button', { name: w.key('assessment.next'), exact: true });
  const question = page.getByRole('group', { name: asked.question });
  const finish = page.getByRole('button', { name: w.key('assessment.finish'), exact: true });
  await next.or(finish).first().waitFor();
  while (await question.count() === 0) {
    const heading = await page.getByRole('heading', { level: 2 }).first().innerText();
    await next.click();
    await expect.poll(() => page.getByRole('heading', { level: 2 }).first().innerText()).not.toBe(heading);
  }
  await question.getByRole('radio', { name: asked.yes, exact: true }).check();
  await page.getByText(new RegExp(w.key('assessment.alert-now'))).first().waitFor();
  await journey.look(page, 'what-to-do-now');
  await finish.click();
  await page.getByRole('button', { name: w.key('assessment.finish-anyway') }).click();
  await page.waitForURL((url) => url.pathname === caseAt);
}

/** Protection has it on its list, reads what it is about, and writes what was done. */
export async function answersTheAlarm(journey: Journey, page: Page, w: Words, name: string, what: string, done: string): Promise<void> {
  await page.goto('/app/alerts');
  const line = page.getByRole('row').filter({ hasText: name });
  await line.filter({ hasText: what }).waitFor();
  await journey.look(page, 'alerts');
  await line.getByRole('button', { name: w.key('assessment.alert-answer') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(done);
  await journey.look(page, 'answering-an-alarm');
  await dialog.getByRole('button', { name: w.key('assessment.alert-done') }).click();
  await dialog.waitFor({ state: 'detached' });
  await line.waitFor({ state: 'detached' });
}

/** A colleague of the window reads that protection was told, and neither why nor what was done. */
export async function readsOnlyThatProtectionKnows(journey: Journey, page: Page, w: Words, caseAt: string, secrets: readonly string[]): Promise<void> {
  await page.goto(caseAt);
  await page.getByText(w.key('assessment.alerts-answered', { n: 1 })).first().waitFor();
  await page.getByText(w.key('assessment.alerts-answered', { n: 1 })).first().click();
  await page.getByText(w.key('assessment.alert-closed')).first().waitFor();
  const shown = await page.locator('body').innerText();
  for (const secret of secrets) expect(shown).not.toContain(secret);
  await journey.look(page, 'case-of-a-colleague');
}

/** Sent without consent because life is at risk: the reason, who decides it, and the least of data. */
export async function sendsInAnEmergency(journey: Journey, page: Page, w: Words, caseAt: string, sent: { readonly need: string; readonly service: string; readonly note: string }): Promise<void> {
  await opensSending(page, w, caseAt, sent.need, sent.service);
  await page.getByRole('link', { name: w.key('referrals.emergency.do') }).click();
  await page.getByRole('radio', { name: w.key('referrals.emergency.reason.life-at-risk') }).check();
  await page.getByRole('textbox', { name: w.key('referrals.emergency.note') }).fill(sent.note);
  await page.getByRole('textbox', { name: w.key('referrals.emergency.decided-by') }).fill('Perla Inventada');
  await page.getByRole('textbox', { name: w.key('referrals.emergency.profession') }).fill('Psicóloga');
  await journey.look(page, 'in-an-emergency');
  await page.getByRole('button', { name: w.key('referrals.emergency.submit') }).click();
  await page.waitForURL((url) => url.pathname === caseAt);
}

/** Somebody else looks at it afterwards; whoever sent it may not. */
export async function reviewsTheEmergency(journey: Journey, sender: Page, reviewer: Page, w: Words, name: string, note: string): Promise<void> {
  await sender.goto('/app/referrals/reviews');
  await sender.getByRole('tab', { selected: true }).waitFor();
  await sender.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  expect(await sender.getByRole('button', { name: w.key('referrals.reviews.verdict') }).count()).toBe(0);
  await reviewer.goto('/app/referrals/reviews');
  const line = reviewer.getByRole('listitem').filter({ hasText: name });
  await line.filter({ hasText: note }).waitFor();
  await journey.look(reviewer, 'reviews');
  await line.getByRole('button', { name: w.key('referrals.reviews.verdict') }).click();
  const dialog = reviewer.getByRole('dialog');
  await dialog.getByRole('radio', { name: w.key('referrals.reviews.justified'), exact: true }).check();
  await dialog.getByRole('textbox').fill('Se actuó a tiempo');
  await dialog.getByRole('button', { name: w.key('referrals.reviews.submit') }).click();
  await dialog.waitFor({ state: 'detached' });
  await line.waitFor({ state: 'detached' });
}

/** From a need of the case to the page on which a referral to a service is sent. */
export async function opensSending(page: Page, w: Words, caseAt: string, need: string, service: string): Promise<void> {
  await page.goto(caseAt);
  await page.getByRole('listitem').filter({ hasText: need }).getByRole('link', { name: w.key('assessment.need-services') }).first().click();
  await page.waitForURL(/\/suggestions/);
  const refer = w.key('directory.suggestions.refer-to', { service });
  await page.getByRole('link', { name: refer }).or(page.getByRole('button', { name: refer })).first().click();
  await page.waitForURL(/\/referrals\/new/);
}
