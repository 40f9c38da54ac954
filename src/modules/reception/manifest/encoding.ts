import type { Encoding } from '#reception/schema';

/** Text of a file and how it had been written. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const BOM = '\uFEFF';
/** A byte order mark that was read as windows-1252 and written again. */
const DOUBLE_BOM = 'ï»¿';

/** The 27 characters that windows-1252 puts into the C1 range, to go back from text to bytes. */
const CP1252_HIGH = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((char, i) => [
    char,
    [0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98,
      0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f][i]!,
  ]),
);

/** A lead byte of a two- or three-byte UTF-8 sequence shown as windows-1252, followed by something from the upper half. */
const LOOKS_DOUBLE = /[\u00C2-\u00F4][\u0080-\u00BF\u2013-\u203A\u20AC\u0152-\u0192\u02C6\u02DC\u2122]/;

/** Decodes a list: byte order marks first, then strict UTF-8, then the windows code page that old exports use. */
export function decode(bytes: Uint8Array): Decoded {
  const wide = wideEncoding(bytes);
  if (wide) return { text: stripMarks(new TextDecoder(wide).decode(bytes)), encoding: wide };
  try {
    return { text: stripMarks(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)), encoding: 'utf-8' };
  } catch {
    return { text: stripMarks(new TextDecoder('windows-1252').decode(bytes)), encoding: 'windows-1252' };
  }
}

/** UTF-16 by its mark, or by zero bytes standing on one side of most characters. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 2_000);
  const half = sample.length / 2;
  const even = zerosFrom(sample, 0);
  const odd = zerosFrom(sample, 1);
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be';
  return null;
}

function zerosFrom(bytes: Uint8Array, start: 0 | 1): number {
  let zeros = 0;
  for (let i = start; i < bytes.length; i += 2) if (bytes[i] === 0) zeros++;
  return zeros;
}

function stripMarks(text: string): string {
  let rest = text;
  while (rest.startsWith(BOM) || rest.startsWith(DOUBLE_BOM)) rest = rest.slice(rest.startsWith(BOM) ? 1 : 3);
  return rest;
}

/**
 * Undoes UTF-8 that was taken for windows-1252 and encoded again ("MartÃ­nez" → "Martínez"), as often as it happened.
 * `null` if the text shows no such damage: nothing is changed on suspicion.
 */
export function repairDoubleEncoding(text: string): string | null {
  let current = text;
  for (let round = 0; round < 3 && LOOKS_DOUBLE.test(current); round++) {
    const bytes = toWindows1252(current);
    const repaired = bytes && strictUtf8(bytes);
    if (!repaired) break;
    current = repaired;
  }
  return current === text ? null : current;
}

function toWindows1252(text: string): Uint8Array | null {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const byte = code <= 0xff ? code : CP1252_HIGH.get(char);
    if (byte === undefined) return null;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
