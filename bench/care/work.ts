/** Fifty people at work on cases: requests come at a steady rate, whether or not the earlier ones were answered; whoever is free takes the next. */
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { generator, type Random } from '../random.ts';
import type { Answer, Session } from '../national/client.ts';
import { note, type Times } from '../national/figures.ts';
import { SERVICES, type CareAccount, type CareRole } from './offices.ts';

export type Act = 'list of cases' | 'list of referrals' | 'list of contacts' | 'case page' | 'send a referral' | 'write down an attempt' | 'inbox' | 'answer a referral' | 'counts';

/** What each role does, and how much of its time. */
const MIX: Readonly<Record<CareRole, readonly (readonly [Act, number])[]>> = {
  window: [['list of cases', 0.2], ['list of referrals', 0.15], ['list of contacts', 0.15], ['case page', 0.3], ['send a referral', 0.1], ['write down an attempt', 0.1]],
  protection: [['list of cases', 0.4], ['case page', 0.5], ['list of contacts', 0.1]],
  supervisor: [['counts', 0.1], ['list of cases', 0.4], ['list of referrals', 0.25], ['list of contacts', 0.25]],
  provider: [['inbox', 0.7], ['answer a referral', 0.3]],
};

function drawn(random: Random, role: CareRole): Act {
  let aim = random();
  for (const [act, share] of MIX[role]) {
    if (aim < share) return act;
    aim -= share;
  }
  return MIX[role][0]![0];
}

/** Of an office: cases that are open, with a need for which nobody was asked yet, and contacts that are due. */
export interface InSight { readonly cases: readonly string[]; readonly unasked: { readonly caseId: string; readonly needId: string; readonly need: string }[]; readonly contacts: { readonly id: string; readonly phone: string | null }[]; readonly sent: string[] }

export async function inSight(ownerUrl: string, accounts: readonly CareAccount[]): Promise<Map<string, InSight>> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const list = async <T extends object>(text: string, values: unknown[]): Promise<T[]> => (await owner.query<T>(text, values)).rows;
  try {
    const found = new Map<string, InSight>();
    for (const { login, role, officeId, userId } of accounts) {
      const cases = await list<{ id: string }>(`select id from registry.case_file where office_id = $1 and state = 'active' and ($2 <> 'window' or officer_id = $3) limit 400`, [officeId, role, userId]);
      const unasked = await list<{ caseId: string; needId: string; need: string }>(`select n.case_id as "caseId", n.id as "needId", n.need_code as need from assessment.need n where n.case_id = any ($1) and n.state = 'open'
        and not exists (select from referrals.referral r where r.need_id = n.id) limit 400`, [cases.map((c) => c.id)]);
      const contacts = await list<{ id: string; phone: string | null }>(`select f.id, (select k.id from registry.contact k where k.person_id = c.person_id limit 1) as phone
        from plans.follow_up f join registry.case_file c on c.id = f.case_id where f.case_id = any ($1) and f.state = 'planned' and f.due_on < current_date limit 200`, [cases.map((c) => c.id)]);
      const sent = role === 'provider' ? await list<{ id: string }>(`select r.id from referrals.referral r join access.office o on o.organization_id = r.provider_organization where o.id = $1 and r.state in ('sent', 'received') and r.due_at > now() limit 400`, [officeId]) : [];
      found.set(login, { cases: cases.map((c) => c.id), unasked, contacts, sent: sent.map((c) => c.id) });
    }
    return found;
  } finally {
    await owner.end();
  }
}

export interface Work { readonly times: Times; readonly errors: Map<string, number>; late: number }
export type CareSession = Session<CareAccount>;
interface Desk { readonly session: CareSession; readonly sight: InSight; readonly random: Random; readonly work: Work }

function keep({ work }: Desk, act: string, answer: Answer): Answer {
  if (answer.status !== 200) {
    const code = /"code":"([^"]+)"/u.exec(answer.text)?.[1] ?? '';
    const what = `${act}: ${answer.status} ${code}`;
    work.errors.set(what, (work.errors.get(what) ?? 0) + 1);
  }
  return answer;
}

const one = <T>(random: Random, list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];

async function get(desk: Desk, act: Act, address: string): Promise<Answer> {
  return keep(desk, act, await desk.session.get(address));
}

/** What a browser asks when somebody opens a case: one answer. */
async function openPage(desk: Desk): Promise<void> {
  const caseId = one(desk.random, desk.sight.cases);
  if (caseId) await get(desk, 'case page', `/api/cases/${caseId}/page`);
}

