import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { closeCase, recordConsent, withdrawConsent } from '#registry';
import { CONSENT_SECTIONS } from '#registry/schema';
import { actors } from '../../../../tests/support/actors.ts';
import { agreed, as, caseId, conferenceId, consent, db, invite, later, mine, officer, ORGANIZATION, OTHER, personId, refused, somebody, stageConference } from '../../../../tests/support/conference.ts';
import { TEST_NOW } from '../../../../tests/support/database.ts';
import { conferenceOptions, inviteMember, removeMember } from './inviting.ts';
import { contribute, myConference, myConferences, stepOwnTask, takeOn } from './member-service.ts';
import { callConference, conferencesOf, getConference, proposeTask, stepConference, stepTask, writeEntry } from './service.ts';

stageConference();

describe('what a member reads', () => {
  it('is the minimum and the sections that the person agreed to for it, never a surname, an unsafe contact, a debt or what only the closed circle knows', async () => {
    const secret = await db.owner<{ id: string }>(`insert into assessment.need (id, country, case_id, need_code, urgency, state, source, restricted, opened_by, opened_at, opened_on)
      values ($1, 'ZZ', $2, 'protection_case', '24h', 'open', 'hand', true, $3, now(), '2026-03-10') returning id`, [newId(), caseId, actors.window.userId]);
    expect(secret).toHaveLength(1);
    await invite(ORGANIZATION, ['contact']);
    const offered = (await officer((ctx) => conferenceOptions(ctx, caseId))).sections;
    const values = (codes: readonly string[]) => offered.filter((s) => !codes.includes(s.code)).flatMap((s) => s.items.map((i) => `${i.code}|${i.value.es}`));
    await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...CONSENT_SECTIONS.filter((s) => offered.some((o) => o.code === s)))), async (sections) => {
      await invite(ORGANIZATION, sections);
      const seen = await mine();
      expect(seen.shared.sections.map((s) => s.code).filter((code) => !(sections as string[]).includes(code))).toEqual([]);
      const shown = seen.shared.sections.flatMap((s) => s.items.map((i) => `${i.code}|${i.value.es}`));
      for (const hidden of values(sections)) expect(shown).not.toContain(hidden);
      const text = JSON.stringify(seen);
      for (const never of ['Apellidosecreto', '1990', 'peligro', 'hasDebt', '4321', 'protection_case', 'violenceSurvivor', personId, caseId]) expect(text, never).not.toContain(never);
    }), { numRuns: 12 });
  });

  it('is a copy for it alone: another member reads its own', async () => {
    await invite(ORGANIZATION, ['work']);
    await invite(OTHER, ['family']);
    expect((await mine()).shared.sections.map((s) => s.code)).toEqual(['work']);
    expect((await mine(actors.otherProvider)).shared.sections.map((s) => s.code)).toEqual(['family']);
    expect(JSON.stringify(await mine())).not.toContain(OTHER);
  });

  it('is fewer sections once another consent says so, also for who looks past the program', async () => {
    await invite(ORGANIZATION, ['work', 'family', 'contact']);
    await invite(ORGANIZATION, ['work']);
    expect((await mine()).shared.sections.map((s) => s.code)).toEqual(['work']);
    const { rows } = await db.asActor(actors.provider, (tx) => sql<{ sections: string[] }>`select v.sections from plans.conference_view v join plans.conference_member m on m.id = v.member_id where m.conference_id = ${conferenceId}`.execute(tx));
    expect(rows.map((r) => r.sections)).toEqual([['identity', 'work']]);
  });

  it('takes a consent: none given, an old wording, an unknown institution, a child without guardian and assent are refused and nothing is kept', async () => {
    expect(await refused(invite(ORGANIZATION, ['work'], { given: false }))).toBe('referrals.consent-missing');
    expect(await refused(invite(ORGANIZATION, ['work'], { wordingVersion: 'old' }))).toBe('referrals.wording-changed');
    expect(await refused(invite('zz-nobody'))).toBe('plans.conference.unknown-institution');
    await somebody('2015-01-01');
    expect(await refused(invite(ORGANIZATION))).toBe('referrals.guardian-needed');
    expect(await refused(invite(ORGANIZATION, ['work'], { givenBy: 'guardian' }))).toBe('referrals.child-assent-needed');
    expect(await db.owner('select from registry.consent where person_id = $1', [personId])).toEqual([]);
    expect(await refused(invite(ORGANIZATION, ['work'], { givenBy: 'guardian', childAssent: true }))).toBe('done');
  });
});

