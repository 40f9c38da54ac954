import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { quoted, unreadable } from './findings.ts';
import { LIMITS } from './limits.ts';

/** Opens an archive of text files. Nothing is written to a disk; names are names only, and everything is unpacked under a limit. */

export interface Packed {
  /** Name without its folder. */
  readonly name: string;
  readonly open: () => Promise<Readable>;
}

const damaged = (): never => unreadable('import-zip-damaged');

/** Absolute, climbing, or with signs that no file of a data package carries. */
const isUnsafe = (name: string): boolean => name.startsWith('/') || /\\|\p{Cc}|^[a-z]:/iu.test(name) || name.split('/').includes('..');

function openArchive(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true, decodeStrings: true, autoClose: false }, (error, zip) => {
      if (error || !zip) reject(error ?? new Error('no archive'));
      else resolve(zip);
    });
  });
}

function listed(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  const found: yauzl.Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(found));
    zip.on('entry', (entry: yauzl.Entry) => {
      found.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

async function entriesOf(bytes: Buffer): Promise<{ zip: yauzl.ZipFile; entries: yauzl.Entry[] }> {
  try {
    const zip = await openArchive(bytes);
    if (zip.entryCount > LIMITS.zipEntries) unreadable('import-zip-entries', { max: LIMITS.zipEntries });
    return { zip, entries: await listed(zip) };
  } catch (error) {
    if (/relative path|absolute path|invalid characters in fileName/.test((error as Error).message)) unreadable('import-zip-name', { name: quoted((error as Error).message.split(': ').slice(1).join(': ')) });
    if ('problems' in (error as object)) throw error;
    return damaged();
  }
}

/** What an archive declares is checked before anything is unpacked; what it holds, while it is. */
function refuseBombs(entries: readonly yauzl.Entry[]): void {
  const declared = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (declared > LIMITS.expandedBytes) unreadable('import-too-large-unpacked', { max: LIMITS.expandedBytes / 1024 / 1024 });
  for (const { fileName, generalPurposeBitFlag } of entries) {
    if (isUnsafe(fileName)) unreadable('import-zip-name', { name: quoted(fileName) });
    if ((generalPurposeBitFlag & 1) === 1) unreadable('import-zip-locked');
  }
}

const baseName = (name: string): string => name.split('/').at(-1)!.slice(0, LIMITS.fileName);

/** The files of an archive by name. */
export async function unzipped(bytes: Buffer): Promise<Packed[]> {
  const { zip, entries } = await entriesOf(bytes);
  const files = entries.filter(({ fileName }) => !fileName.endsWith('/') && !fileName.startsWith('__MACOSX/'));
  refuseBombs(files);
  const seen = new Set<string>();
  for (const { fileName } of files) {
    const name = baseName(fileName).toLowerCase();
    if (seen.has(name)) unreadable('import-zip-twice', { name: quoted(name) });
    seen.add(name);
  }
  return files.map((entry) => ({
    name: baseName(entry.fileName),
    open: () => new Promise((resolve, reject) => {
      zip.openReadStream(entry, (error, stream) => { if (error || !stream) reject(error ?? new Error('no stream')); else resolve(stream); });
    }),
  }));
}
