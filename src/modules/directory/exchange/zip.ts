import { crc32, deflateRawSync } from 'node:zlib';

/** Writes a ZIP archive of a few text files, without options: the same files give the same bytes. */

export interface TextFile { readonly name: string; readonly text: string }

const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980: the earliest day that the format knows. */
const DAY = 0x21;
const LOCAL_HEADER = 0x0403_4b50;
const CENTRAL_HEADER = 0x0201_4b50;
const END = 0x0605_4b50;

interface Packed { readonly name: Buffer; readonly data: Buffer; readonly size: number; readonly crc: number; readonly at: number }

/** The part of the headers that local and central ones share. */
function shared({ name, data, size, crc }: Packed): Buffer {
  const b = Buffer.alloc(26);
  b.writeUInt16LE(VERSION, 0);
  b.writeUInt16LE(UTF8_NAMES, 2);
  b.writeUInt16LE(DEFLATED, 4);
  b.writeUInt16LE(0, 6);
  b.writeUInt16LE(DAY, 8);
  b.writeUInt32LE(crc, 10);
  b.writeUInt32LE(data.length, 14);
  b.writeUInt32LE(size, 18);
  b.writeUInt16LE(name.length, 22);
  return b;
}

const signature = (value: number): Buffer => {
  const b = Buffer.alloc(4);
  b.writeUInt32LE(value);
  return b;
};

const local = (file: Packed): Buffer => Buffer.concat([signature(LOCAL_HEADER), shared(file), file.name, file.data]);

function central(file: Packed): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(VERSION);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(file.at, 10);
  return Buffer.concat([signature(CENTRAL_HEADER), madeBy, shared(file), rest, file.name]);
}

/** A file of an archive; `deflated` where it is packed already, with the size and sum it is said to have. */
export interface ArchiveFile { readonly name: string; readonly bytes: Buffer; readonly deflated?: Buffer; readonly size?: number }

export const zipOf = (files: readonly TextFile[]): Buffer => archiveOf(files.map(({ name, text }) => ({ name, bytes: Buffer.from(text, 'utf8') })));

export function archiveOf(files: readonly ArchiveFile[]): Buffer {
  let at = 0;
  const packed = files.map(({ name, bytes, deflated, size }): Packed => {
    const one = { name: Buffer.from(name, 'utf8'), data: deflated ?? deflateRawSync(bytes), size: size ?? bytes.length, crc: crc32(bytes), at };
    at += LOCAL_HEADER_BYTES + one.name.length + one.data.length;
    return one;
  });
  const directory = Buffer.concat(packed.map(central));
  const end = Buffer.alloc(18);
  end.writeUInt16LE(packed.length, 4);
  end.writeUInt16LE(packed.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...packed.map(local), directory, signature(END), end]);
}

const LOCAL_HEADER_BYTES = 30;
