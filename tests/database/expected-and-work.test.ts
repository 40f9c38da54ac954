import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { startAssessment } from '#assessment';
import { recordAttempt, scheduleFollowUp } from '#plans';
import { recordReturn } from '#reception';
import { arrivalOf, listCases, openCase, registerPerson } from '#registry';
import { actors, HOME } from '../support/actors.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
let caseId = '';
let personId = '';
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work);
const stands = async () => (await as(actors.window, (ctx) => arrivalOf(ctx, caseId))).arrival;

beforeEach(async () => {
  ({ personId } = await as(actors.reception, (ctx) => registerPerson(ctx, { givenNames: 'Elena', surname1: 'Inventada' })));
  ({ caseId } = await as(actors.reception, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME })));
  expect(await stands()).toMatchObject({ state: 'expected' });
});

describe('work with the person at the window where they are expected means that they came', () => {
  it('an interview face to face', async () => {
    await as(actors.window, (ctx) => startAssessment(ctx, caseId, { instrument: 'screening', locale: 'es' }));
    expect(await stands()).toMatchObject({ state: 'came', byWork: true, nextOn: null, endedBy: 'Ventanilla de prueba' });
    expect((await as(actors.window, (ctx) => listCases(ctx, { list: 'office' }))).lines.find((l) => l.caseId === caseId)?.dueOn).not.toBe('2026-03-16');
  });
  it('and not one by telephone', async () => {
    await as(actors.window, (ctx) => startAssessment(ctx, caseId, { instrument: 'screening', locale: 'es', held: { spoken: null, interpreter: false, mode: 'phone', phase: 'after-return' } }));
    expect(await stands()).toMatchObject({ state: 'expected' });
  });
  it('nor one that the reception point begins', async () => {
    await as(actors.reception, (ctx) => startAssessment(ctx, caseId, { instrument: 'screening', locale: 'es' }));
    expect(await stands()).toMatchObject({ state: 'expected' });
  });
  it('a contact at the office, and not one by telephone', async () => {
    const { followUpId } = await as(actors.window, (ctx) => scheduleFollowUp(ctx, caseId, { dueOn: '2026-03-10', channel: 'office' }));
    const tried = (channel: 'phone' | 'office') => as(actors.window, (ctx) => recordAttempt(ctx, followUpId, { channel, outcome: channel === 'phone' ? 'no-answer' : 'reached', surveyDeclined: false }));
    await tried('phone');
    expect(await stands()).toMatchObject({ state: 'expected' });
    await tried('office');
    expect(await stands()).toMatchObject({ state: 'came', byWork: true });
  });
  it('a return that the window writes down', async () => {
    const details = { returnedOn: '2026-03-09', mode: 'land', kind: 'deported', fromCountry: 'US', authority: null, monthsAbroad: null, travellingAs: 'alone', destinationAdmin2: HOME } as const;
    await as(actors.window, (ctx) => recordReturn(ctx, { personId, return: details }));
    expect(await stands()).toMatchObject({ state: 'came', byWork: true });
  });
});
