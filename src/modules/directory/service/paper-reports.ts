import { listOffices } from '#access';
import { addDays, type PlainDate } from '#kernel/dates';
import { notFound, Refused, type Problem } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { isPersonalPaper } from '../portal-paths.ts';
import * as repository from '../repository/paper-reports.ts';
import { findOrganizations, findService, findServicesByIds, listDocuments } from '../repository.ts';
import { acceptanceOf, asksSteward, unreported, WINDOW_DAYS } from '../rules/acceptance.ts';
import type { DocumentType, Service } from '../schema.ts';
import type { Acceptance, DecidePaperReport, PaperReportView, PapersAsReported, SaidOfPaper } from '../schema/paper-reports.ts';
import { todayOf } from './upkeep.ts';

/** Which paper was accepted or refused at which counter: said by officers, organizations and people, heard by stewards, told to everybody. */

const since = (ctx: Ctx): PlainDate => addDays(todayOf(ctx), -WINDOW_DAYS);

/** Municipalities of the counters of a service; of a secret place none. */
function countersOf({ confidentialLocation, places, route }: Service): { named: string[]; anywhere: boolean } {
  if (confidentialLocation) return { named: [], anywhere: false };
  const open = places.filter((place) => !place.confidential);
  const named = [...open.flatMap(({ admin2 }) => admin2 ?? []), ...route.map(({ admin2 }) => admin2)];
  return { named: [...new Set(named)], anywhere: open.some(({ reach }) => reach === 'national') };
}

function placeProblems(ctx: Ctx, service: Service, place: string | null): Problem[] {
  const { named, anywhere } = countersOf(service);
  const isKnown = place === null || named.includes(place) || (anywhere && ctx.pack.places.get(place) !== undefined);
  return isKnown ? [] : [{ code: 'directory.paper-no-such-counter', field: 'place' }];
}

function dayProblems(ctx: Ctx, on: PlainDate): Problem[] {
  if (on > todayOf(ctx)) return [{ code: 'directory.paper-day-to-come', field: 'on' }];
  return on < since(ctx) ? [{ code: 'directory.paper-day-too-old', field: 'on' }] : [];
}

interface Saying extends Omit<SaidOfPaper, 'serviceId'> { readonly paperId: string }

async function problemsOf(ctx: Ctx, service: Service, said: Saying): Promise<Problem[]> {
  const known = (await listDocuments(ctx.actor, ctx.tx)).some(({ id }) => id === said.paperId);
  return [
    ...(known ? [] : [{ code: 'directory.unknown-paper', field: 'paperId' }]),
    ...(said.reason !== null && said.outcome !== 'refused' ? [{ code: 'directory.paper-reason-of-refusal', field: 'reason' }] : []),
    ...dayProblems(ctx, said.on), ...placeProblems(ctx, service, said.place),
  ];
}

/**
 * Keeps what an account says of a paper at a counter. `about` is what it was learnt from, such as a case: with the account, the service, the paper and the day it makes
 * the id, by a key that the database does not have, so that the same word counts once and leads nowhere.
 */
export async function reportPaper(ctx: Ctx, paperId: string, { serviceId, ...said }: SaidOfPaper, about = ''): Promise<void> {
  const service = await findService(ctx.actor, ctx.tx, serviceId);
  if (!service) throw notFound();
  const problems = await problemsOf(ctx, service, { ...said, paperId });
  if (problems.length > 0) throw new Refused(problems);
  const id = ctx.cipher.mark(JSON.stringify([ctx.actor.userId, about, serviceId, paperId, said.on]), 'directory.paper_report.id');
  await repository.keepReport(ctx.actor, ctx.tx, { ...said, id, serviceId, paperId }, todayOf(ctx));
}

/** A service takes so many words from outside that nobody has looked at, and a country so many a day. */
const MOST_OPEN = 20;
const MOST_A_DAY = 500;

/** Somebody without an account: kept, said of a day that does not count, or nothing kept because enough was said or the service is not in public sight. */
export async function reportPaperFromOutside(ctx: Ctx, serviceId: string, said: Saying): Promise<'kept' | 'day' | 'enough'> {
  if (dayProblems(ctx, said.on).length > 0) return 'day';
  // Its id tells no hour either.
  const report = { ...said, id: crypto.randomUUID(), serviceId, place: null };
  return await repository.keepReportFromOutside(ctx.actor, ctx.tx, report, { open: MOST_OPEN, day: MOST_A_DAY }, todayOf(ctx)) ? 'kept' : 'enough';
}

