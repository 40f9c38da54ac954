import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableActions } from '../rules/decide.ts';
import type { ReferralRecord } from '../rules/record.ts';
import { STATE_TABLE } from '../rules/table.ts';
import { CLOSED_STATES, REFERRAL_STATES } from '../schema.ts';
import { FIELDS_OF, formProblem, isStep, readAnswerForm, STEPS, wantedOf, type Step } from './form.ts';
import { outsideProblem, outsideUntil } from './rules.ts';

const KNOWN = { birthDate: '1994-05-02', birthPrecision: 'day' };
const NOW = new Date('2026-03-10T15:00:00Z');
const steps = Object.keys(STEPS) as Step[];

describe('handing out', () => {
  it.each(REFERRAL_STATES.filter((state) => state !== 'expired'))('%s: a link for what is open, nothing for what is not', (state) => {
    const must = state === 'draft' ? 'referrals.not-sent' : (CLOSED_STATES as readonly string[]).includes(state) ? 'referrals.already-closed' : null;
    expect(outsideProblem('link', { state, shareClosed: false }, KNOWN)).toBe(must);
    expect(outsideProblem('sheet', { state, shareClosed: false }, KNOWN)).toBe(must);
    expect(outsideProblem('link', { state, shareClosed: true }, KNOWN)).toBe(state === 'draft' ? 'referrals.not-sent' : 'referrals.already-closed');
  });

  it.each([[null, 'day', false], ['1994-01-01', 'estimated', false], ['1994-01-01', 'year', true], ['1994-05-01', 'month', true]])('a sheet asks the year of birth: %s, %s', (birthDate, birthPrecision, may) => {
    expect(outsideProblem('sheet', { state: 'sent', shareClosed: false }, { birthDate, birthPrecision })).toBe(may ? null : 'referrals.no-birth-year');
    expect(outsideProblem('link', { state: 'sent', shareClosed: false }, { birthDate, birthPrecision })).toBeNull();
  });

  it('opens at least as long as the answer may take, and never in the past', () => {
    expect(outsideUntil(NOW, new Date('2026-03-13T15:00:00Z'), 30).toISOString()).toBe('2026-04-12T15:00:00.000Z');
    fc.assert(fc.property(fc.option(fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') })), fc.integer({ min: 1, max: 120 }), (due, days) => {
      const until = outsideUntil(NOW, due, days);
      expect(until > NOW && (due === null || until > due)).toBe(true);
    }));
  });
});

describe('a form', () => {
  it('of any quality is read without a fault, and asks for nothing that is not a provider’s', () => {
    fc.assert(fc.property(fc.anything(), (body) => { readAnswerForm(body); }));
    fc.assert(fc.property(fc.string(), (text) => { expect(isStep(text)).toBe((steps as string[]).includes(text)); }));
    const record: ReferralRecord = {
      state: 'sent', urgency: '72h', dueAt: NOW, clock: null, applied: [], consentGiven: true, overridden: false, shareClosed: false, handled: false, outcome: null, confirmed: null, confirmTries: 0, caseClosed: false,
    };
    const provider = Object.keys(STATE_TABLE).flatMap((state) => availableActions({ ...record, state: state as 'sent' }, 'provider', NOW, { confirmTries: 3 }));
    expect(new Set(Object.values(STEPS))).toEqual(new Set(provider));
  });

  it('is cut to what fits, without what no text needs', () => {
    const form = readAnswerForm({ nombre: ` Rosa\u0000 \u202e ${'x'.repeat(200)}`, nota: 'a\n\n b', accion: ['aceptar', 'declinar'] });
    expect([form.nombre.length, form.nombre.startsWith('Rosa x'), form.nota, form.accion]).toEqual([80, true, 'a b', 'aceptar']);
  });

  it('says what is missing', () => {
    const whole = { nombre: 'Rosa', nota: '¿Tiene licencia?', motivo: 'full', resultado: 'partly' };
    for (const step of steps) expect(formProblem(step, readAnswerForm(whole)), step).toBeNull();
    for (const step of steps) expect(formProblem(step, readAnswerForm({ ...whole, nombre: '  ' }))?.code, step).toBe('referrals.name-missing');
    expect(formProblem('preguntar', readAnswerForm({ nombre: 'Rosa' }))?.code).toBe('referrals.question-missing');
    expect(formProblem('declinar', readAnswerForm({ nombre: 'Rosa' }))?.code).toBe('referrals.unknown-reason');
    for (const resultado of ['', 'won', 'constructor']) expect(formProblem('resultado', readAnswerForm({ nombre: 'Rosa', resultado }))?.code).toBe('referrals.outcome-missing');
  });

  it('becomes the command of an inbox', () => {
    for (const step of steps) {
      const wanted = wantedOf(step, readAnswerForm({ nombre: 'Rosa', nota: 'n', motivo: 'full', otro: 'Bolsa', resultado: 'reached' }));
      expect(wanted.command('x')).toMatchObject({ id: 'x', kind: STEPS[step] });
      expect(wanted.details.answered).toBe(true);
      expect(FIELDS_OF[step].length).toBeGreaterThan(0);
    }
    expect(wantedOf('declinar', readAnswerForm({ motivo: 'full', otro: 'Bolsa', nota: 'los martes' }))).toMatchObject({ note: '→ Bolsa · los martes', reason: 'full' });
  });
});
