import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDirectory } from '#directory';
import { systemActor, type Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { closeCase, factsOf, getPersonDetail, openCase, recordFacts, registerPerson } from '#registry';
import { sql } from '#platform/db';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import * as repository from './repository.ts';
import { shownPlan } from './rules/compare.ts';
import { dropPaper, papersOf, recordStep, tellCounter, wantPapers } from './service.ts';

let db: TestDatabase;
const TABLES = ['wanted_paper', 'paper_step'];
const outsiders: readonly Actor[] = [actors.otherWindow, actors.abroad, actors.provider, actors.analyst, actors.administrator, actors.auditor, actors.employer, actors.consular, actors.nobody];

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now: Date = TEST_NOW): Promise<T> => db.inContext(actor, work, { now });
const atWindow = <T>(work: (ctx: Ctx) => Promise<T>, now?: Date): Promise<T> => as(actors.window, work, now);
const refusal = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : Promise.reject(e)));

const newCase = (facts: Parameters<typeof recordFacts>[2] = []): Promise<{ caseId: string; personId: string }> => atWindow(async (ctx) => {
  const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'De Prueba', birthDate: '1988-05-01', source: 'window' });
  if (facts.length > 0) await recordFacts(ctx, personId, facts);
  return { personId, caseId: (await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' })).caseId };
});
const ON = '2026-03-10';

