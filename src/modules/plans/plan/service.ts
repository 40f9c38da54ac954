/** The plan: written as a draft, agreed with the person as a version that never changes, looked at again. */
import { notFound, Refused, refuse } from '#kernel/errors';
import { localeFor, type Locale } from '#kernel/codes';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { getPerson } from '#registry';
import { setAsideOthers } from '../goal-repository.ts';
import * as repository from '../plan-repository.ts';
import { insertAction, insertEvents, rewordAction, type NewEvent } from '../plan-steps-repository.ts';
import { agreementProblem } from '../rules/plan-agreement.ts';
import { changesBetween } from '../rules/plan-changes.ts';
import { carriedOut, nextDraft, planProblems, withoutUnknown, type CarriedOut, type FlatStep } from '../rules/plan-draft.ts';
import { sheetOf, type SheetWords } from '../rules/plan-sheet.ts';
import { aboutPerson, contentOf, draftContext, goalStates, knownSteps, recordOf, relativesOf, today, type PlanRecord } from './record.ts';
import { giveUpStep } from './steps.ts';
import { planOf, stepWords, versionLines, withSentences } from './view.ts';
import type { AgreePlan, DraftSaved, PlanContent, PlanSheet, PlanVersion, PlanView, Relative, ReviewPlan, SaveDraft } from './schema.ts';

/** The case was closed or opened again, moved, or goes on together with others: its plan follows. */
export async function followPlans(ctx: Ctx, caseId: string): Promise<void> {
  await repository.followPlans(ctx.actor, ctx.tx, caseId, today(ctx), ctx.now);
}

async function writtenRecord(ctx: Ctx, caseId: string): Promise<PlanRecord & { plan: repository.PlanRow }> {
  const record = await recordOf(ctx, caseId, true);
  if (!record.plan) throw refuse('plans.no-draft');
  return { ...record, plan: record.plan };
}

/** Begins a draft: of nothing, or of the newest agreed plan as it stands. One that is there already stays. */
export async function beginDraft(ctx: Ctx, caseId: string): Promise<PlanView> {
  const before = await recordOf(ctx, caseId, true);
  if (!before.plan) await repository.insertPlan(ctx.actor, ctx.tx, { id: newId(ctx.now), caseId, officeId: before.found.officeId }, ctx.now);
  const record = await writtenRecord(ctx, caseId);
  if (!record.plan.draft) {
    const relatives = new Set((await relativesOf(ctx, record.found.personId)).map((r) => r.personId));
    const draft = withoutUnknown(nextDraft(contentOf(record), knownSteps(record), goalStates(record)), relatives);
    await repository.saveDraft(ctx.actor, ctx.tx, record.plan.id, record.plan.draftSeq, draft, ctx.now);
  }
  return planOf(ctx, caseId);
}

/** Keeps the draft as it is typed, and says what is still missing before it can be agreed. */
export async function saveDraft(ctx: Ctx, caseId: string, { seq, content }: SaveDraft): Promise<DraftSaved> {
  const record = await writtenRecord(ctx, caseId);
  if (!record.plan.draft) throw refuse('plans.no-draft');
  const saved = await repository.saveDraft(ctx.actor, ctx.tx, record.plan.id, seq, content, ctx.now);
  if (saved === undefined) throw refuse('plans.draft-changed', { status: 409 });
  const relatives = await relativesOf(ctx, record.found.personId);
  return { seq: saved, savedAt: ctx.now.toISOString(), problems: withSentences(ctx, planProblems(content, await draftContext(ctx, record, relatives))) };
}

/** Throws the draft away; what was agreed stays. */
export async function dropDraft(ctx: Ctx, caseId: string, seq: number): Promise<PlanView> {
  const record = await writtenRecord(ctx, caseId);
  if ((await repository.saveDraft(ctx.actor, ctx.tx, record.plan.id, seq, null, ctx.now)) === undefined) throw refuse('plans.draft-changed', { status: 409 });
  return planOf(ctx, caseId);
}

/** A day with its weekday, as it is said: an appointment is remembered so. */
const dayIn = (locale: Locale) => (date: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));

function sheetWords(ctx: Ctx, locale: Locale, relatives: readonly Relative[]): SheetWords {
  const t = serverText(locale);
  return {
    locale, t, day: dayIn(locale), step: (code) => stepWords(ctx, { stepCode: code, words: null })[locale],
    relative: (personId) => {
      const word = relatives.find((r) => r.personId === personId)?.word;
      return word ? t(`registry.relation.${word}`) : t('plans.plan.sheet.who.relative');
    },
  };
}

function sheetFor(ctx: Ctx, record: PlanRecord, content: PlanContent, about: { agreedOn: string | null; reviewOn: string | null; locale: Locale; relatives: readonly Relative[] }): PlanSheet {
  const known = knownSteps(record);
  return sheetOf(content, { stateOf: (id) => known.get(id)?.state ?? 'promised', agreedOn: about.agreedOn, reviewOn: about.reviewOn }, sheetWords(ctx, about.locale, about.relatives));
}

/** The page to print: of the draft in a language, the person's where none is asked for, to be read before it is agreed; or of the newest agreed version, word for word. */
export async function sheetOfPlan(ctx: Ctx, caseId: string, asked: Locale | undefined): Promise<PlanSheet> {
  const record = await recordOf(ctx, caseId);
  if (!record.plan?.draft) {
    if (!record.agreed) throw refuse('plans.nothing-to-print');
    return { ...record.agreed.sheet, agreed: true };
  }
  const relatives = await relativesOf(ctx, record.found.personId);
  const locale = asked ?? localeFor((await getPerson(ctx, record.found.personId)).preferredLanguage);
  return sheetFor(ctx, record, record.plan.draft, { agreedOn: null, reviewOn: null, locale, relatives });
}

