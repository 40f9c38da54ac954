import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { fillDay } from './reception.ts';
import type { Words } from './words.ts';

export interface Typed {
  readonly given: string;
  readonly surname1: string;
  readonly surname2: string;
  readonly born: string;
}

export async function typesWho(page: Page, w: Words, who: Typed): Promise<void> {
  await page.goto('/app/register');
  await page.locator('input[name="givenNames"]').fill(who.given);
  await page.locator('input[name="surname1"]').fill(who.surname1);
  await page.locator('input[name="surname2"]').fill(who.surname2);
  await fillDay(page, w.key('registry.field.birthDate'), who.born, w);
  await page.getByRole('button', { name: w.key('registry.register.check') }).click();
}

const back = async (page: Page, w: Words) => {
  await page.getByRole('button', { name: w.key('registry.register.back') }).first().click();
  for (const name of ['givenNames', 'surname1', 'surname2']) await page.locator(`input[name="${name}"]`).fill('');
};

/** Nobody like that is known: the officer may go on at once. */
export async function findsNobody(journey: Journey, page: Page, w: Words, who: Typed): Promise<void> {
  await typesWho(page, w, who);
  await page.getByText(w.key('registry.register.nobody')).waitFor();
  await journey.look(page, 'nobody-like-that');
  await back(page, w);
}

/** Surely known: side by side, and the first answer is that it is the same person, come back. */
export async function welcomesBack(journey: Journey, page: Page, w: Words, who: Typed): Promise<void> {
  await typesWho(page, w, who);
  await page.getByText(w.key('registry.band.surely'), { exact: true }).first().waitFor();
  const answers = page.locator('main').getByRole('button').filter({ hasText: new RegExp(['same', 'different', 'unsure'].map((a) => w.key(`registry.compare.${a}`)).join('|')) });
  expect(await answers.first().innerText()).toContain(w.key('registry.compare.same'));
  await journey.look(page, 'surely-known');
  await answers.first().click();
  await page.getByRole('heading', { name: w.key('registry.register.welcome-title', { name: [who.given, who.surname1, who.surname2].join(' ') }) }).waitFor();
  await journey.look(page, 'welcome-back');
  await back(page, w);
}

/** Perhaps known, and the officer is not sure: registered, and supervision is asked. */
export async function leavesADoubt(journey: Journey, page: Page, w: Words, who: Typed, municipality: string): Promise<void> {
  await typesWho(page, w, who);
  await page.getByText(w.key('registry.band.perhaps'), { exact: true }).first().waitFor();
  await journey.look(page, 'perhaps-known');
  await page.getByRole('button', { name: w.key('registry.compare.unsure') }).first().click();
  await choosesPlace(page, 'destinationAdmin2', municipality);
  await page.getByRole('radio', { name: new RegExp(`^${w.key('registry.consent.yes')}`) }).check();
  await page.getByRole('button', { name: w.key('registry.register.save') }).click();
  await page.waitForURL(/\/app\/cases\//);
}

export async function choosesPlace(page: Page, name: string, municipality: string): Promise<void> {
  await page.locator(`input[name="${name}"]`).fill(municipality);
  await page.getByRole('option', { name: new RegExp(`^${municipality}`) }).first().click();
}

/** Supervision compares, decides, finds the decision again and takes it back: the doubt is open as before. */
export async function decidesAndUndoes(journey: Journey, page: Page, w: Words, surname: string): Promise<void> {
  const line = page.getByRole('listitem').filter({ hasText: surname });
  await page.goto('/app/review');
  await journey.look(page, 'review-list');
  await line.first().getByRole('link').first().click();
  await page.getByRole('table').first().waitFor();
  await journey.look(page, 'review-set');
  await page.getByRole('button', { name: w.key('registry.review.same') }).click();
  await page.waitForURL(/\/app\/review$/);
  await line.first().waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: new RegExp(w.key('registry.review.decided')) }).click();
  await journey.look(page, 'review-decided');
  await line.first().getByRole('button', { name: w.key('registry.identity.undo') }).click();
  await line.first().getByText(w.key('registry.identity.undone'), { exact: true }).waitFor();
  await page.getByRole('tab', { name: new RegExp(w.key('registry.review.open')) }).click();
  await line.first().waitFor();
}

/** A mother and her child registered at once; her page shows who lives with her and for whom she answers. */
export async function registersAFamily(journey: Journey, page: Page, w: Words, municipality: string): Promise<void> {
  await page.goto('/app/register/family');
  await page.locator('input[name="surname1"]').fill('Quinteros');
  await page.locator('input[name="members.0.givenNames"]').fill('Nohemí Inventada');
  await page.locator('input[name="members.1.givenNames"]').fill('Gael Inventado');
  await page.locator('select[name="members.1.role"]').selectOption('child');
  for (const [at, year] of [[0, '1993'], [1, '2016']] as const) await page.locator(`input[name="members.${at}.birth.year"]`).fill(year);
  await page.getByRole('radio', { name: w.key('registry.family-form.guardian-seen') }).check();
  await journey.look(page, 'family');
  await page.getByRole('button', { name: w.key('registry.family-form.check') }).click();
  await page.getByText(w.key('registry.family-form.new')).nth(1).waitFor();
  await choosesPlace(page, 'destinationAdmin2', municipality);
  await page.getByRole('radio', { name: w.key('registry.consent.yes'), exact: true }).check();
  await journey.look(page, 'family-checked');
  await page.getByRole('button', { name: w.key('registry.family-form.save', { n: 2 }) }).click();
  await page.waitForURL(/\/app\/people\//);
  const family = page.locator('main').getByRole('listitem');
  for (const word of ['child', 'ward']) await family.filter({ hasText: 'Gael' }).filter({ hasText: w.key(`registry.relation.${word}`) }).first().waitFor();
  await journey.look(page, 'person-with-family');
}
