import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Point } from './simplify.ts';

/** Outlines of the source: one TopoJSON file per country, in which neighbours share their border. */

const ring = z.array(z.number().int());
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), id: z.string(), properties: z.object({ a1: z.string().optional() }), arcs: z.array(ring) }),
  z.object({ type: z.literal('MultiPolygon'), id: z.string(), properties: z.object({ a1: z.string().optional() }), arcs: z.array(z.array(ring)) }),
]);
const collection = z.object({ geometries: z.array(geometry) });
const topology = z.object({
  transform: z.object({ scale: z.tuple([z.number(), z.number()]), translate: z.tuple([z.number(), z.number()]) }),
  objects: z.object({ admin1: collection, admin2: collection }),
  arcs: z.array(z.array(z.tuple([z.number(), z.number()]))),
});

export interface Shape {
  readonly id: string;
  /** The department it lies in; null for departments. */
  readonly parent: string | null;
  readonly rings: readonly (readonly number[])[];
}

export interface Outlines {
  /** Longitude and latitude. */
  readonly lines: readonly (readonly Point[])[];
  readonly departments: readonly Shape[];
  readonly municipalities: readonly Shape[];
}

function degrees(arc: readonly Point[], { scale, translate }: z.infer<typeof topology>['transform']): Point[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

const shapeOf = (g: z.infer<typeof geometry>): Shape => ({ id: g.id, parent: g.properties.a1 ?? null, rings: g.type === 'Polygon' ? g.arcs : g.arcs.flat() });

/** The outlines of a country, or null when the source has none. */
export function readOutlines(folder: string, country: string): Outlines | null {
  const file = join(folder, 'geo', `admin2.${country}.topo.json`);
  if (!existsSync(file)) return null;
  const { arcs, transform, objects } = topology.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    lines: arcs.map((arc) => degrees(arc, transform)),
    departments: objects.admin1.geometries.map(shapeOf),
    municipalities: objects.admin2.geometries.map(shapeOf),
  };
}
