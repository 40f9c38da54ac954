import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { fillDay } from './reception.ts';
import type { Words } from './words.ts';

const button = (page: Page, w: Words, key: string) => page.locator('main').getByRole('button', { name: w.key(`plans.plan.${key}`), exact: true });

/** A goal with its steps out of the country's proposals, and a step of the person's own: kept by itself, read on paper before it is agreed. */
export async function writesAPlan(journey: Journey, page: Page, w: Words, caseAt: string, step: string, day: string): Promise<void> {
  await page.goto(`${caseAt}/plan`);
  await button(page, w, 'begin').click();
  await button(page, w, 'make-goal').first().click();
  const goal = page.locator('section').filter({ has: page.getByRole('heading', { name: w.key('plans.plan.goal'), exact: true }) });
  await goal.getByRole('button', { name: w.key('plans.plan.add-step'), exact: true }).click();
  const last = goal.getByRole('listitem').last();
  await last.getByRole('textbox', { name: w.key('plans.plan.what'), exact: true }).fill(step);
  await page.getByRole('heading', { name: w.key('plans.plan.missing') }).waitFor();
  await fillDay(page, w.key('plans.plan.until'), day, w, last);
  await page.getByText(w.key('plans.plan.ready')).waitFor();
  await journey.look(page, 'plan-as-it-is-written');
  // Whoever is called away finds it again.
  await page.reload();
  await page.getByText(w.key('plans.plan.ready')).waitFor();
}

/** The sheet as the person takes it along: on one page, and nothing of the case on it that was not agreed. */
export async function printsThePlan(journey: Journey, page: Page, caseAt: string, step: string): Promise<void> {
  await page.goto(`${caseAt}/plan/sheet`);
  await page.getByText(step).waitFor();
  await journey.look(page, 'plan-sheet');
  expect(await pagesOnPaper(page)).toBe(1);
}

/** The person says yes; from now on it is a promise. One step is done. */
export async function agreesAndDoes(journey: Journey, page: Page, w: Words, caseAt: string, step: string): Promise<void> {
  await page.goto(`${caseAt}/plan`);
  await page.getByRole('radio', { name: w.key('plans.plan.how.read-aloud') }).check();
  await button(page, w, 'agree').click();
  await button(page, w, 'change').waitFor();
  const line = page.getByRole('listitem').filter({ hasText: step });
  await journey.look(page, 'plan-agreed');
  await line.getByRole('button', { name: w.key('plans.plan.done'), exact: true }).click();
  await line.getByRole('button', { name: w.key('plans.plan.again'), exact: true }).waitFor();
  await page.goto(caseAt);
  await page.getByText(w.key('staff.happened.step-done', { label: step })).waitFor();
  await journey.look(page, 'case-with-a-plan');
}

/** How many sheets of paper a page takes. */
export async function pagesOnPaper(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true, format: 'Letter' });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