function eventsOf(ctx: Ctx, caseId: string, done: CarriedOut): NewEvent[] {
  const event = (step: FlatStep, kind: 'promised' | 'moved'): NewEvent => ({ id: newId(ctx.now), actionId: step.actionId, caseId, kind, dueOn: step.dueOn!, why: null });
  return [...done.add.map((s) => event(s, 'promised')), ...done.change.filter((s) => s.moved).map((s) => event(s, 'moved'))];
}

/** Goals and steps become rows: what is due is found by them. */
async function keepRows(ctx: Ctx, record: PlanRecord & { plan: repository.PlanRow }, content: PlanContent): Promise<void> {
  const plan = { id: record.plan.id, caseId: record.found.caseId, officeId: record.found.officeId };
  for (const goal of content.goals) if (!(await repository.keepGoal(ctx.actor, ctx.tx, plan, goal))) throw notFound();
  await setAsideOthers(ctx.actor, ctx.tx, plan.id, content.goals.map((g) => g.goalId), today(ctx));
  const done = carriedOut(content, knownSteps(record));
  for (const step of done.add) if (!(await insertAction(ctx.actor, ctx.tx, { step, plan }))) throw notFound();
  for (const step of done.change) await rewordAction(ctx.actor, ctx.tx, { step, plan });
  await insertEvents(ctx.actor, ctx.tx, eventsOf(ctx, plan.caseId, done), ctx.now);
  for (const { actionId, why } of done.drop) await giveUpStep(ctx, actionId, why);
}

async function checkAgreement(ctx: Ctx, record: PlanRecord, content: PlanContent, command: AgreePlan, relatives: readonly Relative[]): Promise<{ tooYoung: boolean }> {
  const problems = planProblems(content, await draftContext(ctx, record, relatives));
  if (problems.length > 0) throw new Refused(problems);
  const about = await aboutPerson(ctx, record.found.personId);
  const wrong = agreementProblem(command, about);
  if (wrong) throw new Refused([wrong]);
  return { tooYoung: about.age !== null && about.age < about.adultAge };
}

/** The person agrees to the draft as it was read to them: it becomes the next version, with the page that is printed. */
export async function agreePlan(ctx: Ctx, caseId: string, command: AgreePlan): Promise<PlanView> {
  const record = await writtenRecord(ctx, caseId);
  const { plan } = record;
  if (!plan.draft) throw refuse('plans.no-draft');
  if (plan.draftSeq !== command.seq) throw refuse('plans.draft-changed', { status: 409 });
  const relatives = await relativesOf(ctx, record.found.personId);
  const { tooYoung } = await checkAgreement(ctx, record, plan.draft, command, relatives);
  const number = plan.version + 1;
  const agreedOn = today(ctx);
  const sheet = sheetFor(ctx, record, plan.draft, { agreedOn, reviewOn: command.reviewOn, locale: command.locale, relatives });
  await repository.insertVersion(ctx.actor, ctx.tx, {
    ...command, planId: plan.id, caseId, number, content: plan.draft, sheet, agreedOn, childAssent: tooYoung ? command.childAssent : null,
    guardianId: command.givenBy === 'guardian' ? command.guardianId : null,
  }, ctx.now);
  await keepRows(ctx, record, plan.draft);
  await repository.markAgreed(ctx.actor, ctx.tx, plan.id, number, command.reviewOn);
  await ctx.tell({ type: 'plans.plan-agreed', caseId, planId: plan.id, version: number });
  return planOf(ctx, caseId);
}

/** One agreed version: who agreed how, the page word for word, and what changed since the one before. */
export async function versionOf(ctx: Ctx, caseId: string, number: number): Promise<PlanVersion> {
  const record = await recordOf(ctx, caseId);
  const version = await repository.findVersion(ctx.actor, ctx.tx, caseId, number);
  if (!version) throw notFound();
  const before = number > 1 ? await repository.findVersion(ctx.actor, ctx.tx, caseId, number - 1) : undefined;
  const words = sheetWords(ctx, ctx.actor.locale, await relativesOf(ctx, record.found.personId));
  const what = (s: FlatStep): string => (s.stepCode === null ? s.words ?? '' : words.step(s.stepCode));
  const day = (s: FlatStep): string => (s.dueOn === null ? '' : words.day(s.dueOn));
  const [line] = await versionLines(ctx, [version]);
  const changes = before ? changesBetween(before.content, version.content, { goal: (g) => g.words.trim(), day, step: (s) => `${what(s)} · ${day(s)}` }) : [];
  return { line: line!, sheet: version.sheet, changes };
}

/** The plan was looked at with the person; the next look has a day. */
export async function reviewPlan(ctx: Ctx, caseId: string, { nextOn, note }: ReviewPlan): Promise<PlanView> {
  const { plan } = await writtenRecord(ctx, caseId);
  const on = today(ctx);
  if (plan.version === 0) throw refuse('plans.not-agreed-yet');
  if (nextOn <= on) throw refuse('plans.review-in-the-future', { field: 'nextOn' });
  await repository.insertReview(ctx.actor, ctx.tx, { id: newId(ctx.now), planId: plan.id, caseId, wasDueOn: plan.reviewOn, on, nextOn, note: note || null }, ctx.now);
  await ctx.tell({ type: 'plans.plan-reviewed', caseId, planId: plan.id });
  return planOf(ctx, caseId);
}
