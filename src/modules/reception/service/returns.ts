/** Return events, help given afterwards, and the slip as it prints. */
import { getOffice } from '#access';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { getPerson, noteReturn, recordFacts } from '#registry';
import * as returnsSql from '../repository/returns.ts';
import { returnProblems } from '../rules.ts';
import { ReturnAccount, type GiveAssistance, type RecordReturn, type ReturnDetails, type ReturnEvent, type SlipContent } from '../schema.ts';
import { qrOf } from '../slip-qr.ts';
import { recordGiven } from './items.ts';
import { today } from './lists.ts';

export interface SaveReturn {
  readonly personId: string;
  readonly rowId: string | null;
  readonly details: ReturnDetails;
  readonly urgentNeeds: readonly string[];
  readonly handover: unknown;
  readonly caseId: string | null;
}

/** Keeps a return and tells it. The same person cannot return twice on one day. */
export async function saveReturn(ctx: Ctx, input: SaveReturn): Promise<string> {
  const { actor, tx, now } = ctx;
  if (actor.officeId === null) throw refuse('reception.no-office');
  const office = await getOffice(ctx, actor.officeId);
  const { caseId, ...kept } = input;
  const account = sealedAccount(ctx, input);
  const id = await returnsSql.insertReturn(actor, tx, { id: newId(now), pointName: office.nameEs, account, ...kept }, now);
  if (!id) {
    throw refuse('reception.return-known', { status: 409, params: { on: input.details.returnedOn } });
  }
  await noteReturn(ctx, input.personId, { on: input.details.returnedOn, place: office.nameEs });
  await ctx.tell({
    type: 'reception.return-recorded', returnId: id, personId: input.personId, caseId, returnedOn: input.details.returnedOn, place: office.nameEs,
    urgentNeeds: input.urgentNeeds.join(','),
  });
  return id;
}

const sealContext = (personId: string, returnedOn: string) => `reception.return_event.account:${personId}:${returnedOn}`;

/** What was told of leaving and of being apprehended, encrypted; nothing where nothing was told. */
function sealedAccount(ctx: Ctx, { personId, details: { account, returnedOn } }: SaveReturn): Buffer | null {
  if (!account || (account.leftBecause.length === 0 && account.apprehended === null)) return null;
  return ctx.cipher.seal(JSON.stringify(account), sealContext(personId, returnedOn));
}

/** A return that somebody tells at a municipal window, without any list. */
export async function recordReturn(ctx: Ctx, command: RecordReturn): Promise<{ returnId: string }> {
  await getPerson(ctx, command.personId);
  const details = command.return;
  const problems = returnProblems(details, { today: today(ctx), knowsPlace: (id) => ctx.pack.places.get(id) !== undefined });
  if (problems.length > 0) throw new Refused(problems);
  const returnId = await saveReturn(ctx, { personId: command.personId, rowId: null, details, urgentNeeds: [], handover: null, caseId: null });
  await recordFacts(ctx, command.personId, windowFacts(ctx, details));
  return { returnId };
}

type Facts = Parameters<typeof recordFacts>[2];

function windowFacts(ctx: Ctx, details: ReturnDetails): Facts {
  const admin1 = ctx.pack.places.get(details.destinationAdmin2)?.admin1;
  const pairs: [string, unknown][] = [
    ['returnType', details.kind], ['returnRoute', details.mode], ['travellingAs', details.travellingAs], ['destinationAdmin2', details.destinationAdmin2],
    ['destinationAdmin1', admin1], ['returnedFrom', details.fromCountry], ['monthsAbroad', details.monthsAbroad],
  ];
  return pairs.filter(([, value]) => value !== null && value !== undefined).map(([code, value]) => ({ code, state: 'known', value, source: 'person' })) as Facts;
}

/** Every return of a person, under whichever of their records it was written, latest first. */
export async function returnsOf(ctx: Ctx, personId: string): Promise<ReturnEvent[]> {
  const person = await getPerson(ctx, personId);
  const rows = await returnsSql.listReturns(ctx.actor, ctx.tx, person.identity.length > 0 ? person.identity : [personId]);
  return rows.map((row) => returnEvent(ctx, row));
}

function returnEvent(ctx: Ctx, row: returnsSql.ReturnRecord): ReturnEvent {
  const place = row.destinationAdmin2 ? ctx.pack.places.get(row.destinationAdmin2) : undefined;
  const account = row.account === null ? null : ReturnAccount.parse(JSON.parse(ctx.cipher.open(row.account, sealContext(row.personId, row.returnedOn))));
  return { ...row, account, officeName: row.pointName, destinationName: place ? `${place.name}, ${place.admin1Name}` : null };
}

/** Hands over one more item after the desk was finished. */
export async function giveAssistance(ctx: Ctx, returnId: string, given: GiveAssistance): Promise<ReturnEvent> {
  const event = await returnsSql.findOwnReturn(ctx.actor, ctx.tx, returnId);
  if (!event) throw notFound();
  await recordGiven(ctx, { rowId: event.rowId, returnId }, given);
  return returnEvent(ctx, (await returnsSql.findOwnReturn(ctx.actor, ctx.tx, returnId))!);
}

/** A slip as it prints, every sentence in the person's language. */
export async function slipContent(ctx: Ctx, slipId: string): Promise<SlipContent & { personId: string }> {
  const slip = await returnsSql.findSlip(ctx.actor, ctx.tx, slipId);
  if (!slip) throw notFound();
  const office = await getOffice(ctx, slip.windowOfficeId);
  const place = ctx.pack.places.get(slip.destinationAdmin2);
  const t = serverText(slip.language);
  return {
    slipId, publicCode: slip.publicCode, language: slip.language, issuedOn: slip.issuedOn, nextStep: slip.nextStep, personId: slip.personId,
    windowName: slip.language === 'es' ? office.nameEs : office.nameEn, placeName: place ? `${place.name}, ${place.admin1Name}` : slip.destinationAdmin2,
    words: {
      title: t('reception.slip.title'), code: t('reception.slip.code'), nextStep: t('reception.slip.next-step'), step: t(`reception.step.${slip.nextStep}`),
      where: t('reception.slip.where'), bring: t('reception.slip.bring'), issued: t('reception.slip.issued'), keep: t('reception.slip.keep'),
    },
    qr: qrOf(slip.publicCode),
  };
}
