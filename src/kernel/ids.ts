/**
 * Ids. This is the one kernel file that draws randomness: ids are made wherever a record is born, browser included,
 * so that a command sent twice acts once.
 */

const POOL_BYTES = 4096;
const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/** Random bytes, drawn by the page: asking the system for each id costs more than everything else about it. Each byte is used once. */
function randomBytes(count: number): Uint8Array {
  if (used + count > POOL_BYTES) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));
const RANDOM_BYTES = 10;

/** A new UUID v7 (RFC 9562): sortable by the millisecond of `at`. */
export function newId(at: Date = new Date()): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const b = randomBytes(RANDOM_BYTES);
  const x = (n: number): string => HEX[b[n]!]!;
  const version = HEX[(b[0]! & 0x0f) | 0x70]!;
  const variant = HEX[(b[2]! & 0x3f) | 0x80]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${x(1)}-${variant}${x(3)}-${x(4)}${x(5)}${x(6)}${x(7)}${x(8)}${x(9)}`;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_PRIME = 37;
const CODE_SYMBOLS = 6;

/**
 * Check value of a Crockford base-32 body: position-weighted sum modulo 37, so that one wrong symbol or a swap of
 * neighbours shows. Values of 32 and more have no symbol; bodies that lead there are not used.
 */
function checkValue(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += (i + 2) * ALPHABET.indexOf(body[i]!);
  return sum % CHECK_PRIME;
}

/** A new public code such as `7K3Q-9DX`: six random symbols and a check symbol. It says nothing about the person. */
export function newPublicCode(): string {
  for (;;) {
    // The alphabet has 32 symbols, so the low five bits of a random byte pick one without bias.
    const bytes = randomBytes(CODE_SYMBOLS);
    let body = '';
    for (let i = 0; i < CODE_SYMBOLS; i++) body += ALPHABET[bytes[i]! & 31]!;
    const check = ALPHABET[checkValue(body)];
    if (check) return `${body.slice(0, 4)}-${body.slice(4)}${check}`;
  }
}

/** Reads a public code as people type it (case, O for 0, I and L for 1, any separators); `null` if it cannot be one. */
export function parsePublicCode(text: string): string | null {
  const clean = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (clean.length !== 7 || [...clean].some((c) => !ALPHABET.includes(c))) return null;
  if (ALPHABET[checkValue(clean.slice(0, 6))] !== clean[6]) return null;
  return `${clean.slice(0, 4)}-${clean.slice(4)}`;
}