describe('the way to papers of a case', () => {
  test('nobody is sent to a consulate because nobody asked where they are: the sure way is shown, the other one as a question', async () => {
    const { caseId } = await newCase([{ code: 'documentsHeld', value: { 'zz-arrival-slip': 'held', 'zz-birth-certificate': 'held' } }]);
    const { earliest } = await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-id-card' }));
    expect([shownPlan(earliest), earliest.plan].map((plan) => plan.steps.map((s) => s.way.id))).toEqual([['zz-id-card-office'], ['zz-id-card-consulate']]);
  });

  test('a paper that is needed has its way, step by step, from what the person holds', async () => {
    const { caseId } = await newCase([{ code: 'documentsHeld', value: { 'zz-arrival-slip': 'held' } }]);
    const view = await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-id-card' }));
    expect(view.wanted).toMatchObject([{ paperId: 'zz-id-card', held: false, serviceId: null, by: actors.window.displayName }]);
    expect(shownPlan(view.earliest).steps.map((s) => [s.document, s.way.id])).toEqual([['zz-birth-certificate', 'zz-birth-certificate-registry'], ['zz-id-card', 'zz-id-card-office']]);
    expect(shownPlan(view.earliest).total).toMatchObject({ cost: [{ currency: 'XTS', amount: 2000 }], ready: { from: 23, worst: 50 } });
    expect(shownPlan(view.earliest).steps[1]!.opens.services).toEqual(['zz-job-office']);
    expect(view.organizations['zz-ministry']).toBeDefined();
  });

  test('who has a telephone may get it cheaper and later', async () => {
    const { caseId } = await newCase([{ code: 'hasPhone', value: true }, { code: 'documentsHeld', value: { 'zz-arrival-slip': 'held' } }]);
    const { earliest, cheapest } = await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-id-card' }));
    expect([earliest, cheapest].map((path) => shownPlan(path!).total).map(({ cost, ready }) => [cost[0]!.amount, ready.from])).toEqual([[2000, 23], [1500, 32]]);
  });

  test('a service brings all papers that it asks for, once', async () => {
    const { caseId } = await newCase();
    await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-id-card' }));
    const view = await atWindow((ctx) => wantPapers(ctx, caseId, { serviceId: 'zz-job-office' }));
    expect(view.wanted.map((w) => w.paperId)).toEqual(['zz-id-card']);
    expect(await refusal(atWindow((ctx) => wantPapers(ctx, caseId, { serviceId: 'zz-legal-desk' })))).toBe('documents.service-names-none');
    expect(await refusal(atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-moon' })))).toBe('documents.unknown-paper');
  });

  test('which shelter asks for papers stands nowhere: others who read the case know of none', async () => {
    const { caseId } = await newCase();
    const protection: Actor = { ...actors.protection, officeId: actors.window.officeId, organizationId: actors.window.organizationId };
    const asks = `update directory.service set entry = jsonb_set(entry, '{requiredDocuments}', '["zz-id-card"]') where id = 'zz-safe-house'`;
    await db.owner(asks);
    expect((await as(protection, (ctx) => wantPapers(ctx, caseId, { serviceId: 'zz-safe-house' }))).wanted.map((w) => w.paperId)).toEqual(['zz-id-card']);
    expect(JSON.stringify(await atWindow((ctx) => papersOf(ctx, caseId)))).not.toContain('zz-safe-house');
    expect(await db.owner('select service_id from documents.wanted_paper where case_id = $1', [caseId])).toEqual([{ service_id: null }]);
    // The second wall alone.
    const note = (serviceId: string | null) => db.asActor(protection, (tx) => repository.insertWanted(protection, tx, { id: crypto.randomUUID(), caseId, paperId: 'zz-school-record', serviceId }, TEST_NOW));
    await expect(note('zz-safe-house')).rejects.toThrow(/row-level security/);
    await note('zz-job-office');
    // A service that hides since is not named to those from whom it hides.
    await db.owner(`update directory.service set protection_only = true where id = 'zz-job-office'`);
    expect(JSON.stringify(await atWindow((ctx) => papersOf(ctx, caseId)))).not.toContain('zz-job-office');
    await db.owner(`update directory.service set protection_only = false where id = 'zz-job-office'`);
    await db.owner(`update directory.service set entry = jsonb_set(entry, '{requiredDocuments}', 'null') where id = 'zz-safe-house'`);
  });

  test('what was obtained is a held paper of the person, and the next step can begin', async () => {
    const { caseId, personId } = await newCase([{ code: 'documentsHeld', value: { 'zz-school-record': 'held' } }]);
    await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-id-card' }));
    const begun = await atWindow((ctx) => recordStep(ctx, caseId, 'zz-birth-certificate', { step: 'begun', on: ON, wayId: 'zz-birth-certificate-registry', seen: false }));
    expect(begun.earliest.plan.steps.map((s) => s.document)).toEqual(['zz-birth-certificate', 'zz-id-card']);
    expect((await atWindow((ctx) => factsOf(ctx, personId))).documentsHeld).toMatchObject({ value: { 'zz-school-record': 'held', 'zz-birth-certificate': 'inProcess' } });
    const got = await atWindow((ctx) => recordStep(ctx, caseId, 'zz-birth-certificate', { step: 'obtained', on: ON, wayId: 'zz-birth-certificate-registry', seen: true }), new Date(+TEST_NOW + 1000));
    expect((await atWindow((ctx) => factsOf(ctx, personId))).documentsHeld).toMatchObject({ value: { 'zz-school-record': 'held', 'zz-birth-certificate': 'held' } });
    expect(got.earliest.plan.steps.map((s) => [s.document, s.bring.every((b) => b.held), s.start.from])).toEqual([['zz-id-card', true, 0]]);
    expect(got.steps.map((s) => [s.paperId, s.step, s.on, s.by])).toEqual([
      ['zz-birth-certificate', 'begun', ON, actors.window.displayName], ['zz-birth-certificate', 'obtained', ON, actors.window.displayName],
    ]);
    expect(await refusal(atWindow((ctx) => recordStep(ctx, caseId, 'zz-birth-certificate', { step: 'begun', on: ON, seen: false })))).toBe('documents.held-already');
  });

  test('a paper of identity stands among the papers of the person, with its days', async () => {
    const { caseId, personId } = await newCase([{ code: 'documentsHeld', value: { 'any-passport': 'lost' } }]);
    await db.owner(`insert into directory.document_type (country, id, name_es, name_en, kind, active, entry)
      select 'ZZ', 'any-passport', 'Pasaporte', 'Passport', kind, true, entry || '{"id": "any-passport", "nameEs": "Pasaporte", "nameEn": "Passport"}' from directory.document_type where country = 'ZZ' and id = 'zz-id-card' on conflict do nothing`);
    await atWindow((ctx) => recordStep(ctx, caseId, 'any-passport', { step: 'obtained', on: ON, seen: true, validUntil: '2026-04-01' }));
    expect((await atWindow((ctx) => getPersonDetail(ctx, personId))).person.documents).toMatchObject([{ type: 'passport', status: 'held', evidence: 'seen', issuedOn: ON, expiresOn: '2026-04-01' }]);
    expect((await atWindow((ctx) => factsOf(ctx, personId))).documentsHeld).toMatchObject({ value: { 'any-passport': 'held' } });
    await db.owner(`update directory.document_type set active = false where id = 'any-passport'`);
  });

  test('a paper that lapsed has to be obtained again', async () => {
    const { caseId } = await newCase();
    await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-arrival-slip' }));
    const got = await atWindow((ctx) => recordStep(ctx, caseId, 'zz-arrival-slip', { step: 'obtained', on: ON, wayId: 'zz-arrival-slip-desk', seen: false }));
    expect([got.steps[0]!.validUntil, got.wanted[0]!.held, got.earliest.plan.steps]).toEqual(['2026-06-08', true, []]);
    const later = await atWindow((ctx) => papersOf(ctx, caseId), new Date('2026-06-09T15:00:00Z'));
    expect([later.wanted[0]!.held, later.earliest.lapsed, later.earliest.plan.steps.map((s) => s.document)]).toEqual([false, ['zz-arrival-slip'], ['zz-arrival-slip']]);
  });

  test('nobody is sent back to a counter that refused, as long as there is another way', async () => {
    const { caseId } = await newCase([{ code: 'hasPhone', value: true }]);
    await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-birth-certificate' }));
    const after = await atWindow((ctx) => recordStep(ctx, caseId, 'zz-birth-certificate', { step: 'refused', on: ON, wayId: 'zz-birth-certificate-registry', seen: false, note: 'Pidieron otra cosa' }), new Date(+TEST_NOW + 1000));
    expect(after.earliest.plan.steps.map((s) => s.way.id)).toEqual(['zz-birth-certificate-online']);
    const again = await atWindow((ctx) => recordStep(ctx, caseId, 'zz-birth-certificate', { step: 'begun', on: ON, wayId: 'zz-birth-certificate-registry', seen: false }), new Date(+TEST_NOW + 2000));
    expect(again.earliest.plan.steps.map((s) => s.way.id)).toEqual(['zz-birth-certificate-registry']);
  });

  test('a paper is taken off and what was done stays; a closed case is read and not changed', async () => {
    const { caseId } = await newCase();
    await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-birth-certificate' }));
    await atWindow((ctx) => recordStep(ctx, caseId, 'zz-birth-certificate', { step: 'begun', on: ON, seen: false }));
    const view = await atWindow((ctx) => dropPaper(ctx, caseId, 'zz-birth-certificate'));
    expect([view.wanted.length, view.steps.length]).toEqual([0, 1]);
    expect(await refusal(atWindow((ctx) => dropPaper(ctx, caseId, 'zz-birth-certificate')))).toBe('platform.not-found');
    await atWindow((ctx) => closeCase(ctx, caseId, { why: 'prueba' }));
    expect(await refusal(atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-id-card' })))).toBe('documents.case-closed');
    expect(await refusal(atWindow((ctx) => recordStep(ctx, caseId, 'zz-id-card', { step: 'begun', on: ON, seen: false })))).toBe('documents.case-closed');
    expect((await as(actors.supervisor, (ctx) => papersOf(ctx, caseId))).open).toBe(false);
  });
});

describe('the two walls, each with the other one off', () => {
  let caseId: string;
  beforeAll(async () => {
    ({ caseId } = await newCase());
    await atWindow((ctx) => wantPapers(ctx, caseId, { paperId: 'zz-id-card' }));
    await atWindow((ctx) => recordStep(ctx, caseId, 'zz-birth-certificate', { step: 'begun', on: ON, seen: false, note: 'nota' }));
  });

  test('the queries alone show nothing to anybody else and change nothing', async () => {
    for (const table of TABLES) await db.owner(`alter table documents.${table} disable row level security`);
    try {
      for (const actor of outsiders) {
        const found = await db.asActor(actor, async (tx) => [...(await repository.listWanted(actor, tx, [caseId])), ...(await repository.listSteps(actor, tx, [caseId]))]);
        expect(found, actor.displayName).toEqual([]);
        expect(await db.asActor(actor, (tx) => repository.dropWanted(actor, tx, [caseId], 'zz-id-card', TEST_NOW)), actor.displayName).toBe(false);
      }
    } finally {
      for (const table of TABLES) await db.owner(`alter table documents.${table} enable row level security`);
    }
  });

  test('the database alone shows nothing to anybody else, and lets nobody write in their place', async () => {
    for (const actor of outsiders) {
      for (const table of TABLES) {
        const { rows } = await db.asActor(actor, (tx) => sql`select 1 from ${sql.table(`documents.${table}`)}`.execute(tx));
        expect(rows, `${actor.displayName}: ${table}`).toEqual([]);
      }
      await expect(db.asActor(actor, (tx) => repository.insertWanted(actor, tx, { id: '00000000-0000-7000-8000-00000000aaaa', caseId, paperId: 'zz-school-record', serviceId: null }, TEST_NOW)), actor.displayName).rejects.toThrow(/policy/);
    }
    for (const change of [sql`update documents.paper_step set note = 'x'`, sql`delete from documents.paper_step`, sql`delete from documents.wanted_paper`, sql`update documents.wanted_paper set paper_id = 'x'`]) {
      await expect(db.asActor(actors.window, (tx) => change.execute(tx))).rejects.toThrow(/permission denied/);
    }
  });

  test('a case out of sight is not found', async () => {
    for (const actor of [actors.otherWindow, actors.abroad]) {
      expect(await refusal(as(actor, (ctx) => papersOf(ctx, caseId))), actor.displayName).toBe('platform.not-found');
      expect(await refusal(as(actor, (ctx) => recordStep(ctx, caseId, 'zz-id-card', { step: 'begun', on: ON, seen: false })))).toBe('platform.not-found');
    }
  });
});

describe('what happened at the counter of a service', () => {
  const said = { serviceId: 'zz-job-office', outcome: 'refused' as const, reason: 'notValidHere' as const, on: ON, place: null };
  const tell = (actor: Actor, caseId: string, more: Partial<typeof said> = {}): Promise<string> => refusal(as(actor, (ctx) => tellCounter(ctx, caseId, 'zz-id-card', { ...said, ...more })));
  const kept = () => db.owner<{ line: string }>(`select r::text as line from directory.paper_report r`);

  test('goes to the directory once for a case, however often it is said, and the case is not kept with it', async () => {
    const { caseId, personId } = await newCase();
    const { caseId: another } = await newCase();
    expect(await Promise.all([tell(actors.window, caseId), tell(actors.window, caseId), tell(actors.window, caseId)])).toEqual(['done', 'done', 'done']);
    expect(await kept()).toHaveLength(1);
    await tell(actors.window, another);
    const rows = await kept();
    expect(rows).toHaveLength(2);
    for (const { line } of rows) for (const told of [caseId, another, personId, actors.window.userId]) expect(line).not.toContain(told);
    expect(await db.owner(`select 1 from platform.outbox o where o::text like '%zz-job-office%' and o::text like '%' || $1 || '%'`, [caseId])).toEqual([]);
  });

  test('is said of a case in sight that is open, and of nothing else', async () => {
    const { caseId } = await newCase();
    for (const actor of outsiders) expect([actor.role, await tell(actor, caseId)]).toEqual([actor.role, 'platform.not-found']);
    expect(await tell(actors.window, caseId, { serviceId: 'zz-safe-house' })).toBe('platform.not-found');
    await atWindow((ctx) => closeCase(ctx, caseId, { why: 'prueba' }));
    expect(await tell(actors.window, caseId)).toBe('documents.case-closed');
  });
});
