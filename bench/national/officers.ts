/** Officers at work: requests come at a steady rate, whether or not the earlier ones were answered; whoever is free takes the next. */
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import type { LookUpAnswer, RegisterAtWindow } from '#registry/schema';
import { generator, type Random } from '../random.ts';
import type { Answer, Session } from './client.ts';
import { note, type Times } from './figures.ts';
import { checkOf, type Questions } from './questions.ts';
import type { BenchRole } from './registry.ts';

export type Act = 'search' | 'look-up' | 'work list' | 'open a person' | 'open a case' | 'register';

/** What each role does, and how much of its time. */
const MIX: Readonly<Record<BenchRole, readonly (readonly [Act, number])[]>> = {
  window: [['search', 0.25], ['look-up', 0.15], ['work list', 0.25], ['open a case', 0.2], ['open a person', 0.1], ['register', 0.05]],
  reception: [['look-up', 0.4], ['search', 0.15], ['open a person', 0.2], ['register', 0.25]],
  protection: [['search', 0.3], ['work list', 0.3], ['open a case', 0.3], ['open a person', 0.1]],
  supervisor: [['work list', 0.45], ['search', 0.25], ['open a case', 0.15], ['open a person', 0.15]],
};

function drawn(random: Random, role: BenchRole): Act {
  let aim = random();
  for (const [act, share] of MIX[role]) {
    if (aim < share) return act;
    aim -= share;
  }
  return 'search';
}

/** Some of the people and cases that an office sees. */
export interface InSight { readonly people: readonly string[]; readonly cases: readonly string[] }
const REMEMBERED = 400;

/** What each officer could open: of the national office everybody's. */
export async function inSight(ownerUrl: string, sessions: readonly Session[]): Promise<Map<string, InSight>> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const list = async (text: string, values: unknown[]): Promise<string[]> => (await owner.query<{ id: string }>(text, values)).rows.map((r) => r.id);
  try {
    const found = new Map<string, InSight>();
    for (const { officer: { login, officeId } } of sessions) {
      const everywhere = (await list('select id from access.office where id = $1 and kind = $2', [officeId, 'national'])).length > 0;
      const people = everywhere ? await list('select id from registry.person limit $1', [REMEMBERED])
        : await list('select person_id as id from registry.person_office where office_id = $1 order by md5(person_id::text) limit $2', [officeId, REMEMBERED]);
      const cases = everywhere ? await list('select id from registry.case_file limit $1', [REMEMBERED])
        : await list(`select id from registry.case_file where office_id = $1 and state <> 'closed' limit $2`, [officeId, REMEMBERED]);
      found.set(login, { people, cases });
    }
    return found;
  } finally {
    await owner.end();
  }
}

export interface Work { readonly times: Times; readonly errors: Map<string, number>; late: number; registered: number; again: number }
export const noWork = (): Work => ({ times: new Map(), errors: new Map(), late: 0, registered: 0, again: 0 });

interface Desk { readonly session: Session; readonly sight: InSight; readonly questions: Questions; readonly random: Random; readonly work: Work }

function keep({ work }: Desk, act: string, answer: Answer): Answer {
  note(work.times, act, answer.ms);
  if (answer.status !== 200) {
    const code = /"code":"([^"]+)"/u.exec(answer.text)?.[1] ?? '';
    const what = `${act}: ${answer.status} ${code}`;
    work.errors.set(what, (work.errors.get(what) ?? 0) + 1);
  }
  return answer;
}

/** Looks first, answers for everybody who is shown, registers. */
async function register(desk: Desk): Promise<void> {
  const { session, questions, work } = desk;
  const person = questions.newcomer();
  const looked = keep(desk, 'look-up', await session.post('/api/people/look-up', checkOf(person)));
  if (looked.status !== 200) return;
  const { people } = JSON.parse(looked.text) as LookUpAnswer;
  const command: RegisterAtWindow = {
    person, decisions: people.filter((p) => p.band !== 'nobody').map((p) => ({ personId: p.personId, decision: 'different' })),
    ...(session.officer.role === 'window' ? { case: { destinationAdmin2: 'ZZ-0101' } } : {}),
  };
  const done = await session.post('/api/people', command);
  // Somebody who was registered a moment ago by another desk is shown first: that is no fault, but counted.
  if (done.status === 409 && done.text.includes('duplicates-not-reviewed')) work.again++;
  else keep(desk, 'register', done);
  if (done.status === 200) work.registered++;
}

const one = (random: Random, list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';

const ACTS: Readonly<Record<Act, (desk: Desk) => Promise<unknown>>> = {
  search: async (d) => keep(d, 'search', await d.session.post('/api/people/search', { text: d.questions.box() })),
  'look-up': async (d) => keep(d, 'look-up', await d.session.post('/api/people/look-up', d.questions.lookUp())),
  'work list': async (d) => keep(d, 'work list', await d.session.get(`/api/cases?list=${d.random() < 0.7 ? 'office' : 'new'}`)),
  'open a person': async (d) => keep(d, 'open a person', await d.session.get(`/api/people/${one(d.random, d.sight.people)}`)),
  'open a case': async (d) => keep(d, 'open a case', await d.session.get(`/api/cases/${one(d.random, d.sight.cases)}`)),
  register,
};

export interface Shift { readonly sessions: readonly Session[]; readonly sight: ReadonlyMap<string, InSight>; readonly questions: Questions; readonly perSecond: number; readonly seconds: number; readonly seed: number }

const LONGEST_WAIT_MS = 20_000;

/** Works for so long and answers what it took. Ends by itself: what is not answered in time counts as an error. */
export async function workShift(shift: Shift): Promise<Work> {
  const { sessions, sight, questions, perSecond, seconds } = shift;
  const random = generator(shift.seed);
  const work = noWork();
  const free = [...sessions];
  const under = new Set<Promise<void>>();
  const until = performance.now() + seconds * 1000;
  for (let due = performance.now(); due < until; due += (-Math.log(1 - random()) / perSecond) * 1000) {
    const wait = due - performance.now();
    if (wait > 0) await new Promise((r) => setTimeout(r, wait));
    const [session] = free.splice(Math.floor(random() * free.length), 1);
    if (!session) { work.late++; continue; }
    const desk: Desk = { session, sight: sight.get(session.officer.login)!, questions, random, work };
    const done = ACTS[drawn(random, session.officer.role)](desk).then(() => undefined, (error: unknown) => {
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

/** Look-ups one after the other by so many clients at once, without a pause. */
export async function lookUps(sessions: readonly Session[], questions: Questions, count: number): Promise<Work> {
  const work = noWork();
  let left = count;
  const client = async (session: Session): Promise<void> => {
    while (left-- > 0) await ACTS['look-up']({ session, sight: { people: [], cases: [] }, questions, random: Math.random, work });
  };
  await Promise.all(sessions.map(client));
  return work;
}
