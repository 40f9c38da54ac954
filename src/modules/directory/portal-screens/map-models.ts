import type { Choice, LinkTo } from './models.ts';

/** What the map pages show: the drawing and the list carry the same facts. */

export interface MapEntry {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly href: string;
  /** Services by name where there is no finer page. */
  readonly services: readonly LinkTo[];
}

export interface MapDrawing {
  readonly width: number;
  readonly height: number;
  readonly edge: string;
  readonly borders: string;
  readonly areas: readonly { readonly id: string; readonly name: string; readonly path: string; readonly x: number; readonly y: number; readonly count: number; readonly href: string | null }[];
}

export interface MapModel {
  readonly title: string;
  readonly lang: string;
  readonly drawing: MapDrawing | null;
  readonly credit: string | null;
  readonly action: string;
  readonly families: readonly Choice[];
  readonly entries: readonly MapEntry[];
  /** Services that the drawing cannot place. */
  readonly groups: readonly { readonly label: string; readonly services: readonly LinkTo[] }[];
  readonly upHref: string | null;
}
