import readWorkbookFile from 'read-excel-file/node';
import yauzl from 'yauzl';
import { refuse, Refused } from '#kernel/errors';
import { LIMITS } from './limits.ts';

/** One sheet as text cells. Row `n` of the sheet is `rows[n - 1]`. Typed dates come as `YYYY-MM-DD`. */
export interface SheetGrid {
  readonly name: string;
  readonly rows: string[][];
}

/**
 * Reads a workbook. Before the library sees it, every part is inflated under a limit and looked at: expansion, entities,
 * row and column numbers. A damaged workbook is refused, never half read.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<SheetGrid[]> {
  const buffer = Buffer.from(bytes);
  await inspect(buffer);
  try {
    // Numbers stay as they are written, so that a long document number loses no digit.
    const sheets = await readWorkbookFile(buffer, { trim: false, parseNumber: (digits: string) => digits });
    return sheets.map((sheet) => ({ name: sheet.sheet, rows: sheet.data.map((row) => row.map(cellText)) }));
  } catch {
    throw refuse('reception.file-damaged');
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return String(value);
}

async function inspect(buffer: Buffer): Promise<void> {
  const zip = await open(buffer);
  if (zip.entryCount > LIMITS.zipEntries) throw refuse('reception.file-damaged');
  const budget = { left: LIMITS.expandedBytes, hasWorkbook: false };
  await new Promise<void>((resolve, reject) => {
    zip.on('error', () => reject(refuse('reception.file-damaged')));
    zip.on('end', () => resolve());
    zip.on('entry', (entry: yauzl.Entry) => {
      inspectEntry(zip, entry, budget).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  }).finally(() => zip.close());
  if (!budget.hasWorkbook) throw refuse('reception.file-not-a-list');
}

function open(buffer: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error || !zip) reject(refuse('reception.file-damaged'));
      else resolve(zip);
    });
  });
}

async function inspectEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, budget: { left: number; hasWorkbook: boolean }): Promise<void> {
  if (entry.fileName.endsWith('/')) return;
  if (entry.fileName === 'xl/workbook.xml') budget.hasWorkbook = true;
  const content = await inflate(zip, entry, budget);
  if (!/\.(xml|rels)$/.test(entry.fileName)) return;
  const text = content.toString('utf8');
  if (/<!(doctype|entity)/i.test(text)) throw refuse('reception.file-damaged');
  if (entry.fileName.startsWith('xl/worksheets/')) refuseHugeSheet(text);
}

function inflate(zip: yauzl.ZipFile, entry: yauzl.Entry, budget: { left: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (entry.uncompressedSize > budget.left) return reject(refuse('reception.file-expands'));
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) return reject(refuse('reception.file-damaged'));
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        budget.left -= chunk.length;
        if (budget.left < 0) stream.destroy(refuse('reception.file-expands'));
        else chunks.push(chunk);
      });
      stream.on('error', (cause) => reject(cause instanceof Refused ? cause : refuse('reception.file-damaged')));
      stream.on('end', () => resolve(Buffer.concat(chunks)));
    });
  });
}

/** Row and column numbers are taken from the sheet itself: a made-up one would have the library fill the gap with empty rows. */
function refuseHugeSheet(xml: string): void {
  const tooMany = (rows: number) => refuse('reception.file-too-many-rows', { params: { max: LIMITS.rows, rows } });
  let rows = 0;
  for (const match of xml.matchAll(/<row\b[^>]*?\br="(\d+)"/g)) {
    rows = Math.max(rows, Number(match[1]));
  }
  if (rows > LIMITS.rows + 200) throw tooMany(rows);
  for (const match of xml.matchAll(/<c\b[^>]*?\br="([A-Z]+)\d+"/g)) {
    if (match[1]!.length > 2) throw refuse('reception.file-too-many-columns', { params: { max: LIMITS.columns } });
  }
}