describe('consent taken back in the middle of it', () => {
  it('ends the view at once, whoever writes it down; the institution knows that it was invited, and nothing of whom', async () => {
    await invite(ORGANIZATION);
    await invite(OTHER);
    await as(actors.provider, (ctx) => contribute(ctx, conferenceId, 'Tenemos un curso'));
    const consentId = await consent();
    await officer((ctx) => withdrawConsent(ctx, consentId));
    expect(await refused(mine())).toBe('platform.not-found');
    expect(await refused(as(actors.provider, (ctx) => contribute(ctx, conferenceId, 'x')))).toBe('platform.not-found');
    const list = await as(actors.provider, (ctx) => myConferences(ctx, { list: 'ended' }));
    expect(list.lines.find((l) => l.conferenceId === conferenceId)).toMatchObject({ firstName: null, publicCode: null, plannedOn: null, state: null });
    expect((await mine(actors.otherProvider)).shared.firstName).toBe('Ana');
    const seen = await officer((ctx) => getConference(ctx, conferenceId));
    expect(seen.members.map((m) => [m.organizationId, m.reads, m.endedWhy]).toSorted()).toEqual([[OTHER, true, null], [ORGANIZATION, false, 'consent-withdrawn']]);
    expect(seen.entries[0]).toMatchObject({ kind: 'consent-withdrawn' });
    for (const table of ['conference', 'conference_view', 'conference_entry', 'conference_task']) {
      const { rows } = await db.asActor(actors.provider, (tx) => sql`select from plans.${sql.ref(table)} x where (to_jsonb(x) ->> 'conference_id' = ${conferenceId} or to_jsonb(x) ->> 'id' = ${conferenceId})`.execute(tx));
      expect(rows, table).toEqual([]);
    }
  });

  it('ends it even when nobody told the room, and by a later refusal for the same institution', async () => {
    await invite(ORGANIZATION);
    await db.owner('update registry.consent set withdrawn_at = $2, withdrawn_by = $3 where id = $1', [await consent(), TEST_NOW, actors.window.userId]);
    expect(await refused(mine())).toBe('platform.not-found');
    await invite(ORGANIZATION);
    expect((await mine()).shared.firstName).toBe('Ana');
    await officer((ctx) => recordConsent(ctx, { personId, caseId }, { purpose: 'conference', recipientOrganizationId: ORGANIZATION, sections: [], given: false }));
    expect(await refused(mine())).toBe('platform.not-found');
    expect((await officer((ctx) => getConference(ctx, conferenceId))).members[0]!.reads).toBe(false);
  });

  it('ends it for good with a no: the record says so, and a yes for another conference gives nothing of this one back', async () => {
    const [first, refusedHere] = [conferenceId, caseId];
    await invite(ORGANIZATION);
    await officer((ctx) => recordConsent(ctx, { personId, caseId: refusedHere }, { purpose: 'conference', recipientOrganizationId: ORGANIZATION, sections: [], given: false }));
    const another = await officer((ctx) => callConference(ctx, refusedHere, { question: 'x', how: 'call', plannedOn: '2026-03-20' }));
    await officer((ctx) => inviteMember(ctx, another.conferenceId, { organizationId: ORGANIZATION, consent: agreed(['work']) }));
    expect(await refused(as(actors.provider, (ctx) => myConference(ctx, first)))).toBe('platform.not-found');
    const seen = await officer((ctx) => getConference(ctx, first));
    expect(seen.members[0]).toMatchObject({ reads: false, endedWhy: 'consent-withdrawn' });
    expect(seen.entries[0]).toMatchObject({ kind: 'consent-withdrawn' });
    expect((await as(actors.provider, (ctx) => myConference(ctx, another.conferenceId))).shared.firstName).toBe('Ana');
  });
});

