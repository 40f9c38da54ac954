import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import type { Words } from './words.ts';

/** Opens the dialog behind a button, fills it in and keeps it. */
async function asks(page: Page, w: Words, button: Locator, fill: (dialog: Locator) => Promise<void>): Promise<void> {
  await button.click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name: w.key('protection.save') }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** From the case of a child, protection begins to look for its family and writes down who was found. */
export async function findsARelative(journey: Journey, page: Page, w: Words, caseAt: string, name: string): Promise<void> {
  await page.goto(caseAt);
  await page.getByRole('button', { name: w.key('protection.begin') }).click();
  await page.waitForURL(/\/family$/);
  await asks(page, w, page.getByRole('button', { name: w.key('protection.add-relative') }), async (dialog) => {
    await dialog.locator('input[name="name"]').fill(name);
    await dialog.locator('select[name="word"]').selectOption('grandparent');
    await dialog.locator('select[name="foundHow"]').selectOption('child-told');
    await dialog.locator('input[name="reach"]').fill('5550 0123');
    await journey.look(page, 'adding-a-relative');
  });
  await page.getByText(name).first().waitFor();
  await page.getByText(w.key('errors.protection.no-decision')).waitFor();
  await journey.look(page, 'nothing-is-confirmed-yet');
}

/** The child says whether it wants to; everything on the list is looked at and confirmed. */
export async function looksAtTheRelative(journey: Journey, page: Page, w: Words): Promise<void> {
  await asks(page, w, page.getByRole('button', { name: w.key('protection.child-hear') }), async (dialog) => {
    await dialog.getByRole('radio', { name: w.key('protection.child.wants'), exact: true }).check();
    await dialog.locator('textarea[name="said"]').fill('Quiere volver a la casa donde creció');
    await journey.look(page, 'the-child-is-heard');
  });
  await page.getByText(w.key('protection.child.wants'), { exact: true }).waitFor();
  const open = page.getByRole('list', { name: w.key('protection.looked-at') }).getByRole('listitem').filter({ hasText: w.key('protection.not-looked') });
  for (let left = await open.count(); left > 0; left -= 1) {
    await asks(page, w, open.first().getByRole('button', { name: w.key('protection.check') }), async (dialog) => {
      await dialog.getByRole('radio', { name: w.key('protection.result.confirmed'), exact: true }).check();
    });
    await expect.poll(() => open.count()).toBe(left - 1);
  }
  await page.getByText(w.key('protection.verified'), { exact: true }).waitFor();
}

/** What the authority decided is written down; from then on nothing stands between the child and a hand-over. */
export async function writesTheDecision(journey: Journey, page: Page, w: Words, name: string): Promise<void> {
  await asks(page, w, page.getByRole('button', { name: w.key('protection.decision-add') }), async (dialog) => {
    await dialog.getByRole('radio', { name: w.key('protection.outcome.reunite'), exact: true }).check();
    await dialog.locator('select[name="relativeId"]').selectOption({ label: name });
    await dialog.locator('input[name="authority"]').fill('Autoridad de niñez (ficticia)');
    await dialog.locator('input[name="paper"]').fill('Resolución de ejemplo');
    await dialog.locator('textarea[name="reasons"]').fill('La cuidó desde pequeña');
    await journey.look(page, 'what-the-authority-decided');
  });
  await page.getByText(w.key('protection.nothing-missing')).waitFor();
  await journey.look(page, 'ready-for-the-hand-over');
}

/** Somebody else plans the hand-over and hands the child over: never without having seen the document of whoever receives it. */
export async function handsOver(journey: Journey, page: Page, w: Words, caseAt: string, name: string): Promise<void> {
  await page.goto(`${caseAt}/family`);
  await asks(page, w, page.getByRole('button', { name: w.key('protection.handover-plan') }), async (dialog) => {
    await dialog.getByRole('radio', { name: w.key('protection.point.at-home') }).check();
    await dialog.locator('input[name="place"]').fill('Casa de la abuela');
    await dialog.locator('input[name="broughtBy"]').fill('Equipo de protección');
    await journey.look(page, 'planning-a-hand-over');
  });
  await page.getByText(w.key('protection.handover.planned'), { exact: true }).waitFor();
  await asks(page, w, page.getByRole('button', { name: w.key('protection.step.done'), exact: true }), async (dialog) => {
    await dialog.getByRole('button', { name: w.key('protection.save') }).click();
    await dialog.getByText(w.key('errors.protection.identity-not-seen')).first().waitFor();
    await journey.look(page, 'not-without-a-document');
    await dialog.getByRole('checkbox', { name: w.key('protection.identity-seen') }).check();
  });
  await page.getByText(w.key('protection.state.handed-over')).first().waitFor();
  expect(await page.locator('main').innerText()).toContain(name);
  await journey.look(page, 'with-the-family');
}

/** The window of the case reads that protection looks after it, and neither who nor where. */
export async function readsOnlyThatItIsLookedAfter(journey: Journey, page: Page, w: Words, caseAt: string, hidden: readonly string[]): Promise<void> {
  for (const address of [caseAt, `${caseAt}/family`]) {
    await page.goto(address);
    await page.getByText(w.key('protection.looked-after'), { exact: true }).waitFor();
    const shown = await page.locator('body').innerText();
    for (const secret of hidden) expect(shown).not.toContain(secret);
  }
  await journey.look(page, 'what-the-window-reads');
}