/** What reports come to at these services, by service; services of which nobody said anything are not in it. */
export async function acceptanceAt(ctx: Ctx, serviceIds: readonly string[]): Promise<ReadonlyMap<string, Acceptance[]>> {
  if (serviceIds.length === 0) return new Map();
  const rows = await repository.listStanding(ctx.actor, ctx.tx, since(ctx), serviceIds);
  return byService(rows, todayOf(ctx));
}

/** What reports come to for one kind of paper, by service. */
export async function acceptanceOfOnePaper(ctx: Ctx, paperId: string): Promise<ReadonlyMap<string, Acceptance>> {
  const rows = await repository.listStandingOfPaper(ctx.actor, ctx.tx, since(ctx), paperId);
  return new Map([...byService(rows, todayOf(ctx))].flatMap(([id, [only]]) => (only ? [[id, only] as const] : [])));
}

function byService(rows: readonly repository.StandingRow[], today: PlainDate): Map<string, Acceptance[]> {
  return new Map([...Map.groupBy(rows, ({ serviceId }) => serviceId)].map(([id, reports]) => [id, acceptanceOf(reports, today)]));
}

/** What was reported at the counters of one service, beside what it asks for. */
export async function papersAsReported(ctx: Ctx, serviceId: string): Promise<PapersAsReported> {
  const service = await findService(ctx.actor, ctx.tx, serviceId);
  if (!service) throw notFound();
  const documents = new Map((await listDocuments(ctx.actor, ctx.tx)).map((d) => [d.id, d]));
  const said = (await acceptanceAt(ctx, [serviceId])).get(serviceId) ?? [];
  const required = (service.requiredDocuments ?? []).filter((id) => documents.has(id));
  const whole = [...required.map((id) => said.find((a) => a.paperId === id) ?? unreported(id)), ...said.filter((a) => !required.includes(a.paperId) && documents.has(a.paperId))];
  const { named, anywhere } = countersOf(service);
  const listed = new Set(whole.map(({ paperId }) => paperId));
  return {
    serviceId, nameEs: service.nameEs, nameEn: service.nameEn, today: todayOf(ctx), anywhere,
    places: named.map((id) => ({ id, name: ctx.pack.places.get(id)?.name ?? id })),
    papers: whole.map((a) => ({ ...a, accepted: withPlaceNames(ctx, a.accepted), refused: withPlaceNames(ctx, a.refused), ...namesOfPaper(documents.get(a.paperId)!), required: required.includes(a.paperId) })),
    others: [...documents.values()].filter((d) => isPersonalPaper(d) && !listed.has(d.id)).map((d) => ({ id: d.id, ...namesOfPaper(d) })),
    reports: await reportViews(ctx, serviceId),
  };
}

const namesOfPaper = ({ nameEs, nameEn }: DocumentType): { nameEs: string; nameEn: string } => ({ nameEs, nameEn });

const withPlaceNames = (ctx: Ctx, side: Acceptance['accepted']): Acceptance['accepted'] => ({ ...side, places: side.places.map((id) => ctx.pack.places.get(id)?.name ?? id) });

async function reportViews(ctx: Ctx, serviceId: string): Promise<PaperReportView[]> {
  const rows = await repository.listForSteward(ctx.actor, ctx.tx, serviceId);
  if (rows.length === 0) return [];
  const names = new Map([...await listOffices(ctx), ...await findOrganizations(ctx.actor, ctx.tx, rows.map((row) => row.voice))].map((one) => [one.id, one]));
  return rows.map(({ voice, place, ...row }) => ({
    ...row, placeName: place === null ? null : (ctx.pack.places.get(place)?.name ?? place), officeEs: names.get(voice)?.nameEs ?? null, officeEn: names.get(voice)?.nameEn ?? null,
  }));
}

/** A steward lets a report count, or sets it aside with a reason. */
export async function decidePaperReport(ctx: Ctx, reportId: string, decision: DecidePaperReport): Promise<void> {
  if (!(await repository.decide(ctx.actor, ctx.tx, reportId, decision, todayOf(ctx)))) throw notFound();
}

/** Services about whose papers a steward is asked: said from outside and not looked at, or against what the service asks for. */
export async function paperReportsWaiting(ctx: Ctx): Promise<ReadonlySet<string>> {
  if (ctx.actor.role !== 'steward') return new Set();
  const unheard = await repository.listUnheard(ctx.actor, ctx.tx);
  const said = byService(await repository.listStanding(ctx.actor, ctx.tx, since(ctx), null), todayOf(ctx));
  const services = await findServicesByIds(ctx.actor, ctx.tx, [...said.keys()]);
  const against = services.filter(({ id, requiredDocuments }) => said.get(id)!.some((a) => asksSteward(a, requiredDocuments)));
  return new Set([...unheard, ...against.map(({ id }) => id)]);
}
