import type { HsdsRow } from '../hsds/row.ts';
import { readCsv, type Budget } from './csv.ts';
import { unreadable, type Findings } from './findings.ts';
import { readJson } from './json.ts';
import { LIMITS } from './limits.ts';
import { TABLES, type Tables } from './tables.ts';
import { unzipped, type Packed } from './unzip.ts';

/** A file of the exchange format, whichever of the two forms it has. What it is, its content says, not its name. */

const DESCRIPTION = 'datapackage.json';
const MOST_DESCRIPTION = 1024 * 1024;

async function bytesOf({ open, name }: Packed): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await open()) {
    size += (chunk as Buffer).length;
    if (size > MOST_DESCRIPTION) unreadable('import-description-damaged', { file: name });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Which file holds which table: by what the package says of itself, or by the names of the specification. */
async function tablesByFile(files: readonly Packed[]): Promise<Map<string, string>> {
  const usual = Object.entries(TABLES).flatMap(([name, { path }]) => [[path, name] as const, [`${name}.csv`, name] as const]);
  const description = files.find(({ name }) => name === DESCRIPTION);
  return new Map([...usual, ...(description ? said(await bytesOf(description)) : [])]);
}

function said(bytes: Buffer): [string, string][] {
  try {
    const { resources } = JSON.parse(bytes.toString('utf8')) as { resources?: unknown };
    return (Array.isArray(resources) ? resources as { name?: unknown; path?: unknown }[] : []).flatMap(({ name, path }): [string, string][] =>
      (typeof name === 'string' && typeof path === 'string' && Object.hasOwn(TABLES, name) ? [[path.split('/').at(-1)!.toLowerCase(), name]] : []));
  } catch {
    return unreadable('import-description-damaged', { file: DESCRIPTION });
  }
}

async function readPackage(bytes: Buffer, budget: Budget, found: Findings): Promise<Tables> {
  const files = await unzipped(bytes);
  const names = await tablesByFile(files);
  const tables = new Map<string, HsdsRow[]>();
  for (const file of files) {
    const table = names.get(file.name.toLowerCase());
    if (table) tables.set(table, [...(tables.get(table) ?? []), ...await readCsv(table, file, budget, found)]);
    else if (file.name !== DESCRIPTION) found.add({ file: file.name }, { code: 'directory.import-file-unknown' });
  }
  return tables;
}

const ZIP = [0x50, 0x4b];

export interface Opened { readonly format: 'zip' | 'json'; readonly tables: Tables }

/** The tables of a file, each row with where it stands. Refuses what is no such file, and what is larger than we look at. */
export async function openExchange(bytes: Buffer, name: string, found: Findings): Promise<Opened> {
  if (bytes.length > LIMITS.fileBytes) unreadable('import-too-large', { max: LIMITS.fileBytes / 1024 / 1024 });
  const budget: Budget = { rows: LIMITS.rows, bytes: LIMITS.expandedBytes };
  const isZip = ZIP.every((byte, i) => bytes[i] === byte);
  if (!isZip && !/^[{[]/.test(bytes.subarray(0, 100).toString('utf8').replace(/^\uFEFF/, '').trimStart())) unreadable('import-not-exchange');
  const tables = isZip ? await readPackage(bytes, budget, found) : readJson(bytes, name.slice(0, LIMITS.fileName), budget, found);
  if (!tables.get('organization')?.length && !tables.get('service')?.length) unreadable('import-nothing');
  return { format: isZip ? 'zip' : 'json', tables };
}
