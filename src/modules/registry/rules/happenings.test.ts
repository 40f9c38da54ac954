import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterPlace, firstOfAll } from './happenings.ts';

interface Row { readonly at: Date; readonly key: string }

const START = Date.parse('2026-03-10T15:00:00Z');
// Few moments, so that many things happen at the same one; as with several rooms that write in one command.
const rooms = fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 25 }), { minLength: 1, maxLength: 4 })
  .map((all) => all.map((moments, room) => moments.map((m, n): Row => ({ at: new Date(START + m), key: `kind-${(room * 7 + n) % 3}:${room}-${n}` }))));

const inOrder = (rows: readonly Row[]) => firstOfAll([rows], rows.length);

describe('the timeline of a case', () => {
  it('page by page is the whole, nothing lost and nothing twice, however it is cut and over however many rooms', () => {
    fc.assert(fc.property(rooms, fc.integer({ min: 1, max: 9 }), (all, size) => {
      const whole = inOrder(all.flat());
      const joined: Row[] = [];
      for (let place: { at: string; key: string } | null = null, more = true; more;) {
        // What each room answers: the first so many after the place.
        const before = place;
        const told = all.map((rows) => inOrder(rows).filter((row) => !before || afterPlace(row, before)).slice(0, size + 1));
        const page = firstOfAll(told, size + 1);
        joined.push(...page.slice(0, size));
        more = page.length > size;
        const last = joined.at(-1);
        if (last) place = { at: last.at.toISOString(), key: last.key };
      }
      expect(joined).toEqual(whole);
      expect(new Set(joined.map((row) => row.key)).size).toBe(all.flat().length);
    }));
  });
});
