/** One service for one person: what it is to them now, in sentences. */
import type { CountryCode } from '#kernel/codes';
import type { Leaf } from '#kernel/criteria';
import type { FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { indexOffers, inWords, sayKnown, suggest, type NameKind, type NeedToMeet, type OfferVerdict, type ServiceCard, type SuggestionsView } from './matching/index.ts';
import { offersNow } from './offers-now.ts';
import { travelSlice } from './pack.ts';
import { findServicesByIds } from './repository.ts';
import { withRulesOn } from './rules-on.ts';
import { knownTrips } from './trips/service.ts';
import { describeSuggestions, personPlace, today, withDestination, type SuggestQuery } from './service.ts';

/** What a service is to somebody; `null` where it must not come up for them at all. */
export interface OneService { readonly verdict: OfferVerdict; readonly because: readonly string[]; readonly stillAsked: number; readonly card: ServiceCard }

function becauseOf(ctx: Ctx, view: SuggestionsView, reasons: SuggestionsView['needs'][number]['offers'][number]['reasonsFor']): string[] {
  const { locale } = ctx.actor;
  const nameOf = (kind: NameKind, code: string): string | undefined => (kind === 'document' ? view.documents[code]?.[locale] : kind === 'place' ? view.places[code] : undefined);
  return [...new Set(reasons.map(({ leaf, value }) => inWords(sayKnown(leaf as Leaf, value), { locale, t: serverText(locale), nameOf })))];
}

/** The verdict on one service, of what the actor may know of the person; `null` if it is excluded for them, gone, or not for the actor to know. */
export async function oneServiceFor(ctx: Ctx, serviceId: string, facts: FactSet, need: NeedToMeet, query: Omit<SuggestQuery, 'limit'>): Promise<OneService | null> {
  const known = (await findServicesByIds(ctx.actor, ctx.tx, [serviceId])).filter((s) => s.matchable);
  const services = await withRulesOn(ctx, known, today(ctx));
  const found = suggest([need], withDestination(ctx, facts, query.admin2), indexOffers(await offersNow(ctx, services)), {
    country: ctx.actor.country as CountryCode, today: today(ctx), place: personPlace(ctx, query.admin2), travel: ctx.pack.slice(travelSlice), trips: await knownTrips(ctx, query.admin2),
    limit: 1, mayReadRestricted: ctx.actor.role === 'protection', avoid: query.avoid ?? [],
  });
  const view = await describeSuggestions(ctx, found, facts);
  const shown = view.needs.flatMap((n) => [...n.offers, ...n.notFitting])[0];
  const card = shown && view.services[shown.serviceId];
  if (!shown || !card) return null;
  return { verdict: shown.verdict, because: becauseOf(ctx, view, shown.verdict === 'doesNotFit' ? shown.reasonsAgainst : shown.reasonsFor), stillAsked: shown.asks.length, card };
}
