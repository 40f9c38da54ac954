/** Makers of workbooks and archives, sound and treacherous, for the tests of the reader. Everybody in them is synthetic. */
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { LIMITS } from './limits.ts';

/** A ZIP archive of these files. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw, { level: constants.Z_BEST_SPEED });
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(raw), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(raw.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    head.copy(entry, 8, 6, 30);
    entry.writeUInt32LE(offset, 42);
    parts.push(head, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Promise.resolve(new Uint8Array(Buffer.concat([...parts, directory, end])));
}

/** A small file that inflates to far more than any list. */
export function zipBomb(): Promise<Uint8Array> {
  return zipOf({ ...SKELETON, 'xl/worksheets/sheet1.xml': Buffer.alloc(LIMITS.expandedBytes + 1, 0x20) });
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const SKELETON: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
  'xl/workbook.xml': `${XML}<workbook ${MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="LIST" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${XML}<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="mm/dd/yyyy"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

export interface WorkbookTwist {
  readonly dateColumns?: readonly number[];
  /** Declares an entity, as an attack on XML readers does. */
  readonly doctype?: boolean;
  /** Claims this number for the last row. */
  readonly rowNumber?: number;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A workbook with one sheet of these rows. */
export function workbook(rows: readonly (readonly (string | number)[])[], twist: WorkbookTwist = {}): Promise<Uint8Array> {
  const cell = (value: string | number, column: number, row: number) => {
    const at = `${String.fromCharCode(65 + column)}${row}`;
    if (typeof value === 'number') return `<c r="${at}" s="${twist.dateColumns?.includes(column) ? 1 : 0}"><v>${value}</v></c>`;
    return `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  };
  const body = rows.map((row, i) => {
    const number = twist.rowNumber !== undefined && i === rows.length - 1 ? twist.rowNumber : i + 1;
    return `<row r="${number}">${row.map((value, column) => cell(value, column, number)).join('')}</row>`;
  });
  const doctype = twist.doctype ? '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>' : '';
  return zipOf({ ...SKELETON, 'xl/worksheets/sheet1.xml': `${XML}${doctype}<worksheet ${MAIN}><sheetData>${body.join('')}</sheetData></worksheet>` });
}