async function send(desk: Desk): Promise<void> {
  const asked = desk.sight.unasked.pop();
  if (!asked) return;
  const { service } = SERVICES.find((s) => s.need === asked.need)!;
  keep(desk, 'send a referral', await desk.session.post(`/api/cases/${asked.caseId}/referrals`, {
    needId: asked.needId, serviceId: service, urgency: 'long', consent: { given: true, sections: ['contact', 'work'], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud' },
  }));
}

async function attempt(desk: Desk): Promise<void> {
  const contact = desk.sight.contacts.pop();
  if (contact) keep(desk, 'write down an attempt', await desk.session.post(`/api/follow-ups/${contact.id}/attempts`, { channel: 'phone', outcome: 'no-answer', ...(contact.phone ? { contactId: contact.phone } : {}) }));
}

async function answer(desk: Desk): Promise<void> {
  const sent = desk.sight.sent.pop();
  if (!sent) return;
  await get(desk, 'answer a referral', `/api/inbox/${sent}`);
  keep(desk, 'answer a referral', await desk.session.post(`/api/inbox/${sent}/accept`, {}));
}

const CASE_LISTS = ['mine', 'office', 'overdue', 'new'];
const REFERRAL_LISTS = ['returned', 'unanswered', 'waiting', 'answered', 'late', 'escalated'];
const INBOX_LISTS = ['new', 'open', 'closed', 'ended'];
const CONTACT_LISTS = ['overdue', 'today', 'upcoming', 'escalated', 'lost'];

const ACTS: Readonly<Record<Act, (desk: Desk) => Promise<unknown>>> = {
  'list of cases': (d) => get(d, 'list of cases', `/api/cases?list=${one(d.random, d.session.officer.role === 'supervisor' ? CASE_LISTS.slice(1) : CASE_LISTS)}`),
  'list of referrals': (d) => get(d, 'list of referrals', `/api/referrals?list=${one(d.random, REFERRAL_LISTS)}`),
  'list of contacts': (d) => get(d, 'list of contacts', `/api/follow-ups?list=${one(d.random, CONTACT_LISTS)}`),
  'case page': openPage,
  'send a referral': send,
  'write down an attempt': attempt,
  inbox: (d) => get(d, 'inbox', `/api/inbox?list=${one(d.random, INBOX_LISTS)}`),
  'answer a referral': answer,
  counts: (d) => {
    const day = new Date().toISOString().slice(0, 10);
    return get(d, 'counts', `/api/insights/summary?from=${day.slice(0, 8)}01&to=${day}`);
  },
};

export interface Shift { readonly sessions: readonly CareSession[]; readonly sight: ReadonlyMap<string, InSight>; readonly perSecond: number; readonly seconds: number; readonly seed: number }

const LONGEST_WAIT_MS = 20_000;

/** Works for so long and answers what it took. Ends by itself: what is not answered in time counts as an error. */
export async function workShift({ sessions, sight, perSecond, seconds, seed }: Shift): Promise<Work> {
  const random = generator(seed);
  const work: Work = { times: new Map(), errors: new Map(), late: 0 };
  const free = [...sessions];
  const under = new Set<Promise<void>>();
  const until = performance.now() + seconds * 1000;
  for (let due = performance.now(); due < until; due += (-Math.log(1 - random()) / perSecond) * 1000) {
    const wait = due - performance.now();
    if (wait > 0) await new Promise((r) => setTimeout(r, wait));
    const [session] = free.splice(Math.floor(random() * free.length), 1);
    if (!session) { work.late++; continue; }
    const act = drawn(random, session.officer.role);
    const from = performance.now();
    const done = ACTS[act]({ session, sight: sight.get(session.officer.login)!, random, work }).then(() => note(work.times, act, performance.now() - from), (error: unknown) => {
      const what = (error as Error).message;
      work.errors.set(what, (work.errors.get(what) ?? 0) + 1);
    }).finally(() => { free.push(session); under.delete(done); });
    under.add(done);
  }
  const waited = Promise.all(under).then(() => true);
  const timer = new Promise<boolean>((r) => { setTimeout(() => r(false), LONGEST_WAIT_MS).unref(); });
  if (!(await Promise.race([waited, timer]))) work.errors.set('not answered', under.size);
  return work;
}

/** Each act so many times by one person alone, who is of the role that does it most. */
export async function oneByOne({ sessions, sight, seed }: Pick<Shift, 'sessions' | 'sight' | 'seed'>, times: number): Promise<Work> {
  const work: Work = { times: new Map(), errors: new Map(), late: 0 };
  const random = generator(seed);
  for (const act of Object.keys(ACTS) as Act[]) {
    const able = sessions.filter((s) => MIX[s.officer.role].some(([one]) => one === act));
    for (let n = 0; n < times; n++) {
      const session = able[n % able.length]!;
      const from = performance.now();
      await ACTS[act]({ session, sight: sight.get(session.officer.login)!, random, work });
      note(work.times, act, performance.now() - from);
    }
  }
  return work;
}
