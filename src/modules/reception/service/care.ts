/** Calling home and the way home. */
import { colleagueNames } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { addContact, placesToAvoid } from '#registry';
import { receptionSlice } from '../pack.ts';
import * as careSql from '../repository/care.ts';
import * as itemsSql from '../repository/items.ts';
import { endsInDanger, isOverCeiling, stillAsks, transportState } from '../rules/care.ts';
import type { AskTransport, CareView, DecideTransport, RecordCall, TransportLine, TransportToDecide } from '../schema.ts';
import { bedsFor } from './beds.ts';
import { shownName } from './shown.ts';
import { stayHere } from './stay.ts';

/** What was done for somebody: calls, transport, bed; and what may be chosen. */
export async function careView(ctx: Ctx, rowId: string): Promise<CareView> {
  const stay = await itemsSql.findStay(ctx.actor, ctx.tx, rowId);
  if (!stay) throw notFound();
  const { transport } = ctx.pack.slice(receptionSlice);
  const calls = await careSql.listCalls(ctx.actor, ctx.tx, rowId);
  const names = await colleagueNames(ctx, calls.map((call) => call.by));
  const asked = await careSql.findTransport(ctx.actor, ctx.tx, rowId);
  const { locale } = ctx.actor;
  return {
    rowId, registered: stay.personId !== null, calls: calls.map(({ at, by, ...call }) => ({ ...call, at: at.toISOString(), by: names.get(by) ?? null })),
    transport: asked ? transportLine(ctx, asked) : null,
    offer: { currency: transport.currency, ceiling: transport.ceiling, means: transport.means.map((m) => ({ code: m.code, label: m.label[locale] })), destination: stay.destination },
    ...(await bedsFor(ctx, rowId)),
  };
}

/** The offer to call home and what came of it. A number is kept only for somebody registered who wants it and says that it is safe. */
export async function recordCall(ctx: Ctx, rowId: string, call: RecordCall): Promise<CareView> {
  const stay = await stayHere(ctx, rowId);
  const called = call.outcome === 'reached' || call.outcome === 'notReached';
  if (!called && (call.keep || call.minutes !== undefined)) throw refuse('reception.call-not-made', { field: 'outcome' });
  if (call.keep) {
    if (stay.personId === null) throw refuse('reception.register-first', { field: 'keep', status: 409 });
    await addContact(ctx, stay.personId, { channel: 'phone', value: call.keep.value, safety: 'safe', ...(call.keep.whoAnswers ? { whoAnswers: call.keep.whoAnswers } : {}) });
  }
  await careSql.insertCall(ctx.actor, ctx.tx, {
    id: newId(ctx.now), rowId, outcome: call.outcome, who: call.who || null, minutes: call.minutes ?? null, numberKept: call.keep !== undefined,
  }, ctx.now);
  return careView(ctx, rowId);
}

function transportLine(ctx: Ctx, t: careSql.TransportRow): TransportLine {
  const place = ctx.pack.places.get(t.destinationAdmin2);
  const means = ctx.pack.slice(receptionSlice).transport.means.find((m) => m.code === t.means);
  return {
    transportId: t.id, state: t.state, destination: place ? `${place.name}, ${place.admin1Name}` : t.destinationAdmin2, destinationAdmin2: t.destinationAdmin2,
    means: means?.label[ctx.actor.locale] ?? t.means, fare: t.fare, currency: t.currency, ceiling: t.ceiling, overCeiling: isOverCeiling(t.fare, t.ceiling), whyOver: t.whyOver,
    ticket: t.ticket, note: t.note, askedAt: t.askedAt.toISOString(),
  };
}

/**
 * Asks for the way home. Within the ceiling it may be handed over at once. A way that would end in danger waits for protection, and
 * nobody at the desk is told why: it looks like every other request that waits.
 */
