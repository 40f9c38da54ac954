/** A child without its family, and what protection does for it, as tests tell it. Everybody here is invented. */
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { openCase, registerPerson } from '#registry';
import { ALWAYS_REQUIRED, type FamilyView, type PlanHandover, type StepHandover } from './schema.ts';
import { planHandover, stepHandover } from './service/handover.ts';
import { familyQuestionOf } from './service/view.ts';
import { addRelative, checkRelative, hearChild, openFamily, recordDecision } from './service/work.ts';

export const TODAY = '2026-03-10';
/** What is looked at of a relative in the country of the tests, but for what the child says. */
export const LOOKED_AT = [...ALWAYS_REQUIRED.filter((item) => item !== 'child-heard'), 'school-near'];
/** Words that only protection may read. */
export const SECRETS = ['Rosaura', 'Tía Escondida', '5550 0177', 'Juzgado Ficticio', 'Expediente 12', 'La abraza', 'Parque Inventado'];

const PLAN: PlanHandover = { plannedOn: TODAY, point: 'elsewhere', place: 'Parque Inventado', broughtBy: 'Protección', cannotTravel: true, travelAid: false };

/** The codes of a refusal, or that it was done. */
export const refused = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));

type As = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>) => Promise<T>;

/** The steps of the work on one child, each as protection takes it. */
export function stepsOfFamily(as: As, protectionActor: Actor) {
  const protection = <T>(work: (ctx: Ctx) => Promise<T>) => as(protectionActor, work);
  const child = { personId: '', caseId: '' };

  /** Another child comes to a window. */
  const begin = (municipality: string) => protection(async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Alma', surname1: 'Sintética', birthDate: '2014-02-03', sex: 'F' });
    Object.assign(child, { personId, caseId: (await openCase(ctx, { personId, destinationAdmin2: municipality })).caseId });
  });
  const open = () => protection((ctx) => openFamily(ctx, { caseId: child.caseId }));
  const relative = (questionId: string, personId?: string) => protection((ctx) => addRelative(ctx, questionId, {
    name: 'Rosaura Tía Escondida', word: 'uncle-aunt', foundHow: 'child-told', reach: '5550 0177', ...(personId ? { personId } : {}),
  }));
  const verify = (id: string) => protection(async (ctx) => {
    for (const item of LOOKED_AT) await checkRelative(ctx, id, { item, result: 'confirmed', on: TODAY });
    await hearChild(ctx, id, { word: 'wants', said: 'La abraza', on: TODAY });
  });
  const decide = (questionId: string, relativeId: string, outcome: 'reunite' | 'not-with-them' = 'reunite') => protection((ctx) => recordDecision(ctx, questionId, {
    outcome, relativeId, authority: 'Juzgado Ficticio', paper: 'Expediente 12', decidedOn: TODAY, reasons: 'La abraza',
  }));
  /** Everything that a hand-over asks: a relative in whom all is confirmed, and the authority decided for them. */
  const ready = async (personId?: string) => {
    const { questionId } = await open();
    const { familyRelativeId } = await relative(questionId, personId);
    await verify(familyRelativeId);
    const { familyDecisionId } = await decide(questionId, familyRelativeId);
    return { questionId, familyRelativeId, familyDecisionId };
  };
  const plan = (questionId: string, changes: Partial<PlanHandover> = {}) => protection((ctx) => planHandover(ctx, questionId, { ...PLAN, ...changes }));
  const step = (familyHandoverId: string, command: StepHandover = { step: 'done', on: TODAY, identitySeen: true }) => protection((ctx) => stepHandover(ctx, familyHandoverId, command));
  const view = (actor: Actor = protectionActor): Promise<FamilyView> => as(actor, (ctx) => familyQuestionOf(ctx, child.caseId));
  return { child, protection, begin, open, relative, verify, decide, ready, plan, step, view };
}