describe('the end', () => {
  it('of a conference that was held leaves members some days, and nothing to write; of a cancelled one nothing', async () => {
    await invite(ORGANIZATION);
    await officer((ctx) => stepConference(ctx, conferenceId, 'hold'));
    await officer((ctx) => stepConference(ctx, conferenceId, 'close'));
    expect((await mine(actors.provider, later(29))).mayWrite).toBe(false);
    expect(await refused(as(actors.provider, (ctx) => contribute(ctx, conferenceId, 'x')))).toBe('plans.conference.is-over');
    expect(await refused(mine(actors.provider, later(31)))).toBe('platform.not-found');
    expect(await refused(officer((ctx) => writeEntry(ctx, conferenceId, { kind: 'note', text: 'x', told: false })))).toBe('plans.conference.is-over');
    await somebody();
    await invite(ORGANIZATION);
    await officer((ctx) => stepConference(ctx, conferenceId, 'cancel'));
    expect(await refused(mine())).toBe('platform.not-found');
  });

  it('comes with the end of the case', async () => {
    await invite(ORGANIZATION);
    await officer((ctx) => closeCase(ctx, caseId, { why: 'Metas cumplidas' }));
    expect((await officer((ctx) => getConference(ctx, conferenceId))).state).toBe('cancelled');
    expect(await refused(mine())).toBe('platform.not-found');
    expect(await refused(officer((ctx) => callConference(ctx, caseId, { question: 'x', how: 'call', plannedOn: '2026-03-20' })))).toBe('plans.case-closed');
  });

  it('of one member is in the hand of the officers', async () => {
    const { members } = await invite(ORGANIZATION);
    await officer((ctx) => removeMember(ctx, conferenceId, members[0]!.memberId));
    expect(await refused(mine())).toBe('platform.not-found');
  });
});

describe('what is written', () => {
  it('notes stay with the officers, contributions between the member and them, decisions reach members only if they are told', async () => {
    await invite(ORGANIZATION);
    await invite(OTHER);
    const write = (kind: 'note' | 'decision', text: string, told = false) => officer((ctx) => writeEntry(ctx, conferenceId, { kind, text, told }));
    await write('note', 'nota-reservada', true);
    await write('decision', 'decision-callada');
    await write('decision', 'decision-dicha', true);
    await as(actors.provider, (ctx) => contribute(ctx, conferenceId, 'aporte-propio'));
    const [one, other] = [JSON.stringify(await mine()), JSON.stringify(await mine(actors.otherProvider))];
    for (const text of ['nota-reservada', 'decision-callada']) { expect(one).not.toContain(text); expect(other).not.toContain(text); }
    expect(one).toContain('decision-dicha');
    expect(one).toContain('aporte-propio');
    expect(other).not.toContain('aporte-propio');
    const raw = await db.asActor(actors.otherProvider, (tx) => sql<{ text: string }>`select text from plans.conference_entry where conference_id = ${conferenceId}`.execute(tx));
    expect(raw.rows.map((r) => r.text)).toEqual(['decision-dicha']);
    const seen = await officer((ctx) => getConference(ctx, conferenceId));
    expect(seen.entries.map((e) => e.text).filter(Boolean)).toEqual(['aporte-propio', 'decision-dicha', 'decision-callada', 'nota-reservada']);
  });

  it('a task is proposed, taken by the member alone, done; late by the clock; dropped with a reason', async () => {
    const { members } = await invite(ORGANIZATION);
    const memberId = members[0]!.memberId;
    const proposed = await officer((ctx) => proposeTask(ctx, conferenceId, { what: 'Inscribir en el curso', dueOn: '2026-03-25', memberId }));
    const { taskId } = proposed.tasks[0]!;
    expect(proposed.tasks[0]).toMatchObject({ state: 'proposed', steps: ['drop'] });
    expect(await refused(officer((ctx) => stepTask(ctx, conferenceId, taskId, { step: 'take' })))).toBe('plans.conference.not-this-step');
    const taken = await as(actors.provider, (ctx) => stepOwnTask(ctx, conferenceId, taskId, { step: 'take', dueOn: '2026-03-28' }));
    expect(taken.tasks[0]).toMatchObject({ state: 'taken', dueOn: '2026-03-28', late: false, by: actors.provider.displayName });
    expect((await mine(actors.provider, later(25))).tasks[0]!.late).toBe(true);
    expect((await as(actors.window, (ctx) => conferencesOf(ctx, caseId), later(25))).conferences[0]).toMatchObject({ openTasks: 1, lateTasks: 1, members: 1 });
    expect(await refused(as(actors.provider, (ctx) => stepOwnTask(ctx, conferenceId, taskId, { step: 'drop' })))).toBe('plans.conference.say-why');
    expect((await as(actors.provider, (ctx) => stepOwnTask(ctx, conferenceId, taskId, { step: 'finish' }))).tasks[0]!.state).toBe('done');
    await as(actors.provider, (ctx) => takeOn(ctx, conferenceId, { what: 'Llamar a la empresa', dueOn: '2026-03-30' }));
    expect((await officer((ctx) => getConference(ctx, conferenceId))).tasks.map((k) => k.state)).toEqual(['done', 'taken']);
  });
});
