import type { MapArea, MapSheet } from './schema.ts';

/** Turns the lines of a sheet into the paths of a drawing. Pure. */

type Point = readonly [number, number];

function pointsOf(line: readonly number[]): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at + 1 < line.length; at += 2) {
    x += line[at]!;
    y += line[at + 1]!;
    points.push([x, y]);
  }
  return points;
}

/** `M` and steps: the shortest way to write a line of whole numbers. */
function written(points: readonly Point[], closed: boolean): string {
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return '';
  let [x, y] = first;
  const steps = rest.map(([toX, toY]) => {
    const step = `${toX - x}${toY - y < 0 ? '' : ' '}${toY - y}`;
    [x, y] = [toX, toY];
    return step;
  });
  const joined = steps.map((step, index) => (index > 0 && !step.startsWith('-') ? ` ${step}` : step)).join('');
  return `M${first[0]} ${first[1]}l${joined}${closed ? 'z' : ''}`;
}

function ringPoints(sheet: MapSheet, ring: readonly number[]): Point[] {
  return ring.flatMap((number, index) => {
    const points = pointsOf(sheet.lines[number < 0 ? ~number : number] ?? []);
    const run = number < 0 ? points.toReversed() : points;
    return index === 0 ? run : run.slice(1);
  });
}

/** The path of one area. */
export function areaPath(sheet: MapSheet, area: MapArea): string {
  return area.rings.map((ring) => written(ringPoints(sheet, ring).slice(0, -1), true)).join('');
}

/** How many areas each line borders. */
function bordering(sheet: MapSheet): number[] {
  const counts = sheet.lines.map(() => 0);
  for (const line of sheet.areas.flatMap((area) => area.rings.flat())) counts[line < 0 ? ~line : line]! += 1;
  return counts;
}

/** The outer edge of all areas together, each stretch once. */
export function edgePath(sheet: MapSheet): string {
  const counts = bordering(sheet);
  return sheet.lines.map((line, index) => (counts[index] === 1 ? written(pointsOf(line), false) : '')).join('');
}

/** Borders between areas, each once. */
export function bordersPath(sheet: MapSheet): string {
  const counts = bordering(sheet);
  return sheet.lines.map((line, index) => ((counts[index] ?? 0) > 1 ? written(pointsOf(line), false) : '')).join('');
}
