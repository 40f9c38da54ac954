import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import type { Words } from './words.ts';

/** Protection enters who is on duty today, all day; whoever that is is on duty from that moment. */
export async function goesOnDuty(journey: Journey, page: Page, w: Words, who: string, phone: string): Promise<void> {
  await page.goto('/app/duty');
  const mine = page.getByRole('row').filter({ hasText: phone });
  await page.locator('select[name="accountId"]').selectOption({ label: who });
  await page.locator('input[name="phone"]').fill(phone);
  for (const hour of ['fromHour', 'untilHour']) await page.locator(`input[name="${hour}"]`).fill('00:00');
  await journey.look(page, 'entering-duty');
  await page.getByRole('button', { name: w.key('assessment.duty.save') }).click();
  await mine.filter({ hasText: w.key('assessment.duty.now') }).waitFor();
  await journey.look(page, 'duty');
}

/** Whoever sees the case reads whom to call now, with the telephone of work. */
export async function readsWhomToCall(journey: Journey, page: Page, w: Words, caseAt: string, who: string, phone: string): Promise<void> {
  await page.goto(caseAt);
  const call = page.getByText(new RegExp(`^${w.key('assessment.duty.call')}`)).filter({ hasText: who });
  await call.getByRole('link', { name: phone }).waitFor();
  await journey.look(page, 'whom-to-call');
}

/** One tap: somebody has it, and the case says so. */
export async function takesTheAlarm(journey: Journey, page: Page, w: Words, name: string, who: string): Promise<void> {
  await page.goto('/app/alerts');
  const line = page.getByRole('row').filter({ hasText: name });
  await journey.look(page, 'an-alarm-that-nobody-has-taken');
  await line.getByRole('button', { name: w.key('assessment.alert-take'), exact: true }).click();
  await line.getByText(w.key('assessment.alert-taken', { who, when: '' }).trim()).waitFor();
  expect(await line.getByRole('button', { name: w.key('assessment.alert-take'), exact: true }).count()).toBe(0);
  await journey.look(page, 'an-alarm-that-is-taken');
}

/** Whoever raised it reads on the case that somebody has it, and who. */
export async function readsThatItIsTaken(journey: Journey, page: Page, w: Words, caseAt: string, who: string): Promise<void> {
  await page.goto(caseAt);
  await page.getByText(w.key('assessment.alert-taken', { who, when: '' }).trim()).first().waitFor();
  expect(await page.getByText(w.key('assessment.alert-passed-on')).count()).toBe(0);
  await journey.look(page, 'case-with-an-alarm-that-is-taken');
}
