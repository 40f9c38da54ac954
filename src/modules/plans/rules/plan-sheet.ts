/** The page that the person takes along: plain words, nothing that tells how somebody came back, nobody's name. */
import { DIMENSIONS, type Locale } from '#kernel/codes';
import type { ActionState, PlanContent, PlanSheet } from '../plan/schema.ts';
import { stepsOf, type FlatStep } from './plan-draft.ts';

export interface SheetWords {
  readonly locale: Locale;
  readonly t: (key: string, params?: Readonly<Record<string, string | number>>) => string;
  readonly day: (date: string) => string;
  /** What a step of the country's list says. */
  readonly step: (code: string) => string;
  /** What a relative is to the person ("mother"): names are not printed. */
  readonly relative: (personId: string) => string;
}

export interface SheetState {
  readonly stateOf: (actionId: string) => ActionState;
  /** Day it was agreed; nothing for a draft. */
  readonly agreedOn: string | null;
  readonly reviewOn: string | null;
}

/** Who does a step, in the words of the person who holds the page. */
function whoSays(step: FlatStep, words: SheetWords): string {
  if (step.who.kind === 'organization') return step.who.name.trim();
  if (step.who.kind === 'relative') return words.relative(step.who.personId ?? '');
  return words.t(`plans.plan.sheet.who.${step.who.kind}`);
}

/** What is printed of a plan. The same content, state and language give the same page. */
export function sheetOf(content: PlanContent, state: SheetState, words: SheetWords): PlanSheet {
  const { t } = words;
  const line = (step: FlatStep): PlanSheet['first'][number] => ({
    done: state.stateOf(step.actionId) === 'done', words: step.stepCode === null ? step.words ?? '' : words.step(step.stepCode),
    who: whoSays(step, words), day: step.dueOn === null ? '' : words.day(step.dueOn),
  });
  // What was not done or was given up is no promise any more.
  const shown = stepsOf(content).filter((s) => ['promised', 'done'].includes(state.stateOf(s.actionId)));
  const goalsOf = (dimension: string): PlanSheet['parts'][number]['goals'] => content.goals.filter((g) => g.dimension === dimension)
    .map((g) => ({ words: g.words.trim(), steps: shown.filter((s) => s.goalId === g.goalId).map(line) }));
  return {
    locale: words.locale, title: t('plans.plan.sheet.title'),
    status: state.agreedOn === null ? t('plans.plan.sheet.draft') : t('plans.plan.sheet.agreed', { date: words.day(state.agreedOn) }),
    first: shown.filter((s) => s.goalId === null).map(line),
    parts: DIMENSIONS.map((d) => ({ heading: t(`plans.plan.sheet.part.${d}`), goals: goalsOf(d) })).filter((p) => p.goals.length > 0),
    review: state.reviewOn === null ? t('plans.plan.sheet.review-blank') : t('plans.plan.sheet.review', { date: words.day(state.reviewOn) }),
    agreed: state.agreedOn !== null, blanks: [t('plans.plan.sheet.contact'), t('plans.plan.sheet.signature')], foot: t('plans.plan.sheet.foot'),
  };
}
