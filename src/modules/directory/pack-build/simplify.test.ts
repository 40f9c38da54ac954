import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplified, type Point } from './simplify.ts';

const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })), { minLength: 2, maxLength: 60 });

const squareFrom = ([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return (px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2;
};

describe('a line with fewer points', () => {
  it('keeps its ends, invents no point, and strays no farther than allowed', () => {
    fc.assert(fc.property(points, fc.integer({ min: 1, max: 40 }), (line, tolerance) => {
      const less = simplified(line, tolerance);
      expect([less[0], less.at(-1)]).toEqual([line[0], line.at(-1)]);
      expect(less.every((p) => line.includes(p as [number, number]))).toBe(true);
      for (const p of line) {
        const nearest = Math.min(...less.slice(1).map((to, index) => squareFrom(p, less[index]!, to)));
        expect(nearest).toBeLessThanOrEqual(tolerance * tolerance + 1e-6);
      }
    }));
  });

  it('never folds an island into nothing', () => {
    const island: Point[] = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
    expect(simplified(island, 1)).toEqual(island);
    expect(simplified(island, 100).length).toBeGreaterThanOrEqual(3);
  });

  it('draws a straight line with two points', () => {
    expect(simplified([[0, 0], [1, 1], [2, 2], [9, 9]], 0.5)).toEqual([[0, 0], [9, 9]]);
  });
});
