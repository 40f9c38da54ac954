/** What stands beside a plan while it is written: goals of those who live together, and why the person had left. */
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { factValueKey } from '#kernel/fact-words';
import { caseLines, casesTogether, consentsOf, factsOf, familyOf, getCase, openCasesOf } from '#registry';
import type { CaseSummary } from '#registry/schema';
import { listHouseholdGoals } from '../goal-repository.ts';
import { planSlice } from '../plan/pack.ts';
import type { PlanTemplate } from '../plan/schema.ts';
import type { PlanBeside } from './schema.ts';

/** Whether somebody's case is worked on with their word: they did not refuse, nor take it back. */
async function agrees(ctx: Ctx, personId: string): Promise<boolean> {
  const last = (await consentsOf(ctx, personId)).find((consent) => consent.purpose === 'case');
  return !last || (last.given && last.withdrawnAt === null);
}

/** Those who live with the person and whom the actor sees. Whoever is kept apart from them is missing for everybody, protection too, as in the plan itself. */
async function livingTogether(ctx: Ctx, personId: string): Promise<string[]> {
  const { household, relations, apart } = await familyOf(ctx, personId);
  const away = new Set([...(household?.members ?? []), ...relations.map((r) => r.member)].filter((m) => m.apart).map((m) => m.personId));
  for (const mark of apart) away.add(mark.member.personId);
  const seen = [...new Set((household?.members ?? []).flatMap((m) => (m.personId === null || m.personId === personId || away.has(m.personId) ? [] : [m.personId])))];
  const agreeing = await Promise.all(seen.map((id) => agrees(ctx, id)));
  return seen.filter((_, i) => agreeing[i]);
}

/** Goals of the household in the agreed plans of its other members; each is read, and changed, in the case where it was agreed. */
async function householdOf(ctx: Ctx, { caseId, personId }: CaseSummary): Promise<PlanBeside['household']> {
  const cases = (await openCasesOf(ctx, await livingTogether(ctx, personId))).filter((c) => c.caseId !== caseId);
  const parts = await Promise.all(cases.map(async (c) => casesTogether(ctx, c.caseId)));
  const goals = await listHouseholdGoals(ctx.actor, ctx.tx, parts.flat());
  const names = await caseLines(ctx, goals.map((g) => g.caseId));
  return [...Map.groupBy(goals, (g) => g.caseId)].map(([of, own]) => ({
    caseId: of, name: names.get(of)?.name ?? '', goals: own.map(({ goalId, words, dimension, level, state }) => ({ goalId, words, dimension, level, state })),
  }));
}

const answering = (templates: readonly PlanTemplate[], cause: string): string[] => templates.filter((template) => template.answers.includes(cause)).map((template) => template.code);

async function causesOf(ctx: Ctx, { personId }: CaseSummary): Promise<PlanBeside['causes']> {
  const told = (await factsOf(ctx, personId)).migrationCauses;
  if (told?.state !== 'known' || !Array.isArray(told.value)) return [];
  const { templates } = ctx.pack.slice(planSlice);
  return told.value.map(String).map((code) => {
    const key = factValueKey('migrationCauses', code);
    return { code, words: { es: serverText('es')(key), en: serverText('en')(key) }, templates: answering(templates, code) };
  });
}

/** What the plan of a case is written beside. */
export async function besideOf(ctx: Ctx, caseId: string): Promise<PlanBeside> {
  const found = await getCase(ctx, caseId);
  return { household: await householdOf(ctx, found), causes: await causesOf(ctx, found) };
}
