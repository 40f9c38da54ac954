import { edgePath, bordersPath, areaPath } from '../map/outline.ts';
import type { MapArea, MapPack, MapSheet } from '../map/schema.ts';
import { simplified, type Point } from './simplify.ts';
import type { Outlines, Shape } from './topology.ts';

/** Drawings of a country for its pack: projected, simplified until they are small, rounded. */

/** Length of the longer side of a drawing. */
const SIDE = 480;
const MARGIN = 6;
/** How many characters the paths of one drawing may take, so that its page stays within 30 KB. */
const BUDGET = 9_000;
const TOLERANCES = [0.5, 0.8, 1.2, 1.8, 2.6, 3.6];
/** A ring smaller than this many square units is no more than a dot. */
const LEAST_AREA = 3;

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly project: (point: Point) => Point;
}

/** Equirectangular, true to scale at the middle: good enough for one country. */
function frameOf(points: readonly Point[]): Frame {
  const longitudes = points.map(([lon]) => lon);
  const latitudes = points.map(([, lat]) => lat);
  const span = (values: readonly number[]): [number, number] => values.reduce<[number, number]>(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [Infinity, -Infinity]);
  const [west, east] = span(longitudes);
  const [south, north] = span(latitudes);
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (SIDE - 2 * MARGIN) / Math.max((east - west) * narrowing, north - south);
  return {
    width: Math.ceil((east - west) * narrowing * scale) + 2 * MARGIN,
    height: Math.ceil((north - south) * scale) + 2 * MARGIN,
    project: ([lon, lat]) => [(lon - west) * narrowing * scale + MARGIN, (north - lat) * scale + MARGIN],
  };
}

const indexOf = (line: number): number => (line < 0 ? ~line : line);

function twiceArea(points: readonly Point[]): number {
  return points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
}

/** Middle of a ring by its area; of its points when it has none. */
function middleOf(points: readonly Point[]): Point {
  const area = twiceArea(points);
  if (Math.abs(area) < 1) return [points.reduce((s, p) => s + p[0], 0) / points.length, points.reduce((s, p) => s + p[1], 0) / points.length];
  const sum = points.reduce<[number, number]>(([sx, sy], [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length]!;
    const cross = x * nextY - nextX * y;
    return [sx + (x + nextX) * cross, sy + (y + nextY) * cross];
  }, [0, 0]);
  return [sum[0] / (3 * area), sum[1] / (3 * area)];
}

function joined(ring: readonly number[], lines: ReadonlyMap<number, readonly Point[]>): Point[] {
  return ring.flatMap((line, index) => {
    const points = lines.get(indexOf(line))!;
    const run = line < 0 ? points.toReversed() : points;
    return index === 0 ? run : run.slice(1);
  }).slice(0, -1);
}

/** Whole numbers, no point twice in a row. */
function rounded(points: readonly Point[]): Point[] {
  const whole = points.map(([x, y]): Point => [Math.round(x), Math.round(y)]);
  const kept = whole.filter(([x, y], index) => index === 0 || x !== whole[index - 1]![0] || y !== whole[index - 1]![1]);
  return kept.length > 1 ? kept : [kept[0]!, kept[0]!];
}

const steps = (points: readonly Point[]): number[] =>
  points.flatMap(([x, y], index) => (index === 0 ? [x, y] : [x - points[index - 1]![0], y - points[index - 1]![1]]));

function sheetAt(id: string, shapes: readonly Shape[], projected: ReadonlyMap<number, readonly Point[]>, frame: Frame, tolerance: number): MapSheet {
  const thin = new Map([...projected].map(([line, points]) => [line, rounded(simplified(points, tolerance))]));
  const numbers = new Map<number, number>();
  const numberOf = (line: number): number => {
    const index = indexOf(line);
    if (!numbers.has(index)) numbers.set(index, numbers.size);
    return line < 0 ? ~numbers.get(index)! : numbers.get(index)!;
  };
  const areas = shapes.map((shape): MapArea => {
    const bySize = shape.rings.map((ring) => ({ ring, points: joined(ring, projected) })).sort((a, b) => Math.abs(twiceArea(b.points)) - Math.abs(twiceArea(a.points)));
    const [x, y] = middleOf(bySize[0]?.points ?? [[0, 0]]);
    const seen = bySize.filter(({ ring }, index) => index === 0 || Math.abs(twiceArea(joined(ring, thin))) / 2 >= LEAST_AREA);
    return { id: shape.id, rings: seen.map(({ ring }) => ring.map(numberOf)), x: Math.round(x), y: Math.round(y) };
  });
  const lines = [...numbers].sort((a, b) => a[1] - b[1]).map(([index]) => steps(thin.get(index)!));
  return { id, width: frame.width, height: frame.height, lines, areas };
}

