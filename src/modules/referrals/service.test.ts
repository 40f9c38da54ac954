import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { addContact, decideIdentity, joinCases, openCase, recordFacts, registerPerson, undoJoin, withdrawConsent } from '#registry';
import { actors, ELSEWHERE, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { refusedCode } from '../../../tests/support/refused.ts';
import { agreedTo, samplelandDirectory, somebodyInNeed } from '../../../tests/support/sampleland.ts';
import { subscriptions } from './events.ts';
import type { SendReferral } from './schema.ts';
import { sendOptions, sendReferral } from './sending.ts';
import { confirmOutcome } from './confirming.ts';
import { inbox, officerReferrals } from './listing.ts';
import * as service from './service.ts';

let db: TestDatabase;
let caseId: string;
let needId: string;
let personId: string;
const DAY = 86_400_000;
const at = (days: number): Date => new Date(TEST_NOW.getTime() + days * DAY);
const asOfficer = <T>(work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actors.window, work, { now, subscriptions });
const asProvider = <T>(work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actors.provider, work, { now, subscriptions });

beforeAll(async () => {
  db = await samplelandDirectory();
});
afterAll(() => db.close());

beforeEach(async () => {
  await asOfficer(async (ctx) => {
    ({ personId, caseId, needId } = await somebodyInNeed(ctx));
    await addContact(ctx, personId, { channel: 'phone', value: '+000 11', safety: 'unsafe' });
    await addContact(ctx, personId, { channel: 'whatsapp', value: '+000 22', safety: 'safe' });
    await recordFacts(ctx, personId, [{ code: 'wantsJob', value: true }, { code: 'householdSize', value: 4 }]);
  });
});

const command = (rest: Partial<SendReferral['consent']> = {}, more: Partial<SendReferral> = {}): SendReferral => ({
  needId, serviceId: 'zz-call-centre', urgency: '72h', note: 'Prefiere las mañanas',
  consent: { ...agreedTo('work'), ...rest }, ...more,
});
const send = (rest?: Partial<SendReferral['consent']>, more?: Partial<SendReferral>) => asOfficer((ctx) => sendReferral(ctx, caseId, command(rest, more)));

describe('sending', () => {
  it('shows the officer exactly what would be shared, in the country\'s words', async () => {
    const options = await asOfficer((ctx) => sendOptions(ctx, caseId, needId, 'zz-call-centre'));
    expect(options.recipient.hasInbox).toBe(true);
    expect(options.wording.es).toContain(options.recipient.organizationName.es);
    expect(options.wording.es).not.toContain('{');
    expect(options.always).toMatchObject({ firstName: 'Ana', age: 31, sections: [] });
    const contact = options.sections.find((s) => s.code === 'contact');
    expect(JSON.stringify(contact)).toContain('+000 22');
    expect(JSON.stringify(options)).not.toContain('+000 11');
    expect(JSON.stringify(options)).not.toContain('Hernández');
  });
  it('records the consent, and lets the provider read the agreed sections only', async () => {
    const { referralId, dueAt } = await send();
    expect(dueAt).toBe(at(3).toISOString());
    const consents = await db.owner<{ sections: string[]; recipient_organization_id: string; read_aloud: boolean }>('select * from registry.consent where person_id = $1', [personId]);
    expect(consents).toHaveLength(1);
    expect(consents[0]).toMatchObject({ recipient_organization_id: 'zz-test-provider-organization', read_aloud: true, sections: ['identity', 'needs', 'work'] });
    const seen = await asProvider((ctx) => service.openReferral(ctx, referralId));
    expect(seen.shared).toMatchObject({ firstName: 'Ana', age: 31, note: 'Prefiere las mañanas' });
    expect(seen.shared!.sections.map((s) => s.code)).toEqual(['work']);
    for (const hidden of ['Hernández', '1994', '+000', 'householdSize', personId, caseId]) expect(JSON.stringify(seen), hidden).not.toContain(hidden);
  });
  it('is refused without consent, and nothing is kept', async () => {
    expect(await refusedCode(send({ given: false }))).toBe('referrals.consent-missing');
    expect(await db.owner('select from referrals.referral where case_id = $1', [caseId])).toHaveLength(0);
    expect(await db.owner('select from registry.consent where person_id = $1', [personId])).toHaveLength(0);
  });
  it('asks a service once for one need, also when two officers send at once', async () => {
    const both = await Promise.allSettled([send(), send()]);
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect(await refusedCode(send())).toBe('referrals.already-asked');
    expect((await asOfficer((ctx) => sendOptions(ctx, caseId, needId, 'zz-call-centre'))).alreadyAsked).toBe(true);
  });
  it('is refused to a service that no longer runs, and for a case of another office', async () => {
    expect(await refusedCode(send({}, { serviceId: 'zz-old-kitchen' }))).toBe('referrals.service-not-open');
    expect(await refusedCode(db.inContext(actors.otherWindow, (ctx) => sendReferral(ctx, caseId, command())))).toBe('platform.not-found');
  });
});

describe('the provider\'s answer', () => {
  it('is one step: accepted, and the officer sees it waiting for the service', async () => {
    const { referralId } = await send();
    await asProvider((ctx) => service.openReferral(ctx, referralId));
    const accepted = await asProvider((ctx) => service.acceptReferral(ctx, referralId, {}));
    expect(accepted.state).toBe('accepted');
    expect(accepted.actions).toContain('start');
    const [line] = await asOfficer((ctx) => service.referralsOf(ctx, caseId));
    expect(line!.state).toBe('accepted');
    expect(line!.history.map((e) => e.kind)).toEqual(['send', 'open', 'accept']);
  });
  it('a declined referral comes back to the officer\'s list with its reason and the alternative, and leaves it when another one is sent', async () => {
    const { referralId } = await send();
    await asProvider((ctx) => service.declineReferral(ctx, referralId, { reason: 'full', alternativeServiceId: 'zz-job-office' }));
    const before = await asOfficer((ctx) => officerReferrals(ctx, { list: 'returned' }));
    const line = before.items.find((r) => r.referralId === referralId)!;
    expect(line).toMatchObject({ state: 'declined', alternativeServiceId: 'zz-job-office', reason: { es: 'No hay cupo en este momento' } });
    const next = await send({}, { serviceId: 'zz-job-office', replaces: referralId });
    const after = await asOfficer((ctx) => officerReferrals(ctx, { list: 'returned' }));
    expect(after.items.map((r) => r.referralId)).not.toContain(referralId);
    expect(after.counts.waiting).toBeGreaterThan(0);
    expect((await asOfficer((ctx) => service.getReferral(ctx, next.referralId))).state).toBe('sent');
  });
  it('an unanswered referral comes back by the clock, can be sent again, and can still be accepted late', async () => {
    const { referralId } = await send();
    const late = await asOfficer((ctx) => officerReferrals(ctx, { list: 'unanswered' }), at(4));
    expect(late.items.find((r) => r.referralId === referralId)?.person).toContain('Hernández');
    const again = await asOfficer((ctx) => service.resendReferral(ctx, referralId), at(4));
    expect(again).toMatchObject({ state: 'sent', dueAt: at(7).toISOString() });
    const accepted = await asProvider((ctx) => service.acceptReferral(ctx, referralId, {}), at(9));
    expect(accepted.state).toBe('accepted');
  });
  it('a question goes to the officer and its answer to the provider', async () => {
    const { referralId } = await send();
    await asProvider((ctx) => service.askMore(ctx, referralId, { question: '¿Tiene experiencia?' }));
    const list = await asOfficer((ctx) => officerReferrals(ctx, { list: 'returned' }));
    expect(list.items.find((r) => r.referralId === referralId)?.question).toBe('¿Tiene experiencia?');
    await asOfficer((ctx) => service.answerQuestion(ctx, referralId, { answer: 'Sí, dos años' }));
    const seen = await asProvider((ctx) => service.openReferral(ctx, referralId));
    expect(seen.state).toBe('received');
    expect(seen.history.at(-1)).toMatchObject({ kind: 'answer', note: 'Sí, dos años' });
  });
  it('of two who accept at once, one is told that it was answered', async () => {
    const { referralId } = await send();
    const accept = () => refusedCode(asProvider((ctx) => service.acceptReferral(ctx, referralId, {})));
    expect((await Promise.all([accept(), accept()])).sort()).toEqual(['done', 'referrals.already-answered']);
    expect(await db.owner('select from referrals.referral_event where referral_id = $1 and kind = $2', [referralId, 'accept'])).toHaveLength(1);
  });
  it('another organization does not find it', async () => {
    const { referralId } = await send();
    for (const work of [
      (ctx: Parameters<typeof service.openReferral>[0]) => service.openReferral(ctx, referralId),
      (ctx: Parameters<typeof service.openReferral>[0]) => service.acceptReferral(ctx, referralId, {}),
    ]) expect(await refusedCode(db.inContext(actors.otherProvider, work))).toBe('platform.not-found');
    const box = await db.inContext(actors.otherProvider, (ctx) => inbox(ctx, { list: 'new' }));
    expect(box.items).toEqual([]);
  });
  it('ends with an outcome that the officer confirms', async () => {
    const { referralId } = await send();
    await asProvider((ctx) => service.acceptReferral(ctx, referralId, {}));
    await asProvider((ctx) => service.completeReferral(ctx, referralId, { outcome: 'reached', note: 'Empieza el lunes' }));
    const list = await asOfficer((ctx) => officerReferrals(ctx, { list: 'answered' }));
    expect(list.items.find((r) => r.referralId === referralId)).toMatchObject({ state: 'completed', outcome: 'reached' });
    expect(await refusedCode(asOfficer((ctx) => service.acknowledgeReferral(ctx, referralId)))).toBe('referrals.confirm-first');
    await asOfficer((ctx) => confirmOutcome(ctx, referralId, { answer: 'yes' }));
    const after = await asOfficer((ctx) => officerReferrals(ctx, { list: 'answered' }));
    expect(after.items.map((r) => r.referralId)).not.toContain(referralId);
  });
});

describe('withdrawn consent', () => {
  it('closes the share by itself: the provider keeps the notice and reads nothing, the officer has it back', async () => {
    const { referralId } = await send();
    await asProvider((ctx) => service.acceptReferral(ctx, referralId, { note: 'Visto' }));
    const [{ consent_id: consentId } = { consent_id: '' }] = await db.owner<{ consent_id: string }>('select consent_id from referrals.referral where id = $1', [referralId]);
    await asOfficer((ctx) => withdrawConsent(ctx, consentId));
    const seen = await asProvider((ctx) => service.openReferral(ctx, referralId));
    expect(seen).toMatchObject({ state: 'withdrawn', shared: null, firstName: null, publicCode: null, note: null, history: [] });
    expect(seen.actions).toEqual([]);
    const list = await asOfficer((ctx) => officerReferrals(ctx, { list: 'returned' }));
    expect(list.items.find((r) => r.referralId === referralId)).toMatchObject({ state: 'withdrawn', shareClosed: true });
    expect(await refusedCode(asProvider((ctx) => service.stepReferral(ctx, referralId, 'start', undefined)))).toBe('referrals.already-closed');
  });
});

describe('a case that goes on in another one', () => {
  it('has its answers with the office that goes on, also of what is sent later, and with its own again when the join is undone', async () => {
    const { referralId } = await send();
    const other = await db.inContext(actors.otherWindow, async (ctx) => {
      const registered = await registerPerson(ctx, { givenNames: 'Ana', surname1: 'Hernández' });
      return { ...registered, ...await openCase(ctx, { personId: registered.personId, destinationAdmin2: ELSEWHERE }) };
    });
    await db.inContext(actors.supervisor, (ctx) => decideIdentity(ctx, { personA: personId, personB: other.personId, decision: 'same' }));
    const { joinId } = await db.inContext(actors.supervisor, (ctx) => joinCases(ctx, caseId, { into: other.caseId, note: 'Espera respuesta' }), { subscriptions });
    const waiting = (actor: typeof actors.window | typeof actors.otherWindow) => db.inContext(actor, async (ctx) => (await officerReferrals(ctx, { list: 'waiting' })).items.map((r) => r.referralId), { now: TEST_NOW });
    expect(await waiting(actors.otherWindow)).toEqual([referralId]);
    expect(await waiting(actors.window)).not.toContain(referralId);
    await asProvider((ctx) => service.acceptReferral(ctx, referralId, {}));
    const later = await send({}, { serviceId: 'zz-youth-trades' });
    expect((await waiting(actors.otherWindow)).toSorted()).toEqual([referralId, later.referralId].toSorted());
    await db.inContext(actors.supervisor, (ctx) => undoJoin(ctx, joinId), { subscriptions });
    expect(await waiting(actors.otherWindow)).toEqual([]);
    expect(await waiting(actors.window)).toEqual(expect.arrayContaining([referralId, later.referralId]));
  });
});

describe('places of the service', () => {
  const counted = () => db.owner<{ free: number; sent: number; accepted: number }>(`select free, sent, accepted from directory.service_now where service_id = 'zz-call-centre'`);
  const another = async (): Promise<string> => {
    const needOf = await asOfficer(async (ctx) => {
      const { personId: id } = await registerPerson(ctx, { givenNames: 'Otra Persona', surname1: 'De Prueba', birthDate: '1990-01-02', sex: 'F' });
      const opened = await openCase(ctx, { personId: id, destinationAdmin2: HOME });
      return { caseId: opened.caseId, needId: (await addNeed(ctx, opened.caseId, { need: 'job_placement', urgency: '72h' })).needId };
    });
    return (await asOfficer((ctx) => sendReferral(ctx, needOf.caseId, command({}, { needId: needOf.needId })))).referralId;
  };

  it('the last place goes to one of two who are accepted at the same moment; ended, it is free again', async () => {
    await db.owner(`insert into directory.service_now (country, service_id, free) values ('ZZ', 'zz-call-centre', 1)
      on conflict (country, service_id) do update set free = 1, sent = 0, accepted = 0`);
    const ids = [(await send()).referralId, await another()];
    const answers = await Promise.all(ids.map((id) => refusedCode(asProvider((ctx) => service.acceptReferral(ctx, id, {})))));
    expect(answers.toSorted()).toEqual(['directory.no-place-left', 'done']);
    expect(await counted()).toEqual([{ free: 0, sent: 1, accepted: 1 }]);
    const [taken, refused] = answers[0] === 'done' ? ids : ids.toReversed();
    expect(await asOfficer(async (ctx) => (await service.getReferral(ctx, refused!)).state)).toBe('sent');
    await asProvider((ctx) => service.stepReferral(ctx, taken!, 'start', undefined));
    expect(await counted()).toMatchObject([{ free: 0 }]);
    await asProvider((ctx) => service.completeReferral(ctx, taken!, { outcome: 'reached' }));
    expect(await counted()).toMatchObject([{ free: 1, sent: 1, accepted: 1 }]);
    await asProvider((ctx) => service.declineReferral(ctx, refused!, { reason: 'full' }));
    expect(await counted()).toMatchObject([{ free: 1, sent: 2, accepted: 1 }]);
    await db.owner(`delete from directory.service_now where service_id = 'zz-call-centre'`);
  });
});
