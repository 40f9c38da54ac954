/** The side of whoever receives it: lists, one item with its words, and the steps to an answer. */
import { colleagueNames, colleaguesOf, listOffices, type Office } from '#access';
import { findServices, getService, isTellTale } from '#directory';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import { getCase } from '#registry';
import { feedbackSlice } from '../pack.ts';
import * as items from '../repository/items.ts';
import type { ItemRow, StepRow } from '../repository/items.ts';
import { addWord, wordsOf, type WordKind, type WordRow } from '../repository/words.ts';
import { contentUntil, dueFor, isRestricted } from '../rules/path.ts';
import { afterCommand, commandsFor } from '../rules/steps.ts';
import { ABOUT_PEOPLE, type FeedbackLine, type FeedbackPage, type FeedbackStep, type FeedbackView, type HappenedStep, type SearchFeedback } from '../schema.ts';
import { openWords, sealWords } from './codes.ts';
import { circleOf, officeNamed } from './receiving.ts';

interface Label { readonly es: string; readonly en: string }
const PAGE = 50;

/** What somebody may see; null where there is nothing for them. */
async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}

const nameOf = (office: Office): Label => ({ es: office.nameEs, en: office.nameEn });

/** What the words of a search may mean: a number, an office, a service. */
async function soughtBy(ctx: Ctx, text: string, offices: readonly Office[]): Promise<items.ItemQuery['sought']> {
  const words = fold(text);
  if (words === '') return null;
  const services = await findServices(ctx, { text, limit: 50 });
  return {
    ref: text.toUpperCase().replace(/[^0-9A-Z-]/g, ''), services: services.map((s) => s.id),
    offices: offices.filter((o) => [o.nameEs, o.nameEn].some((name) => fold(name).includes(words))).map((o) => o.id),
  };
}

/** Id and name of a service; one of the closed circle is named to nobody who may not know of it. */
async function serviceInSight(ctx: Ctx, id: string): Promise<[string, Label][] | null> {
  const found = await orNothing(getService(ctx, id));
  return found && [[id, { es: found.nameEs, en: found.nameEn }]];
}

interface Names { readonly offices: ReadonlyMap<string, Label>; readonly national: string | null; readonly people: ReadonlyMap<string, string>; readonly services: ReadonlyMap<string, Label> }

async function namesFor(ctx: Ctx, rows: readonly ItemRow[], offices: readonly Office[], more: readonly (string | null)[] = []): Promise<Names> {
  const services = await Promise.all([...new Set(rows.flatMap((row) => row.serviceId ?? []))].map((id) => serviceInSight(ctx, id)));
  return {
    offices: new Map(offices.map((o) => [o.id, nameOf(o)])), national: offices.find((o) => o.kind === 'national')?.id ?? null,
    people: await colleagueNames(ctx, [...rows.flatMap((row) => [row.holder, row.aboutAccount]), ...more]),
    services: new Map(services.flatMap((found) => found ?? [])),
  };
}

const labelled = (names: ReadonlyMap<string, Label>, id: string | null): Label | null => (id === null ? null : (names.get(id) ?? null));

function lineOf(ctx: Ctx, row: ItemRow, names: Names): FeedbackLine {
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    feedbackId: row.id, ref: row.ref, kind: row.kind, restricted: row.restricted, channel: row.channel,
    about: labelled(names.offices, row.officeId) ?? labelled(names.services, row.serviceId), state: row.state,
    receivedAt: row.receivedAt.toISOString(), dueAt: iso(row.dueAt), late: row.dueAt !== null && row.dueAt < ctx.now,
    // What is restricted and about its own office national supervision never reads.
    escalated: row.escalatedAt !== null && !(row.restricted && row.officeId === names.national), answeredAt: iso(row.answeredAt),
    holder: row.holder === null ? null : (names.people.get(row.holder) ?? null), passedTo: row.passedTo, reopened: row.reopened,
  };
}