/** The finest drawing within the budget; the coarsest when none is. */
function sheetOf(id: string, shapes: readonly Shape[], outlines: Outlines, sizeOf: (sheet: MapSheet) => number): MapSheet {
  const used = [...new Set(shapes.flatMap((shape) => shape.rings.flat()).map(indexOf))];
  const frame = frameOf(used.flatMap((index) => outlines.lines[index] ?? []));
  const projected = new Map(used.map((index) => [index, (outlines.lines[index] ?? []).map(frame.project)]));
  const tries = TOLERANCES.map((tolerance) => sheetAt(id, shapes, projected, frame, tolerance));
  return tries.find((sheet) => sizeOf(sheet) <= BUDGET) ?? tries.at(-1)!;
}

const byId = (a: Shape, b: Shape): number => (a.id < b.id ? -1 : 1);

/** Lines that meet only one another become one: a department's border has no corners where municipalities meet it. */
function chained(shapes: readonly Shape[], lines: Outlines['lines']): { shapes: Shape[]; lines: Outlines['lines'] } {
  const owners = new Map<number, string[]>();
  for (const shape of shapes) for (const line of shape.rings.flat()) owners.set(indexOf(line), [...(owners.get(indexOf(line)) ?? []), shape.id]);
  const key = (line: number): string => [...(owners.get(indexOf(line)) ?? [])].sort().join('|');
  const made: (readonly Point[])[] = [];
  const known = new Map<string, number>();
  const points = (line: number): readonly Point[] => (line < 0 ? (lines[~line] ?? []).toReversed() : (lines[line] ?? []));
  const chain = (run: readonly number[]): number => {
    const forward = run.join(',');
    const backward = run.map((line) => ~line).toReversed().join(',');
    const existing = known.get(forward);
    if (existing !== undefined) return existing;
    const number = made.push(run.flatMap((line, index) => (index === 0 ? points(line) : points(line).slice(1)))) - 1;
    known.set(forward, number);
    known.set(backward, ~number);
    return number;
  };
  const chainRing = (ring: readonly number[]): number[] => {
    const start = Math.max(0, ring.findIndex((line, index) => key(line) !== key(ring.at(index - 1)!)));
    const turned = [...ring.slice(start), ...ring.slice(0, start)];
    const runs: number[][] = [];
    for (const line of turned) {
      const last = runs.at(-1);
      if (last && key(last.at(-1)!) === key(line)) last.push(line);
      else runs.push([line]);
    }
    return runs.map(chain);
  };
  return { shapes: shapes.map((shape) => ({ ...shape, rings: shape.rings.map(chainRing) })), lines: made };
}

/** All drawings of a country: itself by departments, then each department by municipalities. */
export function mapOfCountry(country: string, outlines: Outlines, source: string, credit: MapPack['credit']): MapPack {
  const departments = outlines.departments.toSorted(byId);
  const whole = chained(departments, outlines.lines);
  const filled = (sheet: MapSheet): number => sheet.areas.reduce((sum, area) => sum + areaPath(sheet, area).length, 0);
  const drawn = (sheet: MapSheet): number => edgePath(sheet).length + bordersPath(sheet).length;
  const sheets = departments.map((department) => {
    const inside = chained(outlines.municipalities.filter((m) => m.parent === department.id).toSorted(byId), outlines.lines);
    return sheetOf(department.id, inside.shapes, { ...outlines, lines: inside.lines }, drawn);
  });
  return { source, credit, sheets: [sheetOf(country, whole.shapes, { ...outlines, lines: whole.lines }, filled), ...sheets] };
}
