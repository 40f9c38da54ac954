/** The way to papers of one case: what is needed, how it is had, what was done. */
import { colleagueNames } from '#access';
import { documentTypes, getService, isTellTale, organizationNames, paperWays, reportPaper, servicesAskingForPapers, sourcesOfWays, type SaidOfPaper } from '#directory';
import type { DocumentType } from '#directory/schema';
import { dayIn } from '#kernel/dates';
import { notFound, Refused, refuse } from '#kernel/errors';
import type { FactSet } from '#kernel/facts';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { casesTogether, factsOf, getCase, keepPaper } from '#registry';
import * as repository from './repository.ts';
import { compareWays, type Compared } from './rules/compare.ts';
import { lapsesOf, refusedWays, stepProblems, validUntilOf, withWhereabouts } from './rules/progress.ts';
import type { PaperName, PapersOfCase, RecordPaperStep, WantPapers } from './schema.ts';

const today = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

const heldIn = (facts: FactSet, paperId: string): boolean =>
  facts.documentsHeld?.state === 'known' && (facts.documentsHeld.value as Readonly<Record<string, string>>)[paperId] === 'held';

/** Papers whose name says how somebody came back. */
const TELLING = /repatria/i;

function nameOf({ nameEs, nameEn }: DocumentType): PaperName {
  const telling = [nameEs, nameEn].some((name) => isTellTale(name) || TELLING.test(name));
  return { es: nameEs, en: nameEn, printed: telling ? null : { es: nameEs, en: nameEn } };
}

interface OnRecord {
  readonly caseIds: readonly string[];
  readonly personId: string;
  readonly open: boolean;
  readonly facts: FactSet;
  readonly steps: readonly repository.StepRow[];
}

async function onRecord(ctx: Ctx, caseId: string): Promise<OnRecord> {
  const caseIds = await casesTogether(ctx, caseId);
  const { personId, state } = await getCase(ctx, caseId);
  const facts = withWhereabouts(await factsOf(ctx, personId), ctx.now.toISOString());
  return { caseIds, personId, open: state !== 'closed', facts, steps: await repository.listSteps(ctx.actor, ctx.tx, caseIds) };
}

/** A paper that was obtained and has lapsed since is not held. */
function isHeld(ctx: Ctx, { facts, steps }: OnRecord, paperId: string): boolean {
  const last = lapsesOf(steps)[paperId];
  return heldIn(facts, paperId) && !(last && last < today(ctx));
}

function planOf(ctx: Ctx, { facts, steps }: OnRecord, goals: readonly string[], services: readonly { id: string; requires: readonly string[] }[]): Compared {
  const question = { goals, facts, lapses: lapsesOf(steps), today: today(ctx), mayReadRestricted: ctx.actor.role === 'protection', services };
  return compareWays(question, paperWays(ctx.pack), refusedWays(steps));
}

/** What is needed in a case and in those that go on in it, the way to it, and what was done. */
export async function papersOf(ctx: Ctx, caseId: string): Promise<PapersOfCase> {
  const record = await onRecord(ctx, caseId);
  const wanted = await repository.listWanted(ctx.actor, ctx.tx, record.caseIds);
  const asking = await servicesAskingForPapers(ctx);
  const documents = await documentTypes(ctx);
  const names = await colleagueNames(ctx, [...wanted, ...record.steps].map((row) => row.by));
  const { ways } = paperWays(ctx.pack);
  // A service that was taken out of the sight of this reader since is not named either.
  const inSight = new Set(asking.map(({ id }) => id));
  const seen = (serviceId: string | null): string | null => (serviceId !== null && inSight.has(serviceId) ? serviceId : null);
  return {
    caseId, open: record.open, today: today(ctx),
    wanted: wanted.map(({ id, by, at, serviceId, ...row }) => ({ ...row, wantedId: id, serviceId: seen(serviceId), held: isHeld(ctx, record, row.paperId), by: names.get(by) ?? null, at: at.toISOString() })),
    ...planOf(ctx, record, [...new Set(wanted.map((w) => w.paperId))], asking.map(({ id, requires }) => ({ id, requires }))),
    steps: record.steps.map(({ id, by, at, ...row }) => ({ ...row, stepId: id, by: names.get(by) ?? null, at: at.toISOString() })),
    papers: Object.fromEntries(documents.map((d) => [d.id, nameOf(d)])),
    services: Object.fromEntries(asking.map(({ id, es, en }) => [id, { es, en }])),
    organizations: await organizationNames(ctx, [...new Set(ways.flatMap((way) => (way.organizationId === null ? [] : [way.organizationId])))]),
    sources: sourcesOfWays(ctx.pack),
  };
}