/** A page of a list, what is due first, with how many each list has. */
export async function listFeedback(ctx: Ctx, query: SearchFeedback): Promise<FeedbackPage> {
  const offices = await listOffices(ctx);
  const sought = await soughtBy(ctx, query.text ?? '', offices);
  const asked = { list: query.list, kind: query.kind ?? null, sought };
  const place = readPlace(query.after, ['moment', 'id']);
  const rows = await items.listItems(ctx.actor, ctx.tx, { ...asked, after: place && { at: place[0], id: place[1] }, limit: PAGE + 1 }, ctx.now);
  const { shown, next } = pageOf(rows, PAGE, (row) => [(row.dueAt ?? row.closedAt ?? row.answeredAt)?.toISOString() ?? '', row.id]);
  const names = await namesFor(ctx, shown, offices);
  const counts = await items.countItems(ctx.actor, ctx.tx, asked, ctx.now);
  return { lines: shown.map((row) => lineOf(ctx, row, names)), next, counts };
}

/** The case, for whoever may see it anyway. */
async function caseInSight(ctx: Ctx, caseId: string | null): Promise<string | null> {
  return caseId === null ? null : ((await orNothing(getCase(ctx, caseId)))?.caseId ?? null);
}

type Opened = WordRow & { readonly text: string };

function happened(steps: readonly StepRow[], words: readonly Opened[], names: ReadonlyMap<string, string>): HappenedStep[] {
  const shown: readonly WordKind[] = ['answer', 'note', 'reply'];
  return steps.map((step) => ({
    kind: step.kind, what: step.what, by: step.actorId === null ? null : (names.get(step.actorId) ?? null), at: step.at.toISOString(),
    words: words.filter((w) => w.stepId === step.id && shown.includes(w.kind)).map((w) => ({ kind: w.kind as 'answer' | 'note' | 'reply', text: w.text })),
  }));
}

/** Who may be named as the one it is about: people of the office that it is about. */
async function peopleOf(ctx: Ctx, office: string | null): Promise<FeedbackView['people']> {
  return office === null ? [] : (await colleaguesOf(ctx, office)).map((one) => ({ accountId: one.id, name: one.displayName }));
}

/** One item with its words, as whoever receives it reads it. */
export async function getFeedback(ctx: Ctx, feedbackId: string): Promise<FeedbackView> {
  const row = await items.findItem(ctx.actor, ctx.tx, feedbackId);
  if (!row) throw notFound();
  const [offices, steps, sealed] = await Promise.all([listOffices(ctx), items.stepsOf(ctx.actor, ctx.tx, feedbackId), wordsOf(ctx.actor, ctx.tx, feedbackId)]);
  const names = await namesFor(ctx, [row], offices, steps.map((step) => step.actorId));
  const words = sealed.map((word) => ({ ...word, text: openWords(ctx, word.id, word.sealed) }));
  const first = (kind: WordKind): string | null => words.find((word) => word.kind === kind)?.text ?? null;
  const { contentDays } = ctx.pack.slice(feedbackSlice);
  return {
    ...lineOf(ctx, row, names), officeId: row.officeId, serviceName: labelled(names.services, row.serviceId),
    aboutAccount: row.aboutAccount === null ? null : { accountId: row.aboutAccount, name: names.people.get(row.aboutAccount) ?? '' },
    caseId: await caseInSight(ctx, row.caseId), said: first('said') ?? '', name: first('name'), way: first('way'), wantsAnswer: row.wantsAnswer, language: row.language,
    ackDueAt: row.ackDueAt.toISOString(), answerDueAt: row.answerDueAt.toISOString(), steps: happened(steps, words, names.people), commands: commandsFor(row, contentDays, ctx.now),
    contentUntil: row.state === 'answered' && row.answeredAt && row.wantsAnswer ? contentUntil(row.answeredAt, contentDays).toISOString() : null,
    offices: offices.filter((o) => o.kind !== 'provider').map((o) => ({ officeId: o.id, name: nameOf(o) })), people: await peopleOf(ctx, row.officeId),
  };
}

async function note(ctx: Ctx, itemId: string, step: { kind: StepRow['kind']; what?: string | null }, words: readonly (readonly [WordKind, string | undefined])[]): Promise<void> {
  const stepId = newId(ctx.now);
  await items.insertStep(ctx.actor, ctx.tx, { id: stepId, itemId, kind: step.kind, what: step.what ?? null }, ctx.now);
  for (const [kind, text] of words) {
    if (!text) continue;
    const id = newId(ctx.now);
    await addWord(ctx.actor, ctx.tx, { id, itemId, stepId, kind, sealed: sealWords(ctx, id, text) }, ctx.now);
  }
}

