import { refuse } from '#kernel/errors';
import type { FileFormat } from '#reception/schema';
import { LIMITS } from './limits.ts';

const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['reception.file-is-pdf', [0x25, 0x50, 0x44, 0x46]],
  ['reception.file-is-old-excel', [0xd0, 0xcf, 0x11, 0xe0]],
  ['reception.file-not-a-list', [0x89, 0x50, 0x4e, 0x47]],
  ['reception.file-not-a-list', [0xff, 0xd8, 0xff]],
  ['reception.file-not-a-list', [0x1f, 0x8b]],
  ['reception.file-not-a-list', [0x7f, 0x45, 0x4c, 0x46]],
  ['reception.file-not-a-list', [0x4d, 0x5a, 0x90]],
  ['reception.file-not-a-list', [0x47, 0x49, 0x46, 0x38]],
];

/** What a file is, told by its content: the name says nothing. Refuses what cannot be a list. */
export function detectFormat(bytes: Uint8Array): FileFormat {
  if (bytes.length === 0) throw refuse('reception.file-empty');
  if (bytes.length > LIMITS.bytes) throw refuse('reception.file-too-large', { params: { max: LIMITS.bytes / 1024 / 1024 } });
  for (const [code, signature] of SIGNATURES) if (startsWith(bytes, signature)) throw refuse(code);
  if (startsWith(bytes, [0x50, 0x4b])) return 'xlsx';
  if (looksBinary(bytes)) throw refuse('reception.file-not-a-list');
  return 'delimited';
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** Control characters never stand in a list; zero bytes only in UTF-16, where they make up about half. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4_000);
  let zero = 0;
  let control = 0;
  for (const byte of sample) {
    if (byte === 0) zero++;
    else if (byte < 9 || (byte > 13 && byte < 27) || byte === 127) control++;
  }
  const share = sample.length / 100;
  return control > share || (zero > 0 && zero < share * 20);
}

/** Markup that was saved under the name of a list. */
export function refuseMarkup(text: string): void {
  if (/^\s*<(!doctype|html|\?xml|svg|script)/i.test(text.slice(0, 500))) throw refuse('reception.file-not-a-list');
}
