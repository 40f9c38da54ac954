/** Lines with fewer points that look the same from afar. Pure. */

export type Point = readonly [number, number];

function squareDistance([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return (px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2;
}

/** Index of the point that lies farthest from the straight line between two others. */
function farthest(points: readonly Point[], from: number, to: number): { at: number; square: number } {
  let [at, square] = [from, -1];
  for (let index = from + 1; index < to; index++) {
    const distance = squareDistance(points[index]!, points[from]!, points[to]!);
    if (distance > square) [at, square] = [index, distance];
  }
  return { at, square };
}

/**
 * Douglas and Peucker: keeps the ends and every point farther than `tolerance` from the line without it. The ends of a
 * line that closes in itself lie on one another: its farthest point is kept too, so that an island stays one.
 */
export function simplified(points: readonly Point[], tolerance: number): Point[] {
  if (points.length < 3) return [...points];
  const keep = new Set([0, points.length - 1]);
  const [first, last] = [points[0]!, points.at(-1)!];
  const closed = first[0] === last[0] && first[1] === last[1];
  const spans: [number, number][] = [[0, points.length - 1]];
  if (closed) {
    const { at } = farthest(points, 0, points.length - 1);
    keep.add(at);
    spans.splice(0, 1, [0, at], [at, points.length - 1]);
  }
  for (let span = spans.pop(); span; span = spans.pop()) {
    const { at, square } = farthest(points, ...span);
    if (square <= tolerance * tolerance) continue;
    keep.add(at);
    spans.push([span[0], at], [at, span[1]]);
  }
  return [...keep].sort((a, b) => a - b).map((index) => points[index]!);
}
