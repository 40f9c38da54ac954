import type { Ctx } from '#platform/context';
import { publicSnapshot, stewardSnapshot, tagOf, type Snapshot } from '../hsds/index.ts';
import { exported, jsonText, packageFiles } from './write.ts';
import { zipOf } from './zip.ts';

/** The directory as one file. */

export const EXPORT_FORMATS = ['zip', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = { zip: 'application/zip', json: 'application/json; charset=utf-8' };

function fileOf(snapshot: Snapshot, format: ExportFormat): Buffer {
  const nested = exported(snapshot);
  return format === 'zip' ? zipOf(packageFiles(nested)) : Buffer.from(jsonText(nested));
}

const kept = new WeakMap<Snapshot, Map<ExportFormat, Buffer>>();

/** The public part, made once until the directory changes. */
export async function publicFile(ctx: Ctx, format: ExportFormat): Promise<{ bytes: Buffer; tag: string }> {
  const snapshot = await publicSnapshot(ctx);
  const made = kept.get(snapshot) ?? new Map<ExportFormat, Buffer>();
  kept.set(snapshot, made);
  const bytes = made.get(format) ?? fileOf(snapshot, format);
  made.set(format, bytes);
  return { bytes, tag: tagOf(snapshot) };
}

/** What stewards exchange with one another: see `stewardSnapshot`. */
export async function stewardFile(ctx: Ctx, format: ExportFormat): Promise<{ name: string; bytes: Buffer }> {
  const bytes = fileOf(await stewardSnapshot(ctx), format);
  return { name: fileName(ctx, format), bytes };
}

/** `directory-sv-2026-11-23.zip` */
export const fileName = (ctx: Ctx, format: ExportFormat): string => `directory-${ctx.pack.code.toLowerCase()}-${ctx.now.toISOString().slice(0, 10)}.${format}`;
