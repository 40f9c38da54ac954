/** Stories of people who are accompanied for a while: a plan, a family's plan, months of contacts, an end that is none. */
import { officesSlice } from '#access';
import { conferenceSlice } from '#plans';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { comesToTheWindow, contactsUntil, isInterviewed, isReferred, isTried, keepsInTouch, needs, takes, tells, type Opened, type Scene } from './acts.ts';
import { DRIVER, MASON, SEAMSTRESS } from './people.ts';
import type { Step } from './stage.ts';

interface DraftStep { readonly words: string; readonly who: object; readonly dueOn: string }
interface DraftGoal { readonly dimension: string; readonly level: string; readonly whose: 'person' | 'household'; readonly words: string; readonly needIds: readonly string[]; readonly steps: readonly DraftStep[] }

/** A plan is written, read aloud and agreed; returns its steps in order. */
async function agreesOnAPlan(step: Step, { caseId }: Opened, goals: readonly DraftGoal[], reviewOn: string): Promise<string[]> {
  const params = { caseId };
  const { draft } = await step<{ draft: { seq: number } }>('ventanilla', 'POST /api/cases/:caseId/plan/begin', { params });
  const content = { first: [], left: [], goals: goals.map((goal) => ({ ...goal, goalId: newId(), steps: goal.steps.map((s) => ({ ...s, actionId: newId() })) })) };
  const { seq } = await step<{ seq: number }>('ventanilla', 'PUT /api/cases/:caseId/plan/draft', { params, body: { seq: draft.seq, content } });
  await step('ventanilla', 'POST /api/cases/:caseId/plan/agreement', { params, body: { seq, how: 'read-aloud', locale: 'es', reviewOn } });
  return content.goals.flatMap((goal) => goal.steps.map((s) => s.actionId));
}

/** The organization of the demo's service. */
function organizationOf(scene: Scene): string {
  const office = scene.pack.slice(officesSlice).offices.find((o) => o.ref === scene.places.provider);
  if (!office?.organizationId) throw new RangeError(`the pack has no organization of ${scene.places.provider}`);
  return office.organizationId;
}

/** A service accepts, begins and ends well; the person says so, and what was received is written down. */
async function isServed(scene: Scene, { caseId }: Opened, referralId: string): Promise<void> {
  const params = { referralId };
  await scene.ago(38)('proveedor', 'POST /api/inbox/:referralId/accept', { params, body: { note: 'Puede venir el lunes' } });
  await scene.ago(34)('proveedor', 'POST /api/inbox/:referralId/start', { params, body: {} });
  await scene.ago(12)('proveedor', 'POST /api/inbox/:referralId/complete', { params, body: { outcome: 'reached' } });
  await scene.ago(11)('ventanilla', 'POST /api/referrals/:referralId/confirm', { params, body: { answer: 'yes' } });
  await scene.ago(11)('ventanilla', 'POST /api/cases/:caseId/support/from-referral', { params: { caseId }, body: { referralId } });
}

/** Two institutions look at one case: what the person agreed to is shown to the other one, which says something and is asked for a step. */
async function isTalkedAbout(scene: Scene, { caseId }: Opened): Promise<void> {
  const call = scene.ago(6);
  const { conferenceId } = await call<{ conferenceId: string }>('ventanilla', 'POST /api/cases/:caseId/conferences', {
    params: { caseId }, body: { question: '¿Cómo se combina el horario del trabajo con la capacitación?', how: 'in-person', place: 'Sala de reuniones (ficticia)', plannedOn: addDays(scene.today, -2), plannedTime: '10:00' },
  });
  const params = { conferenceId };
  const consent = { given: true, sections: ['work'], locale: 'es', wordingVersion: scene.pack.slice(conferenceSlice).consent.version, manner: 'read-aloud' };
  const { members } = await call<{ members: { memberId: string }[] }>('ventanilla', 'POST /api/conferences/:conferenceId/members', { params, body: { organizationId: organizationOf(scene), consent } });
  await scene.ago(4)('proveedor', 'POST /api/member-conferences/:conferenceId/contributions', { params, body: { text: 'Hay un grupo por la tarde que empieza el mes próximo.' } });
  await scene.ago(2.1)('ventanilla', 'POST /api/conferences/:conferenceId/step', { params, body: { step: 'hold' } });
  const held = scene.ago(2);
  await held('ventanilla', 'POST /api/conferences/:conferenceId/entries', { params, body: { kind: 'decision', text: 'Se inscribe en el grupo de la tarde.', told: true } });
  await held('ventanilla', 'POST /api/conferences/:conferenceId/tasks', { params, body: { what: 'Apartar un lugar en el grupo de la tarde', dueOn: addDays(scene.today, 5), memberId: members[0]?.memberId } });
}

