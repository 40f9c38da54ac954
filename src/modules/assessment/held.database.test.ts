import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { factsOf, openCase, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { completeAssessment, readCompleted, saveAnswers, startAssessment } from './service.ts';
import type { Answer, CompletedView, StartAssessment } from './schema.ts';

let db: TestDatabase;
let caseId: string;
let personId: string;

const as = <T>(actor: Actor, work: Parameters<TestDatabase['inContext']>[1]) => db.inContext(actor, work, { subscriptions }) as Promise<T>;
const value = (v: unknown) => ({ state: 'value', value: v }) as Answer;

beforeAll(async () => {
  db = await testDatabase();
  await as(actors.window, async (ctx) => {
    ({ personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'De Prueba', birthDate: '1988-05-01', sex: 'F', source: 'window' }));
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' }));
  });
});
afterAll(async () => { await db.close(); });

async function interviewed(start: StartAssessment, answers: Record<string, Answer>): Promise<(actor: Actor) => Promise<CompletedView>> {
  const id = await as<string>(actors.window, async (ctx) => {
    const { assessmentId } = await startAssessment(ctx, caseId, start);
    await saveAnswers(ctx, caseId, assessmentId, { answers });
    await completeAssessment(ctx, caseId, assessmentId, { leaveOpen: true });
    return assessmentId;
  });
  return (actor) => as<CompletedView>(actor, (ctx) => readCompleted(ctx, caseId, id));
}

describe('the record of an interview', () => {
  test('says in which language it was spoken, who helped, how and when', async () => {
    const held = { spoken: 'quc', interpreter: true, mode: 'phone', phase: 'pre-departure' } as const;
    const read = await interviewed({ instrument: 'skills', locale: 'es', held }, {});
    expect(await read(actors.window)).toMatchObject({ locale: 'es', held });
  });

  test('shows the rows of a group, and the registry learns only how many there are', async () => {
    const rows = [{ id: 'a', answers: { age: 4, livesWith: 'here' } }, { id: 'b', answers: { age: 11, inSchool: false, schoolWhy: 'papers' } }];
    const read = await interviewed({ instrument: 'vulnerability', locale: 'es' }, { children: value({ rows }), peopleNearby: value(false) });
    const record = await read(actors.windowColleague);
    expect(record.held).toEqual({ spoken: null, interpreter: false, mode: 'in-person', phase: 'after-return' });
    expect(record.lines.find((l) => l.code === 'children')!.rows).toEqual([
      [{ question: 'Edad en años', answer: '4' }, { question: '¿Dónde vive?', answer: 'Con usted' }],
      [{ question: 'Edad en años', answer: '11' }, { question: '¿Va a la escuela?', answer: 'No' }, { question: '¿Por qué no?', answer: 'Faltan papeles' }],
    ]);
    expect(record.findings).toMatchObject([{ code: 'nobody-nearby', level: 'community', polarity: 'risk' }]);
    expect(await as<object>(actors.window, (ctx) => factsOf(ctx, personId))).toMatchObject({ childrenInCare: { state: 'known', value: 2 } });
  });

  test('shows what restricted answers show to protection alone', async () => {
    const read = await interviewed({ instrument: 'vulnerability', locale: 'en' }, { safeAtDestination: value(false), workNearby: value(true) });
    expect((await read(actors.window)).findings.map((f) => f.code)).toEqual(['work-nearby']);
    expect((await read(actors.protection)).findings.map((f) => [f.code, f.label])).toEqual([
      ['work-nearby', 'There is work for their experience'], ['unsafe-place', 'Cannot live in peace at the destination'],
    ]);
  });

  test('of a person whose disability is known by the short set says so, and the fact is there', async () => {
    const six = { seeing: 'no', hearing: 'no', walking: 'aLot', remembering: 'some', selfCare: 'no', communicating: 'no' };
    const read = await interviewed({ instrument: 'washington', locale: 'es' }, { functioning: value(six) });
    expect((await read(actors.window)).findings).toMatchObject([{ code: 'disabled', level: null, polarity: 'neutral' }]);
    expect(await as<object>(actors.window, (ctx) => factsOf(ctx, personId))).toMatchObject({ disability: { state: 'known', value: ['walking'] } });
  });
});