export async function askTransport(ctx: Ctx, rowId: string, command: AskTransport): Promise<CareView> {
  const stay = await stayHere(ctx, rowId);
  if (stay.personId === null) throw refuse('reception.register-first', { status: 409 });
  const { transport } = ctx.pack.slice(receptionSlice);
  const place = ctx.pack.places.get(command.destinationAdmin2);
  if (!place) throw refuse('reception.place-unknown', { field: 'destinationAdmin2' });
  if (!transport.means.some((m) => m.code === command.means)) throw refuse('reception.choice-unknown', { field: 'means', params: { choice: command.means } });
  if (isOverCeiling(command.fare, transport.ceiling) && !command.whyOver) throw refuse('reception.reason-missing', { field: 'whyOver' });
  const secondLook = endsInDanger(command.destinationAdmin2, place.admin1, await placesToAvoid(ctx, stay.personId));
  const state = transportState({ fare: command.fare, ceiling: transport.ceiling, secondLook, ceilingAgreed: false, looked: false });
  const asked = await careSql.insertTransport(ctx.actor, ctx.tx, {
    id: newId(ctx.now), rowId, destinationAdmin2: command.destinationAdmin2, means: command.means, fare: command.fare, currency: transport.currency, ceiling: transport.ceiling,
    whyOver: command.whyOver ?? null, secondLook, state,
  }, ctx.now);
  if (!asked) throw refuse('reception.transport-asked-already', { status: 409 });
  return careView(ctx, rowId);
}

const factsOf = (t: careSql.TransportRow) => ({ fare: t.fare, ceiling: t.ceiling, secondLook: t.secondLook, ceilingAgreed: t.ceilingBy !== null, looked: t.lookBy !== null });

/** What a request asks of this actor; `null`: nothing. */
function asksOf(ctx: Ctx, t: careSql.TransportRow): 'ceiling' | 'look' | null {
  const asks = stillAsks(factsOf(t));
  if (ctx.actor.role === 'supervisor' && asks.ceiling && t.askedBy !== ctx.actor.userId) return 'ceiling';
  return ctx.actor.role === 'protection' && asks.look ? 'look' : null;
}

/** Requests that this actor is asked to agree to. */
export async function transportToDecide(ctx: Ctx): Promise<TransportToDecide[]> {
  const rows = await careSql.listTransportAsked(ctx.actor, ctx.tx);
  return rows.flatMap((t) => {
    const asks = asksOf(ctx, t);
    return asks ? [{ ...transportLine(ctx, t), rowId: t.rowId, number: t.number, name: shownName(t.person), asks }] : [];
  });
}

/** A supervisor agrees beyond the ceiling, protection after its look; either may refuse. */
export async function decideTransport(ctx: Ctx, transportId: string, { agree, note }: DecideTransport): Promise<{ rowId: string }> {
  const t = await careSql.lockTransport(ctx.actor, ctx.tx, transportId);
  const asks = t && t.state === 'asked' ? asksOf(ctx, t) : null;
  if (!t || asks === null) throw notFound();
  if (!agree) {
    await careSql.endTransport(ctx.actor, ctx.tx, transportId, { state: 'refused', note: note || null }, ctx.now);
    return { rowId: t.rowId };
  }
  const facts = factsOf(t);
  const state = transportState({ ...facts, ceilingAgreed: facts.ceilingAgreed || asks === 'ceiling', looked: facts.looked || asks === 'look' });
  await careSql.agreeTransport(ctx.actor, ctx.tx, transportId, { ceiling: asks === 'ceiling', look: asks === 'look', state, note: note || null }, ctx.now);
  return { rowId: t.rowId };
}

async function ownTransport(ctx: Ctx, transportId: string): Promise<careSql.TransportRow> {
  const t = await careSql.lockTransport(ctx.actor, ctx.tx, transportId);
  if (!t) throw notFound();
  return t;
}

/** Ticket or fare was handed over. */
export async function issueTransport(ctx: Ctx, transportId: string, ticket: string | undefined): Promise<CareView> {
  const t = await ownTransport(ctx, transportId);
  if (t.state !== 'agreed') throw refuse('reception.transport-not-agreed', { status: 409 });
  await careSql.issueTransport(ctx.actor, ctx.tx, transportId, ticket || null, ctx.now);
  return careView(ctx, t.rowId);
}

/** The person does not need it, or goes another way. */
export async function cancelTransport(ctx: Ctx, transportId: string): Promise<CareView> {
  const t = await ownTransport(ctx, transportId);
  if (t.state !== 'asked' && t.state !== 'agreed') throw refuse('reception.transport-ended', { status: 409 });
  await careSql.endTransport(ctx.actor, ctx.tx, transportId, { state: 'cancelled', note: null }, ctx.now);
  return careView(ctx, t.rowId);
}
