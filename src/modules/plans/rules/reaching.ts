/** By which contact somebody may be tried, and which way comes next. */
import { no, ok, type Result } from '#kernel/result';
import type { Channel, Outcome, Way } from '../schema.ts';

/** What a recorded contact is good for; complete by type. A message is only left where the person said that one may be left. */
const GOOD_FOR: Record<Way['kind'], readonly Channel[]> = {
  phone: ['phone', 'message'], sms: ['message'], whatsapp: ['phone', 'message', 'video'], email: ['message'], address: ['visit'], visit: ['visit'],
};

/** Channels by which a way may be used now. */
export function channelsOf(way: Pick<Way, 'kind' | 'mayLeaveMessage'>): Channel[] {
  return GOOD_FOR[way.kind].filter((channel) => channel !== 'message' || way.mayLeaveMessage);
}

/** Outcomes that somebody can tell without having used a recorded contact: the person called or came, or somebody told. */
const TOLD: ReadonlySet<Outcome> = new Set(['reached', 'later', 'refused', 'left-country', 'died']);

export interface Tried {
  readonly channel: Channel;
  readonly outcome: Outcome;
  readonly contactId?: string | undefined;
}

/**
 * The way that a try names: one of those that may be used by this channel. Nothing named is right only where there is none to name, at the office,
 * and where the person came forward themselves. Contacts that must not be used are not among the ways, so they can never be named.
 */
export function wayTried(tried: Tried, ways: readonly Way[], unsafe: readonly Way['kind'][]): Result<Way | null> {
  const fit = ways.filter((way) => channelsOf(way).includes(tried.channel));
  if (tried.contactId !== undefined) {
    const named = fit.find((way) => way.contactId === tried.contactId);
    return named ? ok(named) : no({ code: 'plans.contact-not-usable', field: 'contactId' });
  }
  if (TOLD.has(tried.outcome) || tried.channel === 'office') return ok(null);
  if (fit.length > 0) return no({ code: 'plans.which-contact', field: 'contactId' });
  return unsafe.some((kind) => GOOD_FOR[kind].includes(tried.channel)) ? no({ code: 'plans.no-safe-contact', field: 'channel' }) : ok(null);
}

/**
 * The channel of the next try after one that did not reach the person: the next in the order of the country for which there is a way that has not failed.
 * A visit and the office need no recorded contact; with nothing else left, the channel stays.
 */
export function nextChannel(order: readonly Channel[], after: Channel, ways: readonly Way[]): Channel {
  const from = order.indexOf(after);
  const turn = [...order.slice(from + 1), ...order.slice(0, from + 1)];
  const possible = (channel: Channel) => channel === 'visit' || channel === 'office' || ways.some((way) => !way.failed && channelsOf(way).includes(channel));
  return turn.find(possible) ?? after;
}