/** To an office that works with the product, or to an institution outside of it, by name. */
async function receiverOf(ctx: Ctx, row: ItemRow, { office, to }: { office?: string | undefined; to?: string | undefined }): Promise<{ passedOffice: string | null; passedTo: string }> {
  if ((office === undefined) === (to === undefined)) throw refuse('feedback.to-whom', { field: 'to' });
  if (to !== undefined) return { passedOffice: null, passedTo: to };
  // Only the circle reads it: an office that it is passed on to would not.
  if (row.restricted) throw refuse('feedback.restricted-stays', { field: 'office' });
  const found = (await listOffices(ctx)).find((o) => o.id === office && o.kind !== 'provider');
  if (!found) throw refuse('feedback.no-such-office', { field: 'office' });
  // What its own people did is not answered by the office itself.
  if (found.id === row.officeId && ABOUT_PEOPLE.includes(row.kind)) throw refuse('feedback.not-to-whom-it-is-about', { field: 'office' });
  return { passedOffice: found.id, passedTo: found.nameEs.slice(0, 160) };
}

type Step<K extends FeedbackStep['step']> = Extract<FeedbackStep, { step: K }>;

async function classify(ctx: Ctx, row: ItemRow, command: Step<'classify'>): Promise<boolean> {
  const pack = ctx.pack.slice(feedbackSlice);
  const office = await officeNamed(ctx, command.about ?? null);
  const { aboutAccount } = command;
  if (aboutAccount !== undefined && !(await peopleOf(ctx, command.about ?? null)).some((p) => p.accountId === aboutAccount)) throw refuse('feedback.no-such-person', { field: 'aboutAccount' });
  // What was restricted once stays so, whatever it is said to be later.
  const restricted = row.restricted || isRestricted(command.kind, office, pack);
  // While it is in sight: afterwards it may not be.
  await note(ctx, row.id, { kind: 'classified', what: row.kind }, [['note', command.note]]);
  return items.classifyItem(ctx.actor, ctx.tx, row.id, {
    kind: command.kind, restricted, officeId: command.about ?? null, aboutAccount: aboutAccount ?? null, circle: circleOf(ctx, restricted),
    ackDueAt: dueFor(command.kind, restricted, ctx.now, pack, ctx.pack.info.timeZone).ackDueAt,
  });
}

type Handled = Exclude<FeedbackStep, { step: 'classify' }>;
const DONE = { take: 'taken', 'pass-on': 'passed-on', answer: 'answered', close: 'closed' } as const;

async function handle(ctx: Ctx, row: ItemRow, command: Handled, state: ItemRow['state']): Promise<void> {
  const passed = command.step === 'pass-on' ? await receiverOf(ctx, row, command) : { passedOffice: row.passedOffice, passedTo: row.passedTo };
  await note(ctx, row.id, { kind: DONE[command.step], what: command.step === 'pass-on' ? passed.passedTo : null }, [
    ['answer', command.step === 'answer' ? command.answer : undefined], ['note', 'note' in command ? command.note : undefined],
  ]);
  await items.moveItem(ctx.actor, ctx.tx, row.id, { state, holder: command.step === 'take' || row.holder === null ? ctx.actor.userId : row.holder, ...passed }, ctx.now);
}

/** One step to an answer, logged with who did it. */
export async function stepFeedback(ctx: Ctx, feedbackId: string, command: FeedbackStep): Promise<{ inSight: boolean }> {
  const row = await items.findItem(ctx.actor, ctx.tx, feedbackId, true);
  if (!row) throw notFound();
  if (row.state !== command.seen) throw refuse('feedback.changed-meanwhile', { status: 409 });
  const to = afterCommand(row, command.step, ctx.pack.slice(feedbackSlice).contentDays, ctx.now);
  if (!to.ok) throw new Refused(to.problems, 409);
  // The answer is read on a phone that others see.
  if (command.step === 'answer' && isTellTale(command.answer)) throw refuse('feedback.answer-tells', { field: 'answer' });
  let inSight = true;
  if (command.step === 'classify') inSight = await classify(ctx, row, command);
  else await handle(ctx, row, command, to.value);
  await ctx.tell({ type: 'feedback.stepped', feedbackId, step: command.step });
  return { inSight };
}