/** A seamstress with an agreed plan: a step done, one late, one to come; a service that helped, support that was given, a conference. */
export async function aPlanWithALateStep(scene: Scene): Promise<void> {
  const first = scene.ago(45);
  const opened = await comesToTheWindow(scene, first, 'ventanilla', SEAMSTRESS, scene.places.home, addDays(scene.today, -50));
  await takes(first, opened);
  await tells(first, opened, { wantsJob: true, skills: ['tailoring'], skillsCertified: false, educationLevel: 'lowerSecondary', dependants: 1 });
  await isInterviewed(first, opened, { housing: 'withRelatives', familySupport: true });
  const job = await needs(first, opened, scene.places.service.need);
  const plan = scene.ago(40);
  const day = (n: number) => addDays(scene.today, n);
  const [papers] = await agreesOnAPlan(plan, opened, [
    {
      dimension: 'economic', level: 'individual', whose: 'person', words: 'Tener un trabajo con ingreso estable', needIds: [job],
      steps: [
        { words: 'Reunir mis papeles', who: { kind: 'person' }, dueOn: day(-30) }, { words: 'Preparar juntas la lista de lo que sé hacer', who: { kind: 'officer' }, dueOn: day(-4) },
        { words: 'Ir a la capacitación', who: { kind: 'person' }, dueOn: day(20) },
      ],
    },
    { dimension: 'social', level: 'community', whose: 'person', words: 'Conocer a gente de mi barrio', needIds: [], steps: [{ words: 'Ir al grupo de mujeres', who: { kind: 'person' }, dueOn: day(8) }] },
  ], day(50));
  const referralId = await isReferred(scene, scene.ago(39), opened, job, scene.places.service.id);
  await scene.ago(31)('ventanilla', 'POST /api/plan-actions/:actionId/result', { params: { actionId: papers! }, body: { state: 'done' } });
  await isServed(scene, opened, referralId);
  await scene.ago(20)('ventanilla', 'POST /api/cases/:caseId/support', {
    params: { caseId: opened.caseId }, body: { need: 'transport_subsidy', givenOn: day(-20), giver: 'own-office', quantity: 2, unit: 'boletos de autobús' },
  });
  await keepsInTouch(scene, opened, 1);
  await isTalkedAbout(scene, opened);
}

/** What a family wants together: goals of all of them, and a step that somebody of the family takes on. */
export async function planOfTheFamily(scene: Scene, opened: Opened): Promise<void> {
  const step = scene.ago(1);
  const school = await needs(step, opened, 'school_enrolment');
  const home = await needs(step, opened, 'housing_support');
  const day = (n: number) => addDays(scene.today, n);
  await agreesOnAPlan(step, opened, [
    {
      dimension: 'social', level: 'household', whose: 'household', words: 'Tener un lugar estable donde vivir los tres', needIds: [home],
      steps: [{ words: 'Ver qué lugar es posible y cuánto cuesta', who: { kind: 'relative', personId: null }, dueOn: day(6) }, { words: 'Buscar apoyo para los primeros meses', who: { kind: 'officer' }, dueOn: day(0) }],
    },
    { dimension: 'social', level: 'individual', whose: 'household', words: 'Que la niña y el niño vuelvan a la escuela', needIds: [school], steps: [{ words: 'Llevar los papeles a la escuela', who: { kind: 'person' }, dueOn: day(9) }] },
  ], day(30));
}

