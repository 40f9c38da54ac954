import { describe, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Journey } from '../support/browser.ts';
import { PASSWORD, serverOf } from './tell.ts';

/** What one steward proposes, another publishes: an entry and its conditions, until the portal says it. */

const tell = serverOf('ZZ');
const SERVICE = 'zz-job-office';
const PHONE = '+000 5550 4321';

/** A telephone that somebody was told in a call. */
async function proposePhone(journey: Journey, page: Page): Promise<string> {
  await page.goto(`/app/directory/keep/entry/service.${SERVICE}/edit`);
  await page.getByRole('button', { name: 'Agregar a Teléfonos' }).first().click();
  await page.getByLabel('Número', { exact: true }).last().fill(PHONE);
  await page.getByLabel('Motivo').fill('Cambió el número');
  await page.getByLabel('Cómo se sabe').selectOption({ label: 'Una llamada' });
  await page.getByRole('button', { name: 'Enviar la propuesta' }).click();
  await page.getByText('Esto lo propuso usted').waitFor();
  await journey.look(page, 'own-proposal');
  return new URL(page.url()).pathname;
}

/** One more condition, of which the preview says at once whom it would leave out. */
async function proposeConditions(journey: Journey, page: Page): Promise<string> {
  await page.goto(`/app/directory/${SERVICE}/conditions`);
  await page.getByRole('button', { name: /^Añadir condición/ }).first().click();
  // The service has one condition already.
  const fact = page.getByRole('combobox', { name: 'Dato', exact: true }).nth(1);
  await fact.fill('Edad');
  await page.getByRole('option', { name: /^Edad/ }).first().click();
  await page.getByLabel('Valor').nth(1).fill('60');
  await page.getByText(/Con este borrador cambian? /).waitFor();
  await page.getByLabel('Motivo').fill('Circular inventada');
  await page.getByLabel('Cómo se sabe').selectOption({ label: 'Una carta o un correo' });
  await journey.look(page, 'conditions');
  await page.getByRole('button', { name: 'Enviar la propuesta' }).click();
  await page.getByText('Qué cambia en las condiciones').waitFor();
  return new URL(page.url()).pathname;
}

async function publish(journey: Journey, page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Publicar' }).waitFor();
  await journey.look(page, name);
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mantener el directorio' }).waitFor();
}

describe('the directory', () => {
  it('changes by two people, and the portal says it', () => tell({ width: 'desk', locale: 'es', album: 'steward' }, async (journey) => {
    const one = await journey.signIn('directorio.zz', PASSWORD);
    await journey.look(one, 'home');
    const changes = [[await proposePhone(journey, one), 'review-entry'], [await proposeConditions(journey, one), 'review-conditions']] as const;
    const two = await journey.signIn('directorio2.zz', PASSWORD);
    for (const [address, name] of changes) await publish(journey, two, address, name);
    const portal = await journey.open({ script: false });
    await portal.goto(`/zz/servicio/${SERVICE}`);
    await portal.getByText(PHONE).first().waitFor();
    await portal.getByText('Edad: 60 o más').first().waitFor();
    await journey.look(portal, 'portal');
  }));
});
