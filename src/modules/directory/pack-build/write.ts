import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Pack files are read by people and compared by version control: one record of a list per line, keys in a fixed order.
 */
export function packText(value: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${entryText(entry)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function entryText(entry: unknown): string {
  if (!Array.isArray(entry) || entry.length === 0) return JSON.stringify(entry);
  return `[\n${entry.map((record) => JSON.stringify(record)).join(',\n')}\n]`;
}

/** Writes one pack file, making its folder. */
export function writePack(path: string, value: Readonly<Record<string, unknown>>): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, packText(value));
}
