import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { actors, OFFICES } from '../../../../tests/support/actors.ts';
import { agreed, as, conferenceId, db, invite, later, mine, officer, ORGANIZATION, OTHER, personId, refused, somebody, stageConference } from '../../../../tests/support/conference.ts';
import { inviteMember } from './inviting.ts';
import { myConferences, stepOwnTask, takeOn } from './member-service.ts';
import { getConference, proposeTask, writeEntry } from './service.ts';

stageConference();

describe('forged and foreign', () => {
  it('another organization, a provider of another country, another window and other roles find nothing, by whatever id', async () => {
    const { members } = await invite(ORGANIZATION);
    const task = (await officer((ctx) => proposeTask(ctx, conferenceId, { what: 'x', dueOn: '2026-03-25', memberId: members[0]!.memberId }))).tasks[0]!;
    const abroad: Actor = { ...actors.provider, country: 'HN' };
    const forged: Actor = { ...actors.otherProvider, organizationId: null };
    for (const actor of [actors.otherProvider, forged, abroad, actors.otherWindow, actors.windowColleague]) {
      expect(await refused(db.asActor(actor, (tx) => import('../conference-repository.ts').then(({ findSeat }) => findSeat(actor, tx, conferenceId))).then((row) => { if (!row) throw new Refused([{ code: 'platform.not-found' }]); }))).toBe('platform.not-found');
    }
    expect(await refused(as(actors.otherProvider, (ctx) => stepOwnTask(ctx, conferenceId, task.taskId, { step: 'take' })))).toBe('platform.not-found');
    expect(await refused(as(actors.otherWindow, (ctx) => getConference(ctx, conferenceId)))).toBe('platform.not-found');
    expect(await refused(officer((ctx) => proposeTask(ctx, conferenceId, { what: 'x', dueOn: '2026-03-25', memberId: newId() })))).toBe('plans.conference.not-a-member');
  });

  it('a member of one conference takes no step in the task of another', async () => {
    await invite(ORGANIZATION);
    const first = conferenceId;
    const { tasks } = await as(actors.provider, (ctx) => takeOn(ctx, first, { what: 'x', dueOn: '2026-03-25' }));
    await somebody();
    await invite(OTHER);
    expect(await refused(as(actors.otherProvider, (ctx) => stepOwnTask(ctx, conferenceId, tasks[0]!.taskId, { step: 'finish' })))).toBe('platform.not-found');
  });

  it('an office of the state that was invited reads its copy through its seat, and still not the case', async () => {
    await officer((ctx) => inviteMember(ctx, conferenceId, { organizationId: OFFICES.otherWindow.organizationId, officeId: OFFICES.otherWindow.id, consent: agreed(['work']) }));
    expect((await mine(actors.otherWindow)).shared.sections.map((s) => s.code)).toEqual(['work']);
    expect(await refused(as(actors.otherWindow, (ctx) => getConference(ctx, conferenceId)))).toBe('platform.not-found');
    const { rows } = await db.asActor(actors.otherWindow, (tx) => sql`select from registry.person where id = ${personId}`.execute(tx));
    expect(rows).toEqual([]);
  });
});

const TABLES = ['conference', 'conference_member', 'conference_view', 'conference_entry', 'conference_task'];

async function withoutPolicies<T>(work: () => Promise<T>): Promise<T> {
  for (const t of TABLES) await db.owner(`alter table plans.${t} disable row level security`);
  try {
    return await work();
  } finally {
    for (const t of TABLES) await db.owner(`alter table plans.${t} enable row level security`);
  }
}

