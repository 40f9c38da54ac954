import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium } from './machine.ts';
import { ROOT } from './steps.ts';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Widths at which people work: a desk, and a phone in the hand. */
export const WIDTHS = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
export type Width = keyof typeof WIDTHS;

export interface JourneyOptions {
  readonly url: string;
  readonly width: Width;
  readonly locale: 'es' | 'en';
  /** Colours that the person's device asks for; default light. */
  readonly scheme?: 'light' | 'dark';
  /** Folder below tests/screenshots. */
  readonly album: string;
  /** What this journey breaks on purpose: errors that are no problem of the pages. */
  readonly onPurpose?: RegExp;
}

/** One browser, one person after another, each in a session of their own. */
export class Journey {
  readonly #options: JourneyOptions;
  readonly #browser: Browser;
  readonly #problems: string[] = [];
  #shots = 0;
  #last: Page | null = null;
  readonly #withoutScript = new WeakSet<Page>();

  private constructor(browser: Browser, options: JourneyOptions) {
    this.#browser = browser;
    this.#options = options;
  }

  static async begin(options: JourneyOptions): Promise<Journey> {
    const executablePath = findChromium();
    if (!executablePath) throw new Error('no Chromium on this machine: install the package "chromium", or set CHROMIUM to the path of one');
    return new Journey(await chromium.launch({ executablePath, args: FLAGS }), options);
  }

  /** What went wrong on the pages: errors of the console, failed requests of our own, and what axe found. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** A fresh browser profile; `script: false` for the portal without JavaScript. */
  async open(options: { script?: boolean } = {}): Promise<Page> {
    const context: BrowserContext = await this.#browser.newContext({
      viewport: WIDTHS[this.#options.width], locale: this.#options.locale === 'es' ? 'es-HN' : 'en-US', javaScriptEnabled: options.script ?? true, baseURL: this.#options.url,
      colorScheme: this.#options.scheme ?? 'light',
    });
    const page = await context.newPage();
    this.#last = page;
    if (options.script === false) this.#withoutScript.add(page);
    // Ends what hangs: a machine whose processors are lent to others has taken longer than twenty seconds for a page.
    page.setDefaultTimeout(90_000);
    page.setDefaultNavigationTimeout(90_000);
    const wanted = (message: string): boolean => this.#options.onPurpose?.test(message) ?? false;
    page.on('pageerror', (error) => { if (!wanted(error.message)) this.#problems.push(`${page.url()}: ${error.message}`); });
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && !wanted(message.text())) this.#problems.push(`${page.url()}: ${message.text()}`);
    });
    page.on('response', (response) => { if (response.status() >= 500) this.#problems.push(`${response.status()} ${response.url()}`); });
    return page;
  }

  /** Signs in through the page, as a person does. */
  async signIn(login: string, password: string): Promise<Page> {
    const page = await this.open();
    await page.goto('/app');
    await page.locator('input[autocomplete="username"]').fill(login);
    await page.locator('input[autocomplete="current-password"]').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('input[autocomplete="current-password"]').waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    return page;
  }

  /** The one switch to English: in the menu of the account. */
  async switchToEnglish(page: Page): Promise<void> {
    await page.getByRole('button', { name: /\(demo\)/ }).click();
    // The account keeps the choice: a page that is opened before that would be in Spanish again.
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/session/locale'));
    await page.getByRole('menu').getByText('English', { exact: true }).click();
    await page.locator('html[lang="en"]').waitFor();
    await kept;
  }

  /** A picture for a person to look at, and a check of the page by axe. */
  async look(page: Page, name: string): Promise<void> {
    this.#last = page;
    await page.waitForLoadState('load');
    // What is still loading is not what a person looks at.
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 30_000 }).catch(() => undefined);
    const folder = path.join(ROOT, 'tests/screenshots', this.#options.album);
    mkdirSync(folder, { recursive: true });
    this.#shots += 1;
    // A head that stays in sight would lie across the middle of a picture of the whole page.
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: path.join(folder, `${String(this.#shots).padStart(2, '0')}-${name}.png`), fullPage: true, animations: 'disabled' });
    await this.#examine(page, name);
  }

  /** What axe finds, and whether the page is wider than the screen. Axe is a script: a page without any is opened again for it. */
  async #examine(shown: Page, name: string): Promise<void> {
    const bare = this.#withoutScript.has(shown);
    const page = bare ? await this.open() : shown;
    if (bare) await page.goto(shown.url());
    // Rows of a long list are alike: the first ones stand for all.
    const { violations } = await new AxeBuilder({ page }).exclude('tbody tr:nth-child(n+25)').exclude('li:nth-child(n+25)').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    for (const v of violations) this.#problems.push(`${name}: ${v.id} (${v.help}) at ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' · ')}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 1) this.#problems.push(`${name}: the page is ${wide} px wider than the screen`);
    if (bare) await page.context().close();
    this.#last = shown;
  }

  /** Where the journey stands: address and outline of the last page, for the message of a failed test. */
  async whereabouts(): Promise<string> {
    if (!this.#last) return 'nowhere';
    await this.#last.screenshot({ path: path.join(ROOT, 'tests/screenshots', this.#options.album, 'where-it-stopped.png'), fullPage: true }).catch(() => undefined);
    const outline = await this.#last.locator('body').ariaSnapshot().catch(() => 'the page is gone');
    return `${this.#last.url()}\n${outline.slice(0, 6000)}`;
  }

  async end(): Promise<void> {
    await this.#browser.close();
  }
}
