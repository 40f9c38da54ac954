/** The plan of a case as its officers read it. */
import { colleagueNames } from '#access';
import { needsOf, safetyComesFirst } from '#assessment';
import type { Wording } from '#assessment/schema';
import { addDays } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { localeFor, type Locale } from '#kernel/codes';
import { caseLines, casesTogether, getPerson, registrySlice } from '#registry';
import type { CaseSummary } from '#registry/schema';
import * as repository from '../plan-repository.ts';
import type { ActionRow } from '../plan-steps-repository.ts';
import { isTooYoung, timingOfDay } from '../rules/plan-agreement.ts';
import { planProblems, withoutUnknown } from '../rules/plan-draft.ts';
import { planSlice } from './pack.ts';
import { aboutPerson, contentOf, contextWith, recordOf, relativesOf, today, type PlanRecord } from './record.ts';
import type { ActionView, DraftSaved, GoalView, PlanContent, PlanView, Relative, VersionLine } from './schema.ts';

/** What a step says: in the officer's words, or as the list of the country says it. */
export function stepWords(ctx: Ctx, step: { readonly stepCode: string | null; readonly words: string | null }): Wording {
  if (step.stepCode === null) return { es: step.words ?? '', en: step.words ?? '' };
  const listed = ctx.pack.slice(planSlice).safetySteps.find((s) => s.code === step.stepCode)?.words;
  return listed ?? { es: serverText('es')('plans.plan.agreed-step'), en: serverText('en')('plans.plan.agreed-step') };
}

function nameOf(row: ActionRow, relatives: readonly Relative[]): string | null {
  return row.who === 'relative' ? (relatives.find((r) => r.personId === row.relativeId)?.name ?? null) : row.organization;
}

function actionView(ctx: Ctx, row: ActionRow, relatives: readonly Relative[]): ActionView {
  const { timing, daysLate } = row.state === 'promised' ? timingOfDay(row.dueOn, today(ctx)) : { timing: null, daysLate: 0 };
  return {
    actionId: row.id, goalId: row.goalId, first: row.stepCode !== null, words: stepWords(ctx, row), who: row.who, name: nameOf(row, relatives), dueOn: row.dueOn, firstDueOn: row.firstDueOn,
    state: row.state, timing, daysLate, why: row.why, closedOn: row.closedOn,
  };
}

/** Problems with the sentence of each. */
export function withSentences(ctx: Ctx, problems: readonly Problem[]): DraftSaved['problems'] {
  const t = serverText(ctx.actor.locale);
  return problems.map((p) => ({ ...p, message: t(`errors.${p.code}`, p.params) }));
}

/** Lines of versions with who recorded them. */
export async function versionLines(ctx: Ctx, rows: readonly repository.VersionLineRow[]): Promise<VersionLine[]> {
  const names = await colleagueNames(ctx, rows.map((r) => r.recordedBy));
  return rows.map(({ number, agreedOn, reviewOn, how, givenBy, locale, recordedBy }) => ({ number, agreedOn, reviewOn, how, givenBy, locale, by: names.get(recordedBy) ?? null }));
}

async function draftView(ctx: Ctx, record: PlanRecord, { relatives, safetyFirst }: Beside): Promise<PlanView['draft']> {
  const { plan } = record;
  if (!plan?.draft) return null;
  const context = contextWith(ctx, record, relatives, safetyFirst);
  const names = await colleagueNames(ctx, [plan.draftBy]);
  return {
    seq: plan.draftSeq, content: withoutUnknown(plan.draft, context.relatives), savedAt: (plan.draftAt ?? ctx.now).toISOString(), by: plan.draftBy ? (names.get(plan.draftBy) ?? null) : null,
    problems: withSentences(ctx, planProblems(plan.draft, context)),
  };
}

/** Needs that only the closed circle reads are answered by what comes first, never by a goal with words that are printed. */
function needsBeside({ needs }: Beside, content: PlanContent): PlanView['needs'] {
  const covered = new Set(content.goals.flatMap((g) => g.needIds));
  return needs.filter((n) => n.state === 'open' && !n.restricted).map(({ needId, need, label, urgency }) => ({ needId, need, label, urgency, covered: covered.has(needId) }));
}

function goalViews(ctx: Ctx, record: PlanRecord, relatives: readonly Relative[]): GoalView[] {
  const rows = new Map(record.goals.map((g) => [g.id, g]));
  return contentOf(record).goals.map(({ goalId, dimension, level, whose, words }) => ({
    goalId, dimension, level, whose, words, state: rows.get(goalId)?.state ?? 'open', note: rows.get(goalId)?.note ?? null,
    steps: record.actions.filter((a) => a.goalId === goalId).map((a) => actionView(ctx, a, relatives)),
  }));
}

/** What stands beside the plan of a case: asked together, because this is on the page of every case. */
async function besidePlan(ctx: Ctx, { caseId, personId }: CaseSummary) {
  const [person, relatives, about, safetyFirst, needs, versions, lines, others] = await Promise.all([
    getPerson(ctx, personId), relativesOf(ctx, personId), aboutPerson(ctx, personId), safetyComesFirst(ctx, caseId), needsOf(ctx, caseId), repository.listVersions(ctx.actor, ctx.tx, caseId), caseLines(ctx, [caseId]),
    casesTogether(ctx, caseId),
  ]);
  return { locale: localeFor(person.preferredLanguage), relatives, about, safetyFirst, needs, versions, line: lines.get(caseId), others: others.slice(1) };
}
type Beside = Awaited<ReturnType<typeof besidePlan>>;

function offersOf(ctx: Ctx, locale: Locale): PlanView['offers'] {
  const { setByCountry, reviewAfterDays, safetySteps, templates } = ctx.pack.slice(planSlice);
  return { setByCountry, reviewOn: addDays(today(ctx), reviewAfterDays), languages: ctx.pack.slice(registrySlice).languages, locale, safetySteps, templates };
}

/** How the plan stands as a whole. */
function standing(ctx: Ctx, { found, plan, agreed }: PlanRecord): Pick<PlanView, 'open' | 'version' | 'agreedOn' | 'reviewOn' | 'reviewLate' | 'dueBy'> {
  const reviewOn = plan?.reviewOn ?? null;
  return {
    open: found.state !== 'closed', version: plan?.version ?? 0, agreedOn: agreed?.agreedOn ?? null, reviewOn, reviewLate: reviewOn !== null && reviewOn < today(ctx),
    dueBy: addDays(found.openedOn, ctx.pack.slice(planSlice).withinDays),
  };
}

/** The plan of a case: what was agreed and how it stands, what is being written, what it may be written with. */
export async function planOf(ctx: Ctx, caseId: string): Promise<PlanView> {
  const record = await recordOf(ctx, caseId);
  const beside = await besidePlan(ctx, record.found);
  const { relatives, about } = beside;
  const draft = await draftView(ctx, record, beside);
  return {
    caseId, name: beside.line?.name ?? record.found.publicCode, ...standing(ctx, record), safetyFirst: beside.safetyFirst,
    first: record.actions.filter((a) => a.stepCode !== null).map((a) => actionView(ctx, a, relatives)), goals: goalViews(ctx, record, relatives), draft,
    versions: await versionLines(ctx, beside.versions), needs: needsBeside(beside, draft?.content ?? contentOf(record)), relatives, tooYoung: isTooYoung(about), guardians: [...about.answering],
    offers: offersOf(ctx, beside.locale), together: await repository.listPlans(ctx.actor, ctx.tx, beside.others),
  };
}