describe('the two walls, each with the other one off', () => {
  const outsiders = [actors.otherProvider, actors.otherWindow, actors.abroad, actors.analyst, actors.administrator, actors.auditor, actors.employer, actors.reception, actors.steward, actors.nobody];

  it('the queries alone show nothing to anybody else', async () => {
    await invite(ORGANIZATION);
    await withoutPolicies(async () => {
      for (const actor of outsiders.filter((a) => a.country === 'ZZ' && a !== actors.nobody)) {
        expect(await refused(mine(actor)), actor.displayName).toBe('platform.not-found');
        expect(await refused(as(actor, (ctx) => getConference(ctx, conferenceId))), actor.displayName).toBe('platform.not-found');
        expect((await as(actor, (ctx) => myConferences(ctx, { list: 'open' }))).lines.map((l) => l.conferenceId), actor.displayName).not.toContain(conferenceId);
      }
    });
  });

  it('the database alone shows nothing to anybody else, and to a member no case, person, note or other member', async () => {
    await invite(ORGANIZATION);
    await invite(OTHER);
    await officer((ctx) => writeEntry(ctx, conferenceId, { kind: 'note', text: 'nota', told: false }));
    for (const actor of [actors.abroad, actors.analyst, actors.administrator, actors.auditor, actors.employer, actors.reception, actors.steward, actors.nobody]) {
      for (const table of TABLES) {
        const { rows } = await db.asActor(actor, (tx) => sql`select * from plans.${sql.ref(table)}`.execute(tx));
        expect(rows, `${actor.displayName}: ${table}`).toEqual([]);
      }
    }
    const ask = async (query: ReturnType<typeof sql>) => (await db.asActor(actors.provider, (tx) => query.execute(tx))).rows;
    expect(await ask(sql`select from registry.person`)).toEqual([]);
    expect(await ask(sql`select from registry.case_file`)).toEqual([]);
    expect(await ask(sql`select from registry.consent`)).toEqual([]);
    expect(await ask(sql`select organization_id from plans.conference_member where organization_id <> ${ORGANIZATION}`)).toEqual([]);
    expect(await ask(sql`select from plans.conference_entry where kind <> 'contribution' and not told`)).toEqual([]);
    expect(await ask(sql`select from plans.conference_view v join plans.conference_member m on m.id = v.member_id where m.conference_id = ${conferenceId}`)).toHaveLength(1);
  });

  it('the database lets a member write nothing but its own contributions and tasks, and nobody change what was written or shared', async () => {
    const { members } = await invite(ORGANIZATION);
    const entry = (kind: string, memberId: string | null) => sql`insert into plans.conference_entry (id, country, conference_id, member_id, kind, text, actor_id, actor_name, at)
      values (${newId()}, 'ZZ', ${conferenceId}, ${memberId}, ${kind}, 'x', ${actors.provider.userId}, 'x', now())`;
    const attempt = (actor: Actor, query: ReturnType<typeof sql>) => db.asActor(actor, (tx) => query.execute(tx));
    await expect(attempt(actors.provider, entry('decision', null))).rejects.toThrow(/row-level security/);
    await expect(attempt(actors.otherProvider, entry('contribution', members[0]!.memberId))).rejects.toThrow(/row-level security/);
    await expect(attempt(actors.window, sql`update plans.conference_view set snapshot = '{}'`)).rejects.toThrow(/permission denied/);
    await expect(attempt(actors.window, sql`update plans.conference_entry set text = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(attempt(actors.window, sql`delete from plans.conference`)).rejects.toThrow(/permission denied/);
    expect((await attempt(actors.provider, sql`update plans.conference_member set share_closed_at = null, share_closed_why = null`)).numAffectedRows).toBe(0n);
    expect((await attempt(actors.provider, sql`update plans.conference set state = 'held'`)).numAffectedRows).toBe(0n);
  });
});

describe('the list of a member', () => {
  it('is searched by first name or code, counts what is open, and goes on page by page without losing a line', async () => {
    await invite(ORGANIZATION);
    const code = (await mine()).shared.publicCode;
    const search = (text: string) => as(actors.provider, (ctx) => myConferences(ctx, { list: 'open', text }));
    expect((await search(code.toLowerCase())).lines.map((l) => l.conferenceId)).toEqual([conferenceId]);
    expect((await search('%')).lines).toEqual([]);
    expect((await search('Apellidosecreto')).lines).toEqual([]);
    const all = await as(actors.provider, (ctx) => myConferences(ctx, { list: 'open' }));
    expect(all.counts.open).toBe(all.lines.length);
    expect(all.next).toBeNull();
  });

  it('goes on after fifty, and shows each conference once', async () => {
    const { members } = await invite(ORGANIZATION);
    const copy = async (n: number) => {
      const [conference, member, view, consentId] = [newId(), newId(), newId(), newId()];
      await db.owner(`insert into registry.consent select (k).* from (select jsonb_populate_record(k, jsonb_build_object('id', $2::text, 'seq', (select max(seq) + 1 from registry.consent))) as k from registry.consent k
        where k.id = (select consent_id from plans.conference_member where id = $1)) x`.replace('insert into registry.consent select', 'insert into registry.consent overriding system value select'), [members[0]!.memberId, consentId]);
      await db.owner(`insert into plans.conference select (c).* from (select jsonb_populate_record(c, jsonb_build_object('id', $2::text)) as c from plans.conference c where id = $1) x`, [conferenceId, conference]);
      await db.owner(`insert into plans.conference_member select (m).* from (select jsonb_populate_record(m, jsonb_build_object('id', $2::text, 'conference_id', $3::text, 'consent_id', $4::text, 'invited_at', $5::timestamptz)) as m
        from plans.conference_member m where id = $1) x`, [members[0]!.memberId, member, conference, consentId, later(n + 1)]);
      await db.owner(`insert into plans.conference_view select (v).* from (select jsonb_populate_record(v, jsonb_build_object('id', $2::text, 'member_id', $3::text, 'consent_id', $4::text)) as v
        from plans.conference_view v where member_id = $1) x`, [members[0]!.memberId, view, member, consentId]);
    };
    for (let n = 0; n < 55; n++) await copy(n);
    const page = (after?: string) => as(actors.provider, (ctx) => myConferences(ctx, { list: 'open', ...(after === undefined ? {} : { after }) }));
    const first = await page();
    expect(first.lines).toHaveLength(50);
    const rest = await page(first.next!);
    const seen = [...first.lines, ...rest.lines].map((l) => l.conferenceId);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(first.counts.open);
    expect(rest.next).toBeNull();
    expect((await page('nonsense')).lines.map((l) => l.conferenceId)).toEqual(first.lines.map((l) => l.conferenceId));
  });
});
