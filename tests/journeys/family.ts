import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { choosesPlace, type Typed } from './people.ts';
import type { Words } from './words.ts';

/** Somebody of a family: what they are to the first one, and, of a child, that the first one answers for it. */
export interface Member extends Omit<Typed, 'surname1' | 'surname2'> {
  readonly role?: 'partner' | 'child';
  readonly surname1?: string;
  readonly surname2?: string;
}

const birth = async (page: Page, at: number, day: string) => {
  const [year = '', month = '', date = ''] = day.split('-');
  const field = (part: string) => page.locator(`input[name="members.${at}.birth.${part}"]`);
  await field('year').fill(year);
  await field('month').fill(String(Number(month)));
  await field('day').fill(String(Number(date)));
};

/** A family that nobody's list names comes to the desk: the first one is taken, the others are typed on one page, and one of them was here before. */
export async function receivesAFamily(journey: Journey, again: () => Promise<Page>, w: Words, members: readonly Member[], known: string, municipality: string): Promise<Page> {
  const [first] = members;
  let page = await again();
  await page.goto('/app/arrivals');
  await page.getByRole('button', { name: w.key('reception.add.title') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[name="givenNames"]').fill(first!.given);
  await dialog.locator('input[name="surname1"]').fill(first!.surname1 ?? '');
  await dialog.getByRole('button', { name: w.key('reception.add.submit'), exact: true }).click();
  await page.waitForURL(/\/app\/desk\//);
  await page.getByRole('link', { name: w.key('reception.family.open-form') }).click();
  await page.waitForURL(/\/family$/);
  await choosesPlace(page, 'destinationAdmin2', municipality);
  for (const [at, member] of members.entries()) await typesMember(page, w, member, at);
  await journey.look(page, 'family-desk');
  await page.getByRole('button', { name: w.key('reception.family.check') }).click();
  await page.getByText(w.key('registry.compare.title')).first().waitFor();
  await journey.look(page, 'family-desk-known');
  // The head of the page says something of the kind too; here the line of this form counts.
  await page.locator('main').getByText(w.key('ui.state.saved'), { exact: true }).last().waitFor();
  const address = page.url();
  // The browser dies with all that it kept: another one goes on with what was typed.
  await page.context().close();
  page = await again();
  await page.goto(address);
  await page.locator(`input[name="members.${members.length - 1}.givenNames"]`).waitFor();
  expect(await page.locator('[name="members.1.givenNames"]').inputValue()).toBe(members[1]!.given);
  await page.getByRole('button', { name: w.key('reception.family.check') }).click();
  await page.getByText(w.key('registry.compare.title')).first().waitFor();
  await page.getByRole('button', { name: w.key('registry.compare.same') }).first().click();
  await page.getByText(w.key('reception.earlier.same', { name: known })).waitFor();
  await agrees(page, members, (name) => w.key('reception.family.consent', { name }));
  await journey.look(page, 'family-desk-checked');
  await page.getByRole('button', { name: w.key('reception.family.finish', { n: members.length }) }).click();
  await page.waitForURL(/\/app\/stays\/.*\/slips$/);
  await page.getByRole('heading', { level: 2, name: new RegExp(members[3]!.given) }).waitFor();
  expect(await page.locator('main').getByRole('article').count()).toBe(members.length);
  await journey.look(page, 'family-slips');
  return page;
}

/** Each adult is asked, and says yes. */
async function agrees(page: Page, members: readonly Member[], question: (name: string) => string): Promise<void> {
  for (const { given, surname1, surname2, role } of members) {
    if (role !== 'child') await page.getByRole('group', { name: question([given, surname1, surname2].filter(Boolean).join(' ')) }).getByRole('radio').first().check();
  }
}

async function typesMember(page: Page, w: Words, member: Member, at: number): Promise<void> {
  if (at > 0) await page.getByRole('button', { name: w.key('reception.family.add') }).click();
  const field = (name: string) => page.locator(`[name="members.${at}.${name}"]`);
  await field('givenNames').fill(member.given);
  if (member.surname1) await field('surname1').fill(member.surname1);
  if (member.surname2) await field('surname2').fill(member.surname2);
  await birth(page, at, member.born);
  if (member.role) await field('role').selectOption(member.role);
  if (member.role === 'child') {
    await page.getByRole('group', { name: w.key('reception.family.guardian') }).last().getByRole('radio').first().check();
    await page.getByRole('group', { name: w.key('reception.family.evidence') }).last().getByRole('radio').last().check();
  }
}

/** All of them stand on the floor, before whoever has no reason to be seen first, each with the numbers of the others. */
export async function standsTogether(journey: Journey, page: Page, w: Words, station: string, n: number): Promise<void> {
  await page.goto('/app/floor');
  await page.locator('select[name="station"]').selectOption(station);
  const label = (await page.locator('select[name="station"] option:checked').innerText()).replace(/ \(\d+\)$/, '');
  const lines = page.getByRole('list', { name: label, exact: true }).getByRole('listitem');
  const isFamily = { has: page.getByText(w.key('reception.flag.family'), { exact: true }) };
  await lines.filter(isFamily).filter({ hasText: /\d+, \d+ (y|and) \d+/ }).nth(n - 1).waitFor();
  expect(await lines.last().filter(isFamily).count()).toBe(0);
  await journey.look(page, 'family-on-the-floor');
}

/** A family at a window, in one flow: two adults, one of them known, and two children for whom the first one answers. */
export async function registersFour(journey: Journey, page: Page, w: Words, members: readonly Member[], municipality: string): Promise<void> {
  await page.goto('/app/register/family');
  for (const name of ['surname1', 'surname2'] as const) await page.locator(`input[name="${name}"]`).fill(members[0]![name] ?? '');
  for (const [at, member] of members.entries()) {
    if (at > 1) await page.getByRole('button', { name: w.key('registry.family-form.add') }).click();
    await page.locator(`input[name="members.${at}.givenNames"]`).fill(member.given);
    await birth(page, at, member.born);
    if (member.role) await page.locator(`select[name="members.${at}.role"]`).selectOption(member.role);
    if (member.role === 'child') await page.getByRole('group', { name: w.key('registry.family-form.guardian', { name: members[0]!.given }) }).last().getByRole('radio').last().check();
    else if (at > 0 && member.surname1) await ownSurnames(page, w, member, at);
  }
  await journey.look(page, 'family-of-four');
  await page.getByRole('button', { name: w.key('registry.family-form.check') }).click();
  await page.getByRole('button', { name: w.key('registry.compare.same') }).first().waitFor();
  await journey.look(page, 'family-of-four-known');
  // The page is loaded again in the middle of it, whatever the browser asks.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await page.locator('input[name="members.3.givenNames"]').waitFor();
  expect(await page.locator('input[name="members.1.givenNames"]').inputValue()).toBe(members[1]!.given);
  await page.getByRole('button', { name: w.key('registry.family-form.check') }).click();
  await page.getByRole('button', { name: w.key('registry.compare.same') }).first().waitFor();
  await page.getByRole('button', { name: w.key('registry.compare.same') }).first().click();
  await choosesPlace(page, 'destinationAdmin2', municipality);
  await agrees(page, members, (name) => w.key('registry.family-form.consent', { name }));
  await journey.look(page, 'family-of-four-checked');
  await page.getByRole('button', { name: w.key('registry.family-form.save', { n: members.length }) }).click();
  await page.waitForURL(/\/app\/people\//);
  const family = page.locator('main').getByRole('listitem');
  for (const member of members.slice(1)) await family.filter({ hasText: member.given.split(' ')[0]! }).filter({ hasText: w.key(`registry.relation.${member.role!}`) }).first().waitFor();
  await journey.look(page, 'family-of-four-registered');
}

async function ownSurnames(page: Page, w: Words, member: Member, at: number): Promise<void> {
  await page.getByText(w.key('registry.family-form.more')).nth(at).click();
  for (const name of ['surname1', 'surname2'] as const) await page.locator(`input[name="members.${at}.${name}"]`).fill(member[name] ?? '');
}
