import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { fillDay } from './reception.ts';
import type { Words } from './words.ts';

const card = (page: Page, w: Words, title: string) => page.locator('section').filter({ has: page.getByRole('heading', { name: w.key(title), exact: false }) }).last();

/** Two institutions are called to one case; the person agrees for each of them alone, and one of them reads more than the other. */
export async function callsAConference(journey: Journey, page: Page, w: Words, caseAt: string, about: { readonly question: string; readonly day: string; readonly institutions: readonly [string, string] }): Promise<void> {
  await page.goto(caseAt);
  await page.getByRole('button', { name: w.key('plans.conference.call') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: w.key('plans.conference.question') }).fill(about.question);
  await fillDay(page, w.key('plans.conference.planned-on'), about.day, w, dialog);
  await journey.look(page, 'calling-a-conference');
  await dialog.getByRole('button', { name: w.key('plans.conference.call') }).click();
  await page.waitForURL(/\/conferences\//);
  for (const [at, institution] of about.institutions.entries()) {
    await page.getByRole('button', { name: w.key('plans.conference.invite'), exact: true }).click();
    await dialog.getByRole('combobox', { name: w.key('plans.conference.institution') }).selectOption({ label: institution });
    if (at === 0) await dialog.getByRole('checkbox', { name: new RegExp(`^${w.key('plans.conference.section-needs')}`) }).check();
    await dialog.getByRole('radio', { name: w.key('referrals.send.manner.read-aloud') }).check();
    await dialog.getByRole('checkbox', { name: w.key('plans.conference.given') }).check();
    if (at === 0) await journey.look(page, 'inviting');
    await dialog.getByRole('button', { name: w.key('plans.conference.invite'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('listitem').filter({ hasText: institution }).getByText(w.key('plans.conference.reads'), { exact: true }).waitFor();
  }
}

/** An officer asks one of them to do something, and decides something that all may read. */
export async function decides(journey: Journey, page: Page, w: Words, { institution, task, day, decision }: Readonly<Record<'institution' | 'task' | 'day' | 'decision', string>>): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: w.key('plans.conference.add-task') }).click();
  await dialog.getByRole('textbox', { name: w.key('plans.conference.what') }).fill(task);
  await dialog.getByRole('combobox', { name: w.key('plans.conference.who') }).selectOption({ label: institution });
  await fillDay(page, w.key('plans.conference.due-on'), day, w, dialog);
  await dialog.getByRole('button', { name: w.key('plans.conference.add-task') }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: w.key('plans.conference.write'), exact: true }).click();
  await dialog.getByRole('radio', { name: w.key('plans.conference.kind.decision') }).check();
  await dialog.getByRole('textbox', { name: w.key('plans.conference.text') }).fill(decision);
  await dialog.getByRole('checkbox', { name: w.key('plans.conference.told') }).check();
  await dialog.getByRole('button', { name: w.key('plans.save'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(decision).waitFor();
  await journey.look(page, 'conference');
}

/** The institution reads its own copy and no more, takes on what it was asked, and adds what it knows. */
export async function takesPart(journey: Journey, page: Page, w: Words, decision: string, hidden: RegExp): Promise<void> {
  await page.goto('/app/conferences');
  await journey.look(page, 'my-conferences');
  await page.locator('main').getByRole('listitem').getByRole('link').first().click();
  await page.getByText(decision).waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(hidden);
  await page.getByRole('button', { name: w.key('plans.conference.do-task.take') }).click();
  await page.getByText(w.key('plans.conference.task.taken'), { exact: true }).waitFor();
  await page.getByRole('button', { name: w.key('plans.conference.contribute') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Hay lugar desde el lunes');
  await dialog.getByRole('button', { name: w.key('plans.save'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await journey.look(page, 'conference-of-a-member');
}

/** What was really given is written down, with how much, and who gave it. */
export async function writesSupportDown(journey: Journey, page: Page, w: Words, caseAt: string, kind: string): Promise<void> {
  await page.goto(caseAt);
  await page.getByRole('button', { name: w.key('plans.support.add') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[name="need"]').fill(kind);
  await page.getByRole('option', { name: kind }).first().click();
  await dialog.getByRole('textbox', { name: new RegExp(`^${w.key('plans.support.quantity')}`) }).fill('2');
  await dialog.getByRole('textbox', { name: /^(De qué|Of what)/ }).fill('bolsas');
  await journey.look(page, 'writing-support-down');
  await dialog.getByRole('button', { name: w.key('plans.support.save'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const given = card(page, w, 'plans.support.panel').getByRole('listitem').filter({ hasText: kind });
  await given.filter({ hasText: /2 bolsas/ }).waitFor();
}
