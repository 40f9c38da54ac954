import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Journey } from '../support/browser.ts';
import { movesTheClock } from './after.ts';
import { findsARelative, handsOver, looksAtTheRelative, readsOnlyThatItIsLookedAfter, writesTheDecision } from './child.ts';
import { answersTheAlarm, hearsOfDanger } from './circle.ts';
import { answersIt, complains, isContent, looksWithTheCode, mistypesTheCode, readsNothingOfIt, refsThatWait } from './complaint.ts';
import { goesOnDuty, readsThatItIsTaken, readsWhomToCall, takesTheAlarm } from './duty.ts';
import { callsInVain, comes, countsAtTheWindow, isExpected } from './expected.ts';
import { PASSWORD, serverOf } from './tell.ts';
import { opensACase } from './two-cases.ts';
import { wordsIn } from './words.ts';

/** Who waits and is not forgotten: somebody for an answer, a child for its family, somebody in danger for protection, a window for whoever was sent there. */
const tell = serverOf('ZZ');

const HOME = 'Puerto Alba';
const NINA = { given: 'Nina Inventada', surname1: 'Ladera', surname2: 'Cuesta', born: '2016-04-02' };
const RAQUEL = { given: 'Raquel Inventada', surname1: 'Duna', surname2: 'Vela', born: '1992-09-17' };
const SONIA = { given: 'Sonia Inventada', surname1: 'Cauce', surname2: 'Roble', born: '1987-12-05' };
const nameOf = (who: typeof NINA): string => [who.given, who.surname1, who.surname2].join(' ');

const inEnglish = (journey: Journey) => async (login: string): Promise<Page> => {
  const page = await journey.signIn(`${login}.zz`, PASSWORD);
  await journey.switchToEnglish(page);
  return page;
};

describe('in Spanish', () => {
  const w = wordsIn('es');

  it('somebody complains on a phone without a name; supervision answers at a desk, the window reads nothing of it, and the code opens the answer', () => tell({ width: 'phone', locale: 'es', album: 'es-phone-complaint' }, (pocket) => tell({ width: 'desk', locale: 'es', album: 'es-desk-complaint' }, async (desk) => {
    const supervision = await desk.signIn('supervision.zz', PASSWORD);
    const before = await refsThatWait(supervision);
    const phone = await pocket.open();
    const [said, answer] = ['Esperé cuatro horas de pie y nadie me dijo cuándo me tocaba', 'Desde hoy se dan números y hay dónde sentarse.'];
    const code = await complains(pocket, phone, w, 'zz', { office: 'Ventanilla de Puerto Alba', said });
    await looksWithTheCode(phone, w, 'zz', code, said);
    await pocket.look(phone, 'it-is-being-looked-at');
    await mistypesTheCode(pocket, phone, w, 'zz', code);

    const at = await answersIt(desk, supervision, w, before, { said, answer });
    await readsNothingOfIt(await desk.signIn('ventanilla.zz', PASSWORD), w, at, said);
    await looksWithTheCode(phone, w, 'zz', code, said);
    await isContent(pocket, phone, w, answer);
  })));

  it('whoever is on duty is called and takes an alarm with one tap on a phone; the window reads whom to call and that it was taken', () => tell({ width: 'phone', locale: 'es', album: 'es-phone-duty' }, async (journey) => {
    const [who, phone] = ['Protección (demo)', '5550 0199'];
    const protection = await journey.signIn('proteccion.zz', PASSWORD);
    await goesOnDuty(journey, protection, w, who, phone);
    const office = await journey.signIn('ventanilla.zz', PASSWORD);
    const caseAt = await opensACase(office, w, RAQUEL, HOME);
    await hearsOfDanger(journey, office, w, caseAt, { instrument: 'Primeras necesidades', question: '¿Siente que usted o su familia están en peligro en este momento?', yes: 'Sí' });
    await readsWhomToCall(journey, office, w, caseAt, who, phone);
    await takesTheAlarm(journey, protection, w, nameOf(RAQUEL), who);
    await readsThatItIsTaken(journey, office, w, caseAt, who);
    await answersTheAlarm(journey, protection, w, nameOf(RAQUEL), w.key('assessment.alert.danger-now'), 'Está en un lugar seguro');
  }));
});

describe('in English, at a desk', () => {
  const w = wordsIn('en');

  it('the family of a child is found, looked at and decided for by one of protection, and another one hands the child over', () => tell({ width: 'desk', scheme: 'dark', locale: 'en', album: 'en-desk-child' }, async (journey) => {
    const signsIn = inEnglish(journey);
    const [relative, first] = ['Abuela Inventada Ladera', await signsIn('proteccion')];
    const caseAt = await opensACase(first, w, NINA, HOME);
    await findsARelative(journey, first, w, caseAt, relative);
    await looksAtTheRelative(journey, first, w);
    await writesTheDecision(journey, first, w, relative);
    const office = await signsIn('ventanilla');
    await readsOnlyThatItIsLookedAfter(journey, office, w, caseAt, [relative, '5550 0123', 'Resolución']);
    await handsOver(journey, await signsIn('proteccion2'), w, caseAt, relative);
  }));

  // Last: it moves the clock of the server.
  it('somebody who was sent to the window does not come, is called in vain, and comes', () => tell({ width: 'desk', locale: 'en', album: 'en-desk-expected' }, async (journey) => {
    const signsIn = inEnglish(journey);
    const [office, point] = [await signsIn('ventanilla'), await signsIn('recepcion')];
    const before = await countsAtTheWindow(office);
    const caseAt = await opensACase(point, w, SONIA, HOME);
    await isExpected(journey, office, nameOf(SONIA));
    expect((await countsAtTheWindow(office)).coming).toBe(before.coming + 1);
    await movesTheClock(office, w, 30);
    const late = await countsAtTheWindow(office);
    await callsInVain(journey, office, w, nameOf(SONIA));
    expect((await countsAtTheWindow(office)).missing).toBe(late.missing);
    await comes(journey, office, w, caseAt, nameOf(SONIA));
    expect(await countsAtTheWindow(office)).toMatchObject({ missing: late.missing - 1, answered: late.answered + 1 });
  }));
});
