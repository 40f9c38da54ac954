import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNeed, setNeedState } from '#assessment';
import { loadDirectory } from '#directory';
import { type Actor, systemActor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { openCase, registerPerson } from '#registry';
import { actors, HOME } from '../../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { subscriptions } from '../events.ts';
import { sendReferral } from '../sending.ts';
import { moveDraft } from './moving.ts';
import { draftFor, draftsOfCase, listDrafts, saveDraft } from './service.ts';

let db: TestDatabase;
let caseId: string;
let needId: string;
let otherNeed: string;
let draftId: string;
const serviceId = 'zz-call-centre';
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work, { subscriptions });
const asOfficer = <T>(work: Parameters<typeof db.inContext<T>>[1]) => as(actors.window, work);

async function refusedCode(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Refused) return error.problems[0]!.code;
    throw error;
  }
  return 'done';
}

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

beforeEach(async () => {
  await asOfficer(async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Ana Lucía', surname1: 'Hernández', birthDate: '1994-05-02', sex: 'F' });
    caseId = (await openCase(ctx, { personId, destinationAdmin2: HOME })).caseId;
    needId = (await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' })).needId;
    otherNeed = (await addNeed(ctx, caseId, { need: 'emergency_shelter', urgency: '72h' })).needId;
    draftId = (await saveDraft(ctx, caseId, { needId, serviceId, seq: 0, content: { note: 'Prefiere las mañanas', sections: ['work'], replaces: newId() } })).draftId;
  });
});

const line = async () => (await asOfficer((ctx) => draftsOfCase(ctx, caseId)))[0]!;
const close = (state: 'met' | 'withdrawn', why: string) => asOfficer((ctx) => setNeedState(ctx, needId, state, why));
const move = (to: string, actor: Actor = actors.window) => as(actor, (ctx) => moveDraft(ctx, draftId, { needId: to }));

describe('a draft whose need has ended', () => {
  it('says so with the day and the reason, on the page of the case and on the lists, until the need is open again', async () => {
    expect((await line()).needEnded).toBeNull();
    await close('met', 'Ya encontró trabajo');
    expect((await line()).needEnded).toMatchObject({ state: 'met', why: 'Ya encontró trabajo', coveredBy: null });
    const listed = await asOfficer((ctx) => listDrafts(ctx, { list: 'mine' }));
    expect(listed.items.find((d) => d.draftId === draftId)!.needEnded).toMatchObject({ state: 'met' });
    await asOfficer((ctx) => setNeedState(ctx, needId, 'open', 'Perdió el trabajo'));
    expect((await line()).needEnded).toBeNull();
  });

  it('is let answer another open need of the case, with everything that was written, and can be sent for it', async () => {
    await close('withdrawn', 'Ya no quiere');
    const moved = await move(otherNeed);
    expect(moved).toMatchObject({ caseId, needId: otherNeed, serviceId });
    expect(await asOfficer((ctx) => draftFor(ctx, caseId, { needId, serviceId }))).toEqual({ draft: null });
    // It no longer takes the place of what was asked for the other need.
    expect(await asOfficer((ctx) => draftFor(ctx, caseId, { needId: otherNeed, serviceId }))).toMatchObject({ draft: { seq: 1, content: { note: 'Prefiere las mañanas', sections: ['work'] } } });
    expect((await asOfficer((ctx) => draftFor(ctx, caseId, { needId: otherNeed, serviceId }))).draft!.content.replaces).toBeUndefined();
    const consent = { given: true, sections: ['work' as const], locale: 'es' as const, wordingVersion: '2026-1', manner: 'read-aloud' as const, givenBy: 'person' as const };
    await asOfficer((ctx) => sendReferral(ctx, caseId, { needId: otherNeed, serviceId, urgency: '72h', consent }));
    expect(await asOfficer((ctx) => draftsOfCase(ctx, caseId))).toEqual([]);
  });

  it('is refused what a draft of that need would be refused', async () => {
    const foreign = await asOfficer(async (ctx) => {
      const { personId } = await registerPerson(ctx, { givenNames: 'Otra', surname1: 'Persona' });
      const other = await openCase(ctx, { personId, destinationAdmin2: HOME });
      return (await addNeed(ctx, other.caseId, { need: 'emergency_shelter', urgency: '72h' })).needId;
    });
    expect(await refusedCode(move(foreign))).toBe('referrals.need-of-another-case');
    expect(await refusedCode(move(newId()))).toBe('platform.not-found');
    await asOfficer((ctx) => saveDraft(ctx, caseId, { needId: otherNeed, serviceId, seq: 0, content: { note: 'otro', sections: [] } }));
    expect(await refusedCode(move(otherNeed))).toBe('referrals.draft-there-already');
    expect(await asOfficer((ctx) => draftsOfCase(ctx, caseId))).toHaveLength(2);
    await asOfficer((ctx) => setNeedState(ctx, otherNeed, 'met', 'resuelta'));
    expect(await refusedCode(move(otherNeed))).toBe('referrals.need-not-open');
  });

  it('that was written about a secret need goes to no open one, and nobody without the case moves it', async () => {
    for (const actor of [actors.otherWindow, actors.supervisor, actors.provider, actors.reception]) expect(await refusedCode(move(otherNeed, actor)), actor.displayName).toBe('platform.not-found');
    await db.owner('update assessment.need set restricted = true, opened_by = $2 where id = $1', [needId, actors.window.userId]);
    expect(await refusedCode(move(otherNeed))).toBe('referrals.draft-stays-secret');
    expect((await line()).draftId).toBe(draftId);
  });
});
