import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOARD_LEVELS } from '#plans/schema';
import { DIMENSIONS } from '#kernel/codes';
import { protectedBoard, type GoalCount } from './goals.ts';

const cells = DIMENSIONS.flatMap((dimension) => BOARD_LEVELS.map((level) => ({ dimension, level })));
const counts = fc.tuple(...cells.map((cell) => fc.nat(60).map((people): GoalCount => ({ ...cell, people }))));
const shown = (list: readonly GoalCount[]) => protectedBoard(list).cells.map((c) => c.people);

describe('the board of the country', () => {
  it('has nine cells, in whole tens, and says where there is somebody but too few', () => {
    expect(shown([{ dimension: 'economic', level: 'individual', people: 37 }, { dimension: 'psychosocial', level: 'structural', people: 9 }])).toEqual([30, 0, 0, 0, 0, 0, 0, 0, null]);
  });

  it('never shows a figure under ten, nor one that is not a whole ten, nor more than there are', () => {
    fc.assert(fc.property(counts, (list) => {
      shown(list).forEach((people, i) => {
        expect(people === null || (people % 10 === 0 && people <= list[i]!.people)).toBe(true);
        expect(people === 0).toBe(list[i]!.people === 0);
      });
    }));
  });

  it('does not tell two days apart between which one person came, but where a whole ten is passed', () => {
    fc.assert(fc.property(counts, fc.nat(8), (list, at) => {
      const next = list.map((c, i) => (i === at ? { ...c, people: c.people + 1 } : c));
      if (list[at]!.people > 0 && next[at]!.people % 10 !== 0) expect(shown(next)).toEqual(shown(list));
    }));
  });
});
