import { describe, it } from 'vitest';
import { PASSWORD, serverOf } from './tell.ts';
import { addsANeed, opensACase } from './two-cases.ts';
import { wordsIn } from './words.ts';

const tell = serverOf('HN,GT');

const ELVIRA = { given: 'Elvira Inventada', surname1: 'Maradiaga', surname2: 'Funes', born: '1988-02-11' };
const GIRL = { given: 'Dulce Inventada', surname1: 'Pacheco', surname2: 'Rosa', born: '2016-06-01' };

describe.each([
  { width: 'desk', scheme: 'light', country: 'hn', home: 'San Pedro Sula' },
  { width: 'phone', scheme: 'dark', country: 'gt', home: 'Guatemala' },
] as const)('how a case ends, at $width width and in $scheme colours', ({ width, scheme, country, home }) => {
  const w = wordsIn('es');

  it('is closed in two steps, keeps what was typed, says what happened, and goes on', () => tell({ width, scheme, locale: 'es', album: `es-${width}-closing` }, async (journey) => {
    const page = await journey.signIn(`ventanilla.${country}`, PASSWORD);
    const caseAt = await opensACase(page, w, ELVIRA, home);
    await addsANeed(page, w, caseAt, 'Alimentación');
    await journey.look(page, 'case');
    await page.goto(`${caseAt}/close`);
    await page.getByRole('radio', { name: w.key('registry.closing.code.goals-reached') }).check();
    await page.getByRole('textbox').first().fill('Tiene empleo y vivienda');
    await page.getByRole('group', { name: /Alimentación/ }).getByRole('radio', { name: w.key('registry.closing.result.met') }).check();
    await journey.look(page, 'why');
    await page.getByRole('button', { name: w.key('registry.closing.next'), exact: true }).click();
    await page.getByRole('heading', { name: w.key('registry.closing.follows') }).waitFor();
    await journey.look(page, 'what-follows');
    // Whoever is called away finds it again.
    await page.reload();
    await page.getByText('Tiene empleo y vivienda').first().waitFor();
    await page.getByRole('button', { name: w.key('registry.closing.next'), exact: true }).click();
    await page.getByRole('button', { name: w.key('registry.closing.submit') }).click();
    await page.getByRole('button', { name: w.key('registry.reopening.open') }).waitFor();
    await page.getByText(w.key('staff.happened.closed', { what: w.key('registry.closing.code.goals-reached') })).waitFor();
    await journey.look(page, 'closed');
    await page.getByRole('button', { name: w.key('registry.reopening.open') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Perdió el empleo');
    await journey.look(page, 'open-again');
    await dialog.getByRole('button', { name: w.key('registry.reopening.open') }).click();
    await page.getByRole('heading', { name: new RegExp(w.key('staff.next.take')) }).waitFor();
    await page.getByText(w.key('staff.happened.reopened')).waitFor();
  }));

  it('a girl for whom nobody verified answers stays with somebody', () => tell({ width, scheme, locale: 'es', album: `es-${width}-closing-child` }, async (journey) => {
    const page = await journey.signIn(`ventanilla.${country}`, PASSWORD);
    const caseAt = await opensACase(page, w, GIRL, home);
    await page.goto(`${caseAt}/close`);
    await page.getByText(w.key('errors.registry.closing-child-without-guardian')).first().waitFor();
    await page.getByRole('radio', { name: w.key('registry.closing.code.left-country') }).check();
    await page.getByRole('button', { name: w.key('registry.closing.next'), exact: true }).click();
    await page.getByRole('button', { name: w.key('registry.closing.submit') }).click();
    await page.getByRole('alert').getByText(w.key('errors.registry.closing-child-without-guardian')).waitFor();
    await journey.look(page, 'refused');
  }));
});
