/** Services that changed, ready to be compared with open cases. */
import type { CountryCode } from '#kernel/codes';
import type { FactCode, FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import type { Place } from '#platform/places';
import * as repository from './changes-repository.ts';
import { completed } from './entry-kinds.ts';
import { ruleOn, withRule, type Rules } from './criteria-versions.ts';
import { changeOf, chanceOf, factsRead, turnFor, type ChanceOptions, type Turn } from './matching/newly-fits.ts';
import { harboursOf, travelTo, type Offer, type PersonPlace } from './matching/index.ts';
import { reachOf, type Reach } from './matching/reach.ts';
import { offersNow } from './offers-now.ts';
import { travelSlice } from './pack.ts';
import type { Service } from './schema.ts';
import type { Entry } from './schema/stewardship.ts';
import { offerIndex, today } from './service.ts';

/** Whom a changed service is told of: municipalities from which one is there within about this time. Whoever had nothing is told wherever they live. */
const NEAR_MINUTES = 120;

/** A change, and what a verdict on it needs. */
export interface ServiceChange {
  readonly id: number;
  readonly serviceId: string;
  readonly needCodes: readonly string[];
  /** Municipalities nearby, in order; `null` where every place is as near as another. */
  readonly near: readonly string[] | null;
  readonly codes: readonly FactCode[];
  /** Whom it can concern at all, wherever it is. */
  readonly reach: Reach;
  /** It is not where it was: to whoever fled from one of the places that is a difference. */
  readonly moved: boolean;
  readonly turn: (needCode: string, facts: FactSet, seen: Seen) => Turn;
}

/** How a person is judged: by what may be read of them, and with the places of danger that steer. */
export interface Seen { readonly avoid: readonly string[]; readonly closedCircle: boolean }

/** What is the same for everybody who is judged by one change. */
function judging(ctx: Ctx): (seen: Seen) => ChanceOptions {
  const same = { country: ctx.actor.country as CountryCode, today: today(ctx), harbours: harboursOf(ctx.pack.slice(travelSlice)) };
  return ({ avoid, closedCircle }) => ({ ...same, mayReadRestricted: closedCircle, avoid });
}

const asPersonPlace = (p: Place): PersonPlace => ({ admin1: p.admin1, admin2: p.id, latitude: p.lat, longitude: p.lon });

function isNear(ctx: Ctx, from: Place, { place }: Offer): boolean {
  if (place.kind === 'point' && place.precision === 'admin1' && place.admin1 === from.admin1) return true;
  const travel = travelTo(place, asPersonPlace(from), ctx.pack.slice(travelSlice));
  return travel.kind === 'here' || (travel.minutes !== null && (travel.minutes.low + travel.minutes.high) / 2 <= NEAR_MINUTES);
}

/** Municipalities from which one of the offers is near; `null` when one of them is for everywhere or does not say where. */
function nearOf(ctx: Ctx, offers: readonly Offer[]): string[] | null {
  const somewhere = offers.filter((o) => o.place.kind !== 'abroad');
  if (somewhere.some((o) => o.place.kind !== 'point')) return null;
  return ctx.pack.places.all().filter((from) => somewhere.some((offer) => isNear(ctx, from, offer))).map((p) => p.id).sort();
}

/** What of an offer a verdict or the reach depends on. */
const weight = (offers: readonly Offer[]): string =>
  JSON.stringify(offers.map((o) => ({ ...o, rules: null, asOf: 0, languages: [], womenAttend: false, acceptance: null, waitDays: null, specificity: Math.min(o.specificity, 1) })));

async function offersOfSide(ctx: Ctx, side: Service | null): Promise<Offer[]> {
  // Sides are kept as they were written, perhaps by an earlier version of the product.
  return side === null ? [] : offersNow(ctx, [completed('service', side as unknown as Entry, null) as unknown as Service]);
}

/** The version with which open cases were compared before anybody kept which: the one that came with the service. */
const firstOf = (versions: readonly Rules[]): number => (versions.some((one) => one.version === 1 && one.source === 'pack') ? 1 : 0);

/**
 * Both sides with the conditions by which they judge: until now those with which open cases were last compared, from now on those of the day. What an entry says
 * of conditions beside that judges nobody. Kept at the beginning, because comparing takes several parts.
 */
async function asJudged(ctx: Ctx, row: repository.ServiceChangeRow): Promise<repository.ServiceChangeRow> {
  if (!row.fresh) return row;
  const { actor, tx, now } = ctx;
  const versions = await repository.rulesOf(actor, tx, row.serviceId);
  const told = (await repository.toldVersion(actor, tx, row.serviceId)) ?? firstOf(versions);
  const held = ruleOn(versions, today(ctx));
  const judged = { ...row, before: row.before && withRule(row.before, versions.find((one) => one.version === told)), after: row.after && withRule(row.after, held) };
  await repository.keepSides(actor, tx, judged);
  if (row.after !== null) await repository.keepTold(actor, tx, row.serviceId, held?.version ?? 0, now);
  return judged;
}

/**
 * The next change that open cases were not all compared with; `null` when there is none. One that no verdict depends on is passed over.
 * For the product itself; whoever takes it says when it is done.
 */
export async function nextChange(ctx: Ctx): Promise<ServiceChange | null> {
  await repository.announceRules(ctx.actor, ctx.tx, today(ctx), ctx.now);
  for (;;) {
    const taken = await repository.takeChange(ctx.actor, ctx.tx, ctx.now);
    if (!taken) return null;
    const row = await asJudged(ctx, taken);
    const [before, after] = [await offersOfSide(ctx, row.before), await offersOfSide(ctx, row.after)];
    if (weight(before) !== weight(after)) return described(ctx, row, before, after);
    await repository.endChange(ctx.actor, ctx.tx, row.id, ctx.now);
  }
}

const whereabouts = (offers: readonly Offer[]): string => JSON.stringify(offers.map((offer) => offer.place));

function described(ctx: Ctx, row: repository.ServiceChangeRow, before: readonly Offer[], after: readonly Offer[]): ServiceChange {
  const change = changeOf(before, after);
  const both = [...before, ...after];
  const options = judging(ctx);
  return {
    id: row.id, serviceId: row.serviceId, needCodes: [...new Set(both.flatMap((o) => o.needCodes))].sort(), near: nearOf(ctx, after), codes: factsRead(both),
    reach: reachOf(both, (needCode, facts, closedCircle) => turnFor(needCode, facts, change, options({ avoid: [], closedCircle })), today(ctx)),
    moved: before.length > 0 && after.length > 0 && whereabouts(before) !== whereabouts(after),
    turn: (needCode, facts, seen) => turnFor(needCode, facts, change, options(seen)),
  };
}

/** All open cases were compared with the change. */
export function changeDone(ctx: Ctx, changeId: number): Promise<void> {
  return repository.endChange(ctx.actor, ctx.tx, changeId, ctx.now);
}

/** Answers whether the directory has anything for a need of somebody, protection services included: what is left when it has not is a gap. */
export async function searcher(ctx: Ctx): Promise<(needCode: string, facts: FactSet, avoid: readonly string[]) => boolean> {
  const index = await offerIndex(ctx, true, today(ctx));
  const options = judging(ctx);
  return (needCode, facts, avoid) => chanceOf(needCode, facts, index, options({ avoid, closedCircle: true })) !== 'none';
}
