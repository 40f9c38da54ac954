import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { opensSending } from './circle.ts';
import type { Words } from './words.ts';

/** The person agrees, the referral is sent; answers with the page of it. */
export async function sendsWithConsent(page: Page, w: Words, caseAt: string, need: string, service: string): Promise<string> {
  await opensSending(page, w, caseAt, need, service);
  await page.getByRole('radio', { name: w.key('referrals.send.manner.read-aloud') }).check();
  await page.getByRole('checkbox', { name: w.key('referrals.send.given') }).check();
  const sent = page.waitForResponse((answer) => answer.request().method() === 'POST' && /\/cases\/[^/]+\/referrals$/.test(answer.url()));
  await page.getByRole('button', { name: w.key('referrals.send.submit') }).click();
  const { referralId } = await (await sent).json() as { referralId: string };
  return `${caseAt}/referrals/${referralId}`;
}

/** The address that is shown once, and not again. */
export async function makesALink(journey: Journey, page: Page, w: Words, referralAt: string): Promise<string> {
  await page.goto(referralAt);
  await page.getByRole('button', { name: w.key('referrals.outside.make-link') }).click();
  const shown = page.locator('input[name="address"]');
  await shown.waitFor();
  const address = new URL(await shown.inputValue()).pathname;
  await journey.look(page, 'link-shown-once');
  await page.reload();
  await page.getByText(w.key('referrals.outside.open'), { exact: true }).waitFor();
  expect(await page.locator('main').innerText()).not.toContain(address);
  return address;
}

/** Public pages are in the language of the country until somebody asks for another one. */
const inLanguage = (address: string, w: Words): string => (w.locale === 'es' ? address : `${address}?lang=${w.locale}`);

/** Whoever has the link opens it, without an account and without a script, and answers. */
export async function answersByLink(journey: Journey, page: Page, w: Words, address: string, hidden: RegExp): Promise<void> {
  await page.goto(inLanguage(address, w));
  await journey.look(page, 'the-door-of-a-link');
  await page.getByRole('button', { name: w.key('referrals.portal.open') }).click();
  await page.getByRole('heading', { name: w.key('referrals.portal.title') }).waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(hidden);
  await says(page, w, 'aceptar');
  await page.getByText(w.key('referrals.portal.state.accepted')).waitFor();
  await says(page, w, 'inicio');
  await page.getByText(w.key('referrals.portal.state.in-service')).waitFor();
  await says(page, w, 'resultado', w.key('referrals.outcome.reached'));
  await page.getByText(w.key('referrals.portal.done')).first().waitFor();
}

/** One of the answers that are possible now; the likeliest one stands open already. */
async function says(page: Page, w: Words, what: string, choice?: string): Promise<void> {
  const answer = page.locator('details').filter({ hasText: w.key(`referrals.portal.do.${what}`) });
  if (await answer.getAttribute('open') === null) await answer.locator('summary').click();
  if (choice) await answer.getByRole('radio', { name: choice, exact: true }).check();
  await answer.locator('input[name="nombre"]').fill('Clara del taller');
  // What stood on the page before says much the same: the answer itself is waited for.
  const told = page.waitForResponse((response) => response.request().method() === 'POST');
  await answer.getByRole('button', { name: w.key('referrals.portal.send') }).click();
  await (await told).finished();
  await page.waitForLoadState();
}

/** The same address, once more: it opens nothing, and says nothing of anybody. */
export async function opensNothing(journey: Journey, page: Page, w: Words, address: string, hidden: RegExp, name: string): Promise<void> {
  await page.goto(inLanguage(address, w));
  await page.getByText(w.key('referrals.portal.nothing')).first().waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(hidden);
  await journey.look(page, name);
}

/** The person takes the consent back: at once, the link is dead. */
export async function takesConsentBack(page: Page, w: Words, caseAt: string, organization: string): Promise<void> {
  await page.goto(caseAt);
  const given = page.locator('section').filter({ has: page.getByRole('heading', { name: w.key('registry.consent.title'), exact: true }) }).getByRole('listitem').filter({ hasText: organization });
  await given.first().getByRole('button', { name: w.key('registry.consent.withdraw') }).click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: w.key('registry.consent.withdraw') }).click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor({ state: 'detached' });
}

/** A sheet with a code, for whoever has nothing but paper: read on the sheet, typed on a page with the year that the person says. */
export async function answersBySheet(journey: Journey, officer: Page, outside: Page, w: Words, referralAt: string, country: string, year: string): Promise<void> {
  await officer.goto(`${referralAt}/sheet`);
  await officer.getByRole('button', { name: w.key('referrals.sheet.make') }).click();
  const code = (await officer.locator('.referral-sheet__code').innerText()).trim();
  await journey.look(officer, 'sheet-with-a-code');
  await outside.goto(inLanguage(`/${country}/respuesta`, w));
  await journey.look(outside, 'typing-a-code');
  for (const typed of ['1901', year]) {
    await outside.locator('input[name="codigo"]').fill(code);
    await outside.locator('input[name="anio"]').fill(typed);
    await outside.getByRole('button', { name: w.key('referrals.portal.open') }).click();
    if (typed !== year) await outside.getByRole('alert').waitFor();
  }
  await outside.getByRole('heading', { name: w.key('referrals.portal.title') }).waitFor();
  await journey.look(outside, 'answering-by-a-sheet');
}
