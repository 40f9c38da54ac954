import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { addDays } from '#kernel/dates';
import type { Journey } from '../support/browser.ts';
import { answersTheAlarm, hearsOfDanger, readsOnlyThatProtectionKnows, reviewsTheEmergency, sendsInAnEmergency } from './circle.ts';
import { acceptsTheTransfer, asksForATransfer, handsOverOnPaper, hasItOnNoList } from './hand-over.ts';
import { answersByLink, answersBySheet, makesALink, opensNothing, sendsWithConsent, takesConsentBack } from './outside.ts';
import { agreesAndDoes, printsThePlan, writesAPlan } from './plan.ts';
import { PASSWORD, serverOf } from './tell.ts';
import { callsAConference, decides, takesPart, writesSupportDown } from './together.ts';
import { addsANeed, opensACase } from './two-cases.ts';
import { wordsIn } from './words.ts';

const tell = serverOf('ZZ');

const HOME = 'Puerto Alba';
const OFELIA = { given: 'Ofelia Inventada', surname1: 'Barranco', surname2: 'Sosa', born: '1990-03-14' };
const RITA = { given: 'Rita Inventada', surname1: 'Caudal', surname2: 'Neri', born: '1994-08-09' };
const TOMASA = { given: 'Tomasa Inventada', surname1: 'Ventisca', surname2: 'Ríos', born: '2004-02-20' };
const inDays = (n: number): string => addDays(new Date().toISOString().slice(0, 10), n);

describe('at a desk, in Spanish', () => {
  const w = wordsIn('es');

  it('a case is planned, agreed and kept, talked over with two institutions, and goes on at another window', () => tell({ width: 'desk', locale: 'es', album: 'es-desk-plan' }, async (journey) => {
    const here = await journey.signIn('ventanilla.zz', PASSWORD);
    const caseAt = await opensACase(here, w, OFELIA, HOME);
    const name = 'Ofelia Inventada Barranco Sosa';
    await addsANeed(here, w, caseAt, 'Colocación laboral');
    const step = 'Preguntar a mi prima por el taller';
    await writesAPlan(journey, here, w, caseAt, step, inDays(9));
    await printsThePlan(journey, here, caseAt, step);
    await agreesAndDoes(journey, here, w, caseAt, step);

    const [trades, clinic] = ['Instituto de Oficios de Muestra', 'Clínica de Muestra'];
    const decision = 'Empieza con el curso corto';
    await callsAConference(journey, here, w, caseAt, { question: '¿Cómo empieza a trabajar?', day: inDays(3), institutions: [trades, clinic] });
    await decides(journey, here, w, { institution: trades, task: 'Guardar un lugar en el curso', day: inDays(10), decision });
    await takesPart(journey, await journey.signIn('proveedor.zz', PASSWORD), w, decision, /Barranco|Sosa|Clínica/);
    await writesSupportDown(journey, here, w, caseAt, 'Alimentación');

    const note = 'Prefiere que le llamen por la tarde; falta su constancia de estudios.';
    await asksForATransfer(journey, here, w, caseAt, 'Ventanilla de Las Peñas', note);
    await acceptsTheTransfer(journey, await journey.signIn('ventanilla2.zz', PASSWORD), w, caseAt, name, { note, promised: 'Ir a la primera entrevista' });
    await hasItOnNoList(journey, here, caseAt, name, 'Ventanilla de Las Peñas');
  }));
});

describe('on a phone, in English and in dark colours', () => {
  const w = wordsIn('en');
  const signsIn = async (journey: Journey, login: string): Promise<Page> => {
    const page = await journey.signIn(`${login}.zz`, PASSWORD);
    await journey.switchToEnglish(page);
    return page;
  };

  it('danger reaches protection alone, who sends for help without waiting for consent, and somebody else looks at it', () => tell({ width: 'phone', scheme: 'dark', locale: 'en', album: 'en-phone-danger' }, async (journey) => {
    const office = await signsIn(journey, 'ventanilla');
    const caseAt = await opensACase(office, w, RITA, HOME);
    const name = 'Rita Inventada Caudal Neri';
    await hearsOfDanger(journey, office, w, caseAt, { instrument: 'First needs', question: 'Do you feel that you or your family are in danger right now?', yes: 'Yes' });
    await handsOverOnPaper(journey, office, w, caseAt, 'Protection measures');
    const protection = await signsIn(journey, 'proteccion');
    const [danger, done] = [w.key('assessment.alert.danger-now'), 'Está con su hermana, en otro lugar'];
    await answersTheAlarm(journey, protection, w, name, danger, done);
    const supervision = await signsIn(journey, 'supervision');
    await readsOnlyThatProtectionKnows(journey, supervision, w, caseAt, [danger, done]);

    const note = 'No contesta y dijo que teme por su vida';
    await addsANeed(protection, w, caseAt, 'Food');
    await sendsInAnEmergency(journey, protection, w, caseAt, { need: 'Food', service: 'Arrival voucher', note });
    await reviewsTheEmergency(journey, protection, supervision, w, name, note);
  }));

  it('a service without an account answers by a link and by a sheet, and both are dead when they are used or not wanted any more', () => tell({ width: 'phone', scheme: 'dark', locale: 'en', album: 'en-phone-links' }, async (journey) => {
    const hidden = /Ventisca|Tomasa Inventada/;
    const office = await signsIn(journey, 'ventanilla');
    const caseAt = await opensACase(office, w, TOMASA, HOME);
    await addsANeed(office, w, caseAt, 'Vocational training');
    await addsANeed(office, w, caseAt, 'Food');
    const trades = await sendsWithConsent(office, w, caseAt, 'Vocational training', 'Trades for young people');
    const link = await makesALink(journey, office, w, trades);
    const outside = await journey.open({ script: false });
    await answersByLink(journey, outside, w, link, hidden);
    await opensNothing(journey, outside, w, link, hidden, 'link-that-was-used');

    const food = await sendsWithConsent(office, w, caseAt, 'Food', 'Arrival voucher');
    await answersBySheet(journey, office, outside, w, food, 'zz', TOMASA.born.slice(0, 4));
    const other = await makesALink(journey, office, w, food);
    await takesConsentBack(office, w, caseAt, 'Arrival voucher');
    await opensNothing(journey, outside, w, other, hidden, 'link-after-consent-was-withdrawn');
  }));
});
