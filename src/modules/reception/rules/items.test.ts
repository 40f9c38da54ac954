import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayIn } from '#kernel/dates';
import type { ItemRule } from '../schema.ts';
import { blockedBy, blocksUntil, flagsAt, type Given, nextMidnight, offeredTo, toldMoment, variantOf } from './items.ts';

const ZONE = 'America/Tegucigalpa';
const at = (text: string) => new Date(text);
const instant = fc.date({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z'), noInvalidDate: true });
const rules = fc.oneof(fc.constant<ItemRule>({ kind: 'once' }), fc.constant<ItemRule>({ kind: 'daily' }), fc.integer({ min: 1, max: 3000 }).map((minutes): ItemRule => ({ kind: 'apart', minutes })));
const given = (item: string, when: Date, rule: ItemRule, undone = false): Given => ({ item, at: when, blocksUntil: blocksUntil(rule, when, ZONE), undone });

describe('what was given', () => {
  it('once is not given again in the same return, however long the person stays', () => {
    fc.assert(fc.property(instant, fc.nat(1_000_000), (when, later) => blockedBy([given('kit', when, { kind: 'once' })], 'kit', new Date(when.getTime() + later * 1000)) !== null));
  });

  it('once a day may be given again with the next day and not a minute before', () => {
    for (const zone of [ZONE, 'America/Mexico_City', 'America/Tijuana', 'Europe/Madrid']) {
      fc.assert(fc.property(instant, (when) => {
        const midnight = nextMidnight(zone, when);
        return dayIn(zone, midnight) !== dayIn(zone, when) && dayIn(zone, new Date(midnight.getTime() - 60_000)) === dayIn(zone, when);
      }), { numRuns: 60 });
    }
  });

  it('some hours apart may be given when they are over', () => {
    const food = given('food', at('2026-03-10T12:00:00Z'), { kind: 'apart', minutes: 240 });
    expect(blockedBy([food], 'food', at('2026-03-10T15:59:59Z'))).toBe(food);
    expect(blockedBy([food], 'food', at('2026-03-10T16:00:00Z'))).toBeNull();
  });

  it('never blocks another item, and blocks nothing after it was taken back', () => {
    fc.assert(fc.property(rules, instant, instant, (rule, when, asked) => blockedBy([given('kit', when, rule)], 'food', asked) === null && blockedBy([given('kit', when, rule, true)], 'kit', asked) === null));
  });

  it('again with a reason keeps the next time off from its own hour', () => {
    const first = given('food', at('2026-03-10T12:00:00Z'), { kind: 'apart', minutes: 240 });
    const again = given('food', at('2026-03-10T13:00:00Z'), { kind: 'apart', minutes: 240 });
    expect(blockedBy([first, again], 'food', at('2026-03-10T16:30:00Z'))).toBe(again);
  });
});

describe('what is offered', () => {
  const items = [
    { code: 'toys', variants: ['children', 'families'] as const }, { code: 'ticket', modes: ['land'] as const, stations: ['transport'] }, { code: 'water' },
  ];
  it('fits who comes, how, and the station; without a station everything that fits the person', () => {
    const codes = (variant: 'children' | 'adults', mode: 'land' | 'air', station: string | null) => offeredTo(items, { variant, mode, station }).map((i) => i.code);
    expect(codes('children', 'air', 'kit')).toEqual(['toys', 'water']);
    expect(codes('adults', 'land', 'transport')).toEqual(['ticket', 'water']);
    expect(codes('adults', 'land', 'kit')).toEqual(['water']);
    expect(codes('children', 'land', null)).toEqual(['toys', 'ticket', 'water']);
  });

  it('shows a station only the flags that matter there', () => {
    expect(flagsAt(['injured', 'noDocuments'], 'medical', { medical: ['injured', 'pregnant'] })).toEqual(['injured']);
    expect(flagsAt(['injured'], 'kit', { medical: ['injured'] })).toEqual(['injured']);
    expect(flagsAt(['injured'], 'kit', { kit: [] })).toEqual([]);
  });

  it('knows children on their own, families and adults apart', () => {
    expect(variantOf(['unaccompaniedChild', 'child', 'family'])).toBe('children');
    expect(variantOf(['child', 'family'])).toBe('families');
    expect(variantOf(['child'])).toBe('children');
    expect(variantOf(['elder', 'injured'])).toBe('adults');
  });
});

describe('a tap that waited for the network', () => {
  it('keeps its own hour unless that lies ahead or too far back', () => {
    const now = at('2026-03-10T12:00:00Z');
    expect(toldMoment('2026-03-10T11:20:00Z', now, 12)).toEqual(at('2026-03-10T11:20:00Z'));
    expect(toldMoment('2026-03-10T12:20:00Z', now, 12)).toBe(now);
    expect(toldMoment('2026-03-09T12:20:00Z', now, 12)).toBe(now);
    expect(toldMoment(undefined, now, 12)).toBe(now);
  });
});