interface Choice { readonly code: string; readonly score?: number | null }
interface SurveyDetail { readonly instrument: { readonly sections: readonly { readonly questions: readonly { readonly code: string; readonly kind: string; readonly scored?: boolean; readonly choices?: readonly Choice[] }[] }[] } | null }

/** To every scored question the answer that lies nearest to how the person is doing; of two as near, the better one. */
function answersNear(detail: SurveyDetail, goal: number): Record<string, object> {
  const near = (choices: readonly Choice[]) => choices.flatMap((c) => (typeof c.score === 'number' ? [{ code: c.code, score: c.score }] : [])).toSorted((a, b) => Math.abs(a.score - goal) - Math.abs(b.score - goal) || b.score - a.score)[0];
  const answers: Record<string, object> = {};
  for (const { code, kind, scored, choices } of detail.instrument?.sections.flatMap((s) => s.questions) ?? []) {
    const found = scored && kind === 'select_one' ? near(choices ?? []) : undefined;
    if (found) answers[code] = { state: 'value', value: found.code };
  }
  return answers;
}

/** The person comes and answers the survey. */
async function isAsked(step: Step, followUpId: string, goal: number): Promise<void> {
  await isTried(step, followUpId, 'reached');
  const detail = await step<SurveyDetail>('ventanilla', 'GET /api/follow-ups/:followUpId', { params: { followUpId } });
  await step('ventanilla', 'POST /api/follow-ups/:followUpId/survey', { params: { followUpId }, body: { answers: answersNear(detail, goal), mode: 'in-person', locale: 'es', agreed: true } });
}

/** A driver accompanied for most of a year: asked after a month, then nobody could reach him, a relative told where he is, asked again after half a year. */
export async function somebodyLostAndFound(scene: Scene): Promise<void> {
  const first = scene.ago(250);
  const opened = await comesToTheWindow(scene, first, 'ventanilla', DRIVER, scene.places.home, addDays(scene.today, -255));
  await takes(first, opened);
  await tells(first, opened, { wantsJob: true, skills: ['driving'], housing: 'withRelatives', hasPhone: false });
  const [week, month, quarter, half] = await contactsUntil(scene.step, opened, addDays(scene.today, -1));
  if (!week || !month || !quarter || !half) throw new RangeError('the rhythm of the pack has fewer contacts in half a year');
  await isTried(scene.ago(243), week.followUpId, 'reached');
  await isAsked(scene.ago(219), month.followUpId, 0.5);
  for (const days of [158, 154, 150, 146, 142]) await isTried(scene.ago(days), quarter.followUpId, 'no-answer', { note: 'No vino a la cita' });
  await scene.ago(100)('ventanilla', 'POST /api/cases/:caseId/found', { params: { caseId: opened.caseId }, body: { how: 'relative', note: 'Su hermana avisó que trabaja en otra ciudad y vuelve los domingos' } });
  await isTried(scene.ago(96), quarter.followUpId, 'reached');
  await isAsked(scene.ago(66), half.followUpId, 0.75);
}

/** A mason whose case was closed with what he wanted, and is open again since the work ended. */
export async function aCaseThatGoesOn(scene: Scene): Promise<void> {
  const first = scene.ago(120);
  const opened = await comesToTheWindow(scene, first, 'ventanilla', MASON, scene.places.home, addDays(scene.today, -126));
  await takes(first, opened);
  await tells(first, opened, { wantsJob: true, skills: ['construction'], hasPhone: true });
  const needId = await needs(first, opened, scene.places.service.need);
  await keepsInTouch(scene, opened, 45);
  const last = scene.ago(40);
  await last('ventanilla', 'POST /api/needs/:needId/state', { params: { needId }, body: { state: 'met', why: 'Encontró trabajo en una obra' } });
  await last('ventanilla', 'POST /api/cases/:caseId/close', {
    params: { caseId: opened.caseId }, body: { code: 'goals-reached', why: 'Trabaja y vive con su familia', reached: [{ kind: 'need', id: needId, result: 'met' }], referrals: 'withdraw' },
  });
  await scene.ago(5)('ventanilla', 'POST /api/cases/:caseId/reopen', { params: { caseId: opened.caseId }, body: { why: 'La obra terminó antes de tiempo' } });
}
