import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANNELS as KINDS } from '#registry/schema';
import { CHANNELS, OUTCOMES, type Channel, type Way } from '../schema.ts';
import { channelsOf, nextChannel, wayTried } from './reaching.ts';

const way = (kind: Way['kind'], more: Partial<Way> = {}): Way => ({
  contactId: `c-${kind}`, kind, value: 'x', channels: [], safety: 'safe', mayLeaveMessage: false, whoAnswers: null, hours: null, neutralSender: null, relative: null, failed: false, ...more,
});
const wayArb = fc.record({ id: fc.integer({ min: 0, max: 9 }), kind: fc.constantFrom(...KINDS), mayLeaveMessage: fc.boolean(), failed: fc.boolean() })
  .map(({ id, ...w }) => way(w.kind, { ...w, contactId: `c${id}` }));
const waysArb = fc.uniqueArray(wayArb, { selector: (w) => w.contactId, maxLength: 6 });

describe('by which contact somebody is tried', () => {
  test('a message is left only where one may be left', () => {
    expect(channelsOf(way('sms'))).toEqual([]);
    expect(channelsOf(way('whatsapp'))).toEqual(['phone', 'video']);
    expect(CHANNELS.filter((channel) => channelsOf(way('phone')).includes(channel))).toEqual(['phone']);
    expect(channelsOf(way('phone', { mayLeaveMessage: true }))).toEqual(['phone', 'message']);
  });

  test('what is not among the ways can never be named, whatever the channel and the outcome', () => {
    fc.assert(fc.property(waysArb, fc.constantFrom(...CHANNELS), fc.constantFrom(...OUTCOMES), fc.integer({ min: 0, max: 15 }), fc.subarray([...KINDS]), (ways, channel, outcome, n, unsafe) => {
      const named = wayTried({ channel, outcome, contactId: `c${n}` }, ways, unsafe);
      const fits = ways.some((w) => w.contactId === `c${n}` && channelsOf(w).includes(channel));
      expect(named.ok).toBe(fits);
      if (!named.ok) expect(named.problems[0]!.code).toBe('plans.contact-not-usable');
    }));
  });

  test('a try that reached nobody says by which contact, as far as there is one', () => {
    const ways = [way('phone')];
    expect(wayTried({ channel: 'phone', outcome: 'no-answer' }, ways, [])).toMatchObject({ ok: false, problems: [{ code: 'plans.which-contact' }] });
    expect(wayTried({ channel: 'phone', outcome: 'reached' }, ways, [])).toEqual({ ok: true, value: null });
    expect(wayTried({ channel: 'visit', outcome: 'no-answer' }, ways, [])).toEqual({ ok: true, value: null });
    expect(wayTried({ channel: 'phone', outcome: 'no-answer' }, [], [])).toEqual({ ok: true, value: null });
  });

  test('with nothing but unsafe contacts nobody can say that they called and nobody answered', () => {
    expect(wayTried({ channel: 'phone', outcome: 'no-answer' }, [], ['phone'])).toMatchObject({ ok: false, problems: [{ code: 'plans.no-safe-contact' }] });
    expect(wayTried({ channel: 'message', outcome: 'no-answer' }, [], ['phone'])).toMatchObject({ ok: false });
    expect(wayTried({ channel: 'visit', outcome: 'no-answer' }, [], ['phone'])).toEqual({ ok: true, value: null });
  });
});

describe('the next way', () => {
  const order: readonly Channel[] = ['phone', 'message', 'visit'];

  test('is the next one of the country for which there is a way', () => {
    expect(nextChannel(order, 'phone', [way('phone', { failed: true }), way('sms', { mayLeaveMessage: true })])).toBe('message');
    expect(nextChannel(order, 'phone', [way('phone')])).toBe('visit');
    expect(nextChannel(order, 'visit', [way('phone')])).toBe('phone');
    expect(nextChannel(['phone', 'message'], 'phone', [])).toBe('phone');
  });

  test('never asks for a call or a message to nobody', () => {
    fc.assert(fc.property(waysArb, fc.shuffledSubarray([...CHANNELS], { minLength: 1 }), fc.constantFrom(...CHANNELS), (ways, turn, after) => {
      const next = nextChannel(turn, after, ways);
      if (next !== after && next !== 'visit' && next !== 'office') expect(ways.some((w) => !w.failed && channelsOf(w).includes(next))).toBe(true);
    }));
  });
});
