import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Journey, type JourneyOptions } from '../support/browser.ts';
import { startServer } from '../support/process.ts';

/** The public portal in a browser: looked at, examined by axe, at small widths and large letters, by keyboard, and without a network. */

const PAGES: readonly (readonly [string, string])[] = [
  ['start', '/mx'], ['results', '/mx/ayuda?f=education&lugar=Puebla'], ['service', '/mx/servicio/mx-school-enrolment-2017'], ['print', '/mx/imprimir?f=employment&d=MX-09'],
  ['rights', '/mx/derechos'], ['card', '/mx/derechos/school-must-enrol'], ['map', '/mx/mapa'], ['map-of-a-state', '/mx/mapa/MX-20'], ['guide', '/mx/guia'], ['guide-part', '/mx/guia/employment'],
  ['papers', '/mx/papeles'], ['way-to-a-paper', '/mx/papeles?para=mx-ine-card&papel=mx-birth-certificate'], ['care', '/mx/cuidado'], ['not-there', '/mx/nothing'],
  ['report', '/mx/servicio/mx-school-enrolment-2017/aviso'], ['which-place', '/mx/ayuda?f=legal&lugar=San'],
];

let dataDir: string;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'ventanilla-portal-'));
  server = await startServer({ DATA_DIR: dataDir, COUNTRIES: 'MX' });
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function within(options: Omit<JourneyOptions, 'url' | 'album'>, steps: (journey: Journey) => Promise<void>, album: string): Promise<void> {
  const journey = await Journey.begin({ ...options, url: server.url, album });
  try {
    await steps(journey);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${await journey.whereabouts()}`, { cause: error });
  } finally {
    await journey.end();
  }
  expect(journey.problems).toEqual([]);
}

const tooWide = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each([
  { width: 'phone', locale: 'es', scheme: 'light' }, { width: 'desk', locale: 'en', scheme: 'dark' },
] as const)('the portal at $width width, $locale, $scheme', (options) => {
  it('is whole without script: every page is looked at and examined', () => within(options, async (journey) => {
    const page = await journey.open({ script: false });
    for (const [name, address] of PAGES) {
      await page.goto(options.locale === 'en' ? `${address}${address.includes('?') ? '&' : '?'}lang=en` : address);
      await journey.look(page, name);
    }
  }, `portal-${options.locale}-${options.width}`));
});

describe('small screens and large letters', () => {
  it('nothing runs out of 320 px, nor out of a phone at twice the size of letters', () => within({ width: 'phone', locale: 'es' }, async (journey) => {
    const page = await journey.open();
    for (const [name, address] of PAGES) {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(address);
      expect([name, await tooWide(page)]).toEqual([name, 0]);
      await page.setViewportSize({ width: 640, height: 900 });
      await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      expect([name, 'large letters', await tooWide(page)]).toEqual([name, 'large letters', 0]);
    }
  }, 'portal-small'));
});

describe('by keyboard', () => {
  it('the three questions are answered and a card is opened without a mouse', () => within({ width: 'desk', locale: 'es' }, async (journey) => {
    const page = await journey.open({ script: false });
    await page.goto('/mx');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Ir al contenido');
    await page.getByLabel('Escuela y estudios').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Oaxaca de Juarez');
    await page.keyboard.press('Enter');
    await page.getByText('Cerca de Oaxaca de Juárez').waitFor();
    await page.getByRole('link', { name: 'La escuela debe inscribir aunque falten papeles' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Esta escuela debe inscribir').waitFor();
  }, 'portal-keyboard'));

  it('Escape leaves, and back does not lead to what was read', () => within({ width: 'desk', locale: 'es' }, async (journey) => {
    const page = await journey.open();
    await page.route('https://www.wikipedia.org/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Wikipedia</title>' }));
    await page.goto('/mx/cuidado');
    await page.goto('/mx/guia/protection');
    await page.keyboard.press('Escape');
    await page.waitForURL('https://www.wikipedia.org/');
    await page.goBack();
    expect(page.url()).toContain('/mx/cuidado');
  }, 'portal-exit'));
});

describe('without a network', () => {
  it('the guide that was kept is read, a search finds the list of its need, and leaving erases it', () => within({ width: 'phone', locale: 'es', onPurpose: /ERR_INTERNET_DISCONNECTED|Failed to load/ }, async (journey) => {
    const page = await journey.open();
    await page.goto('/mx');
    await page.getByText('Guardado en este teléfono para leer sin red').waitFor();
    await page.goto('/mx/ayuda?f=education&edad=30&sexo=F&lugar=Puebla');
    const kept = () => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)))).flat());
    expect((await kept()).length).toBeGreaterThan(15);
    expect((await kept()).join()).not.toMatch(/edad|sexo|lugar/);
    await page.context().setOffline(true);
    await page.goto('/mx/ayuda?f=education&edad=30&sexo=F&lugar=Puebla');
    await page.getByRole('heading', { level: 1, name: 'Escuela y estudios' }).waitFor();
    await journey.look(page, 'without-a-network');
    await page.goto('/mx/derechos/school-must-enrol');
    await page.getByText('Esta escuela debe inscribir').waitFor();
    await page.context().setOffline(false);
    await page.goto('/mx');
    await page.getByRole('button', { name: 'Borrar' }).click();
    await expect.poll(kept).toEqual([]);
  }, 'portal-offline'));

  it('leaving quickly hides the page at once, and erases what was kept', () => within({ width: 'phone', locale: 'es', onPurpose: /ERR_INTERNET_DISCONNECTED|Failed to load/ }, async (journey) => {
    const page = await journey.open();
    await page.goto('/mx/guia');
    await page.getByText('Guardado en este teléfono para leer sin red').waitFor();
    await page.context().setOffline(true);
    await page.goto('/mx/guia/protection');
    await page.getByRole('link', { name: 'Salir rápido' }).click({ noWaitAfter: true });
    await page.getByRole('heading', { level: 1, name: 'Estoy en peligro' }).waitFor({ state: 'hidden' });
    await page.context().setOffline(false);
    // A page that keeps nothing itself.
    await page.goto('/robots.txt');
    await expect.poll(() => page.evaluate(async () => caches.keys())).toEqual([]);
  }, 'portal-leaving'));
});
