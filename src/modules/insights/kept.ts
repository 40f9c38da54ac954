/** Figures that took long to count, as at national scale, are given again for five minutes, with the moment at which they were counted, until somebody asks for them anew. */
import type { Ctx } from '#platform/context';
import { CostlyAnswers } from '#platform/costly';
import { whenOf } from './names.ts';
import type { Counted, CountedAnew, Span, Summary, Supervision } from './schema.ts';
import * as service from './service.ts';
import { supervision } from './supervision.ts';

const KEEPING = { fromMs: 1000, keepMs: 5 * 60_000, most: 200 } as const;
const summaries = new CostlyAnswers<Summary>(KEEPING);
const supervisions = new CostlyAnswers<Supervision>(KEEPING);

/** What was asked, by whom, with the sight that they have on this day. */
function keyOf(ctx: Ctx, asked: readonly string[]): string {
  const { country, role, userId, officeId, organizationId, locale } = ctx.actor;
  return JSON.stringify([country, role, userId, officeId, organizationId, locale, whenOf(ctx).today, ...asked]);
}

async function counted<Figures>(ctx: Ctx, answers: CostlyAnswers<Figures>, asked: readonly string[], { anew }: CountedAnew, count: () => Promise<Figures>): Promise<Counted<Figures>> {
  const { answer, at } = await answers.ask(keyOf(ctx, asked), { now: ctx.now, anew: anew !== undefined }, count);
  return { ...answer, countedAt: at.toISOString() };
}

/** {@link service.summary}, counted now or a while ago. */
export const countedSummary = (ctx: Ctx, { anew, ...span }: Span & CountedAnew): Promise<Counted<Summary>> =>
  counted(ctx, summaries, [span.from, span.to], { anew }, () => service.summary(ctx, span));

/** {@link supervision}, counted now or a while ago. */
export const countedSupervision = (ctx: Ctx, asked: CountedAnew): Promise<Counted<Supervision>> => counted(ctx, supervisions, [], asked, () => supervision(ctx));