async function papersAskedFor(ctx: Ctx, command: WantPapers): Promise<{ papers: readonly string[]; serviceId: string | null }> {
  if ('paperId' in command) return { papers: [command.paperId], serviceId: null };
  const { requiredDocuments, protectionOnly } = await getService(ctx, command.serviceId);
  if (!requiredDocuments?.length) throw refuse('documents.service-names-none', { field: 'serviceId' });
  // Others read the case who know of no shelter: which one asks for the papers is not kept.
  return { papers: requiredDocuments, serviceId: protectionOnly ? null : command.serviceId };
}

/** Notes that a case needs a paper, or all that a service asks for. */
export async function wantPapers(ctx: Ctx, caseId: string, command: WantPapers): Promise<PapersOfCase> {
  const { state } = await getCase(ctx, caseId);
  if (state === 'closed') throw refuse('documents.case-closed');
  const { papers, serviceId } = await papersAskedFor(ctx, command);
  const known = new Set((await documentTypes(ctx)).map((d) => d.id));
  if (papers.some((paper) => !known.has(paper))) throw refuse('documents.unknown-paper', { field: 'paperId' });
  for (const paperId of papers) await repository.insertWanted(ctx.actor, ctx.tx, { id: newId(ctx.now), caseId, paperId, serviceId }, ctx.now);
  return papersOf(ctx, caseId);
}

/** The paper is not needed any more; what was done stays. */
export async function dropPaper(ctx: Ctx, caseId: string, paperId: string): Promise<PapersOfCase> {
  if (!(await repository.dropWanted(ctx.actor, ctx.tx, await casesTogether(ctx, caseId), paperId, ctx.now))) throw notFound();
  return papersOf(ctx, caseId);
}

/**
 * What happened with a paper at the counter of a service goes to the directory. That it was said of this case makes it count once and is kept nowhere:
 * nobody finds from the report to the person.
 */
export async function tellCounter(ctx: Ctx, caseId: string, paperId: string, said: SaidOfPaper): Promise<void> {
  const { state } = await getCase(ctx, caseId);
  if (state === 'closed') throw refuse('documents.case-closed');
  await reportPaper(ctx, paperId, said, caseId);
}

/** Records what happened with a paper. What was obtained is a held paper of the person from then on, and what waits for it can begin. */
export async function recordStep(ctx: Ctx, caseId: string, paperId: string, command: RecordPaperStep): Promise<PapersOfCase> {
  const record = await onRecord(ctx, caseId);
  if (!(await documentTypes(ctx)).some((d) => d.id === paperId)) throw notFound();
  const way = paperWays(ctx.pack).ways.find((one) => one.id === command.wayId);
  const problems = stepProblems(paperId, command, { today: today(ctx), held: isHeld(ctx, record, paperId), caseOpen: record.open, way });
  if (problems.length > 0) throw new Refused(problems);
  const validUntil = validUntilOf(command, way);
  await repository.insertStep(ctx.actor, ctx.tx, {
    id: newId(ctx.now), caseId, paperId, wayId: command.wayId ?? null, step: command.step, on: command.on, validUntil, note: command.note || null,
  }, ctx.now);
  if (command.step !== 'refused') {
    await keepPaper(ctx, record.personId, { paperId, state: command.step === 'obtained' ? 'held' : 'inProcess', seen: command.seen, issuedOn: command.step === 'obtained' ? command.on : null, expiresOn: validUntil });
  }
  await ctx.tell({ type: 'documents.step-recorded', caseId, paperId, step: command.step });
  return papersOf(ctx, caseId);
}
