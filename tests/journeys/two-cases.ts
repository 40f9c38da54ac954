import type { Page } from 'playwright-core';
import type { Journey } from '../support/browser.ts';
import { choosesPlace, typesWho, type Typed } from './people.ts';
import type { Words } from './words.ts';

/** Somebody is registered at a window, which leaves open whether an earlier record is theirs; answers with the address of the case. */
export async function opensACase(page: Page, w: Words, who: Typed, municipality: string, unsure = false): Promise<string> {
  await typesWho(page, w, who);
  if (unsure) await page.getByRole('button', { name: w.key('registry.compare.unsure') }).first().click();
  await choosesPlace(page, 'destinationAdmin2', municipality);
  await page.getByRole('radio', { name: new RegExp(`^${w.key('registry.consent.yes')}`) }).check();
  await page.getByRole('button', { name: w.key('registry.register.save') }).click();
  await page.waitForURL(/\/app\/cases\//);
  const caseId = /cases\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  return `/app/cases/${caseId}`;
}

/** An officer writes down what the person needs. */
export async function addsANeed(page: Page, w: Words, caseAt: string, need: string): Promise<void> {
  await page.goto(caseAt);
  await page.getByRole('button', { name: w.key('assessment.need-add') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[name="need"]').fill(need);
  await page.getByRole('option', { name: need }).first().click();
  await dialog.getByRole('button', { name: w.key('assessment.need-add') }).click();
  await dialog.waitFor({ state: 'detached' });
  await needIn(page, w, need).waitFor();
}

export const needIn = (page: Page, w: Words, need: string) => page.getByRole('list', { name: w.key('assessment.needs'), exact: true }).getByRole('listitem').filter({ hasText: need });

/** Supervision compares the two records and says that they are one person. */
export async function saysOnePerson(page: Page, w: Words, surname: string): Promise<void> {
  const line = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: surname });
  await page.goto('/app/review');
  await line.first().getByRole('link').first().click();
  await page.getByRole('button', { name: w.key('registry.review.same') }).click();
  await page.waitForURL(/\/app\/review$/);
  await line.first().waitFor({ state: 'detached' });
}

/** Two offices that do not see one another accompany one person: supervision has them on a list, which leads to the cases. */
export async function findsThePair(journey: Journey, page: Page, w: Words, surname: string): Promise<void> {
  await page.goto('/app/review');
  const line = page.getByRole('list', { name: w.key('registry.two-cases.title') }).getByRole('listitem').filter({ hasText: surname });
  await line.first().waitFor();
  await journey.look(page, 'two-cases-list');
  await line.getByRole('link', { name: w.key('registry.two-cases.go') }).first().click();
  await page.waitForURL(/\/app\/cases\//);
}

/** Two open cases of one person: this one is closed because it goes on in the other one, with a note. */
export async function joinsInto(journey: Journey, page: Page, w: Words, closing: string, note: string): Promise<void> {
  await page.goto(closing);
  await page.getByText(w.key('registry.one.two-cases'), { exact: true }).waitFor();
  await journey.look(page, 'two-open-cases');
  await page.getByRole('button', { name: w.key('registry.join.open') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').last().check();
  await dialog.locator('textarea').fill(note);
  await journey.look(page, 'joining');
  await dialog.getByRole('button', { name: w.key('registry.join.open') }).click();
  await page.getByRole('link', { name: w.key('registry.join.see') }).waitFor();
  await journey.look(page, 'joined-away');
}

/** At the window where it goes on, needs of both stand in one list, each of the other case saying so; one of them is met there. */
export async function worksOnBoth(journey: Journey, page: Page, w: Words, goingOn: string, needs: { readonly theirs: string; readonly own: string }): Promise<void> {
  await page.goto(goingOn);
  const theirs = needIn(page, w, needs.theirs);
  await needIn(page, w, needs.own).waitFor();
  await theirs.filter({ hasText: new RegExp(w.key('registry.join.of-case', { codes: '' }).trim()) }).waitFor();
  await journey.look(page, 'both-cases-on-one-page');
  await theirs.getByRole('link', { name: w.key('assessment.need-services') }).click();
  await page.waitForURL(/\/suggestions/);
  // The way back leads to the case that goes on.
  await page.locator(`a[href="${goingOn}"]`).filter({ hasText: w.key('directory.suggestions.back') }).click();
  await page.waitForURL((url) => url.pathname === goingOn);
  await theirs.getByRole('button', { name: w.key('assessment.need-make.met') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[name="why"]').fill('Ya fue atendida');
  await dialog.getByRole('button', { name: w.key('assessment.need-make.met') }).click();
  await theirs.waitFor({ state: 'detached' });
}

/** The join is taken back from the page of the case that was closed: it is open again. */
export async function takesApart(journey: Journey, page: Page, w: Words, closed: string): Promise<void> {
  await page.goto(closed);
  await page.getByRole('button', { name: w.key('registry.join.undo') }).click();
  await page.getByRole('dialog').getByRole('button', { name: w.key('registry.join.undo') }).click();
  await page.getByRole('link', { name: w.key('registry.join.see') }).waitFor({ state: 'detached' });
  await page.getByText(w.key('registry.one.two-cases'), { exact: true }).waitFor();
  await journey.look(page, 'taken-apart');
}
