/** Taking in what people say: by an officer's hand, or by the person on public pages. */
import { appendAudit, listOffices, officeId, type Office } from '#access';
import { servicePage } from '#directory';
import { refuse } from '#kernel/errors';
import { newId, newPublicCode } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { getCase } from '#registry';
import { feedbackSlice } from '../pack.ts';
import * as items from '../repository/items.ts';
import * as outside from '../repository/outside.ts';
import { addWord, type WordKind } from '../repository/words.ts';
import { dueFor, isRestricted } from '../rules/path.ts';
import type { FeedbackKind, RecordedFeedback, RecordFeedback } from '../schema.ts';
import { newCode, sealWords } from './codes.ts';

/** What is said, by whom, and about what. */
interface Said {
  readonly id: string; readonly kind: FeedbackKind; readonly channel: items.ItemRow['channel']; readonly about: string | null; readonly serviceId: string | null; readonly caseId: string | null;
  readonly wantsAnswer: boolean; readonly language: 'es' | 'en'; readonly hash: string | null;
}

/** Offices of the closed circle that the country names. */
export function circleOf(ctx: Ctx, restricted: boolean): string[] {
  return restricted ? ctx.pack.slice(feedbackSlice).circleOffices.map((ref) => officeId(ctx.pack.code, ref)) : [];
}

/** The office that was named; refused where there is none of that id. */
export async function officeNamed(ctx: Ctx, id: string | null): Promise<Office | null> {
  if (id === null) return null;
  const found = (await listOffices(ctx)).find((o) => o.id === id);
  if (!found) throw refuse('feedback.no-such-office', { field: 'about' });
  return found;
}

async function itemFrom(ctx: Ctx, said: Said): Promise<items.NewItem> {
  const pack = ctx.pack.slice(feedbackSlice);
  const office = await officeNamed(ctx, said.about);
  const restricted = isRestricted(said.kind, office, pack);
  return {
    id: said.id, ref: newPublicCode(), hash: said.hash, kind: said.kind, restricted, channel: said.channel, officeId: said.about, serviceId: said.serviceId, caseId: said.caseId,
    wantsAnswer: said.wantsAnswer, language: said.language, circle: circleOf(ctx, restricted), ...dueFor(said.kind, restricted, ctx.now, pack, ctx.pack.info.timeZone),
  };
}

const worded = (pairs: readonly (readonly [WordKind, string | undefined])[]): { kind: WordKind; text: string }[] => pairs.flatMap(([kind, text]) => (text ? [{ kind, text }] : []));

/** An officer writes down what a person says, at the window, by phone, from paper, on a visit. The code is told here and kept nowhere. */
export async function recordFeedback(ctx: Ctx, command: RecordFeedback): Promise<RecordedFeedback> {
  if (command.caseId !== undefined) await getCase(ctx, command.caseId);
  if (command.serviceId !== undefined) await servicePage(ctx, command.serviceId);
  const { code, hash } = newCode(ctx);
  const item = await itemFrom(ctx, {
    id: newId(ctx.now), kind: command.kind, channel: command.channel, about: command.about ?? null, serviceId: command.serviceId ?? null, caseId: command.caseId ?? null,
    wantsAnswer: command.wantsAnswer, language: command.language, hash,
  });
  await items.insertItem(ctx.actor, ctx.tx, item, ctx.now);
  await items.insertStep(ctx.actor, ctx.tx, { id: newId(ctx.now), itemId: item.id, kind: 'received', what: null }, ctx.now);
  for (const { kind, text } of worded([['said', command.said], ['name', command.name], ['way', command.wantsAnswer ? command.way : undefined]])) {
    const id = newId(ctx.now);
    await addWord(ctx.actor, ctx.tx, { id, itemId: item.id, stepId: null, kind, sealed: sealWords(ctx, id, text) }, ctx.now);
  }
  await ctx.tell({ type: 'feedback.received', feedbackId: item.id });
  return { ref: item.ref, code, answerBy: command.wantsAnswer ? item.answerDueAt.toISOString() : null };
}

export interface SaidOutside {
  /** Made with the form: sent twice, it is kept once. */
  readonly id: string; readonly kind: FeedbackKind; readonly about: string | null; readonly serviceId: string | null; readonly said: string; readonly name: string; readonly way: string;
  readonly wantsAnswer: boolean; readonly language: 'es' | 'en';
}

/** A country takes so many a day from public pages: what is restricted, and everything else, counted apart. */
const MOST_A_DAY = 500;

/** Somebody without an account says something; the code is told once. */
export async function receiveFromOutside(ctx: Ctx, said: SaidOutside): Promise<{ kept: outside.Kept; code: string; answerBy: Date }> {
  const { code, hash } = newCode(ctx);
  const item = await itemFrom(ctx, { ...said, channel: 'portal', caseId: null, hash });
  const words = worded([['said', said.said], ['name', said.name], ['way', said.wantsAnswer ? said.way : undefined]]).map(({ kind, text }) => {
    const id = newId(ctx.now);
    return { id, kind, sealed: sealWords(ctx, id, text) };
  });
  const kept = await outside.receiveFromOutside(ctx.actor, ctx.tx, item, { stepId: newId(ctx.now), words, mostADay: MOST_A_DAY });
  if (kept === 'kept') {
    appendAudit({ ...ctx, purpose: 'public-information' }, { action: 'feedback.from-outside', kind: 'feedback', id: item.id, subject: null, outcome: 'done' });
    await ctx.tell({ type: 'feedback.received', feedbackId: item.id });
  }
  return { kept, code: kept === 'kept' ? code : '', answerBy: item.answerDueAt };
}
