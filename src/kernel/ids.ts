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
const SHEET_SYMBOLS = 10;

/**
 * Check value of a Crockford base-32 body: position-weighted sum modulo 37, so that one wrong symbol or a swap of
 * neighbours shows. Values of 32 and more have no symbol; bodies that lead there are not used.
 */
function checkValue(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += (i + 2) * ALPHABET.indexOf(body[i]!);
  return sum % CHECK_PRIME;
}

/** Random symbols and their check symbol. */
function newCode(symbols: number): string {
  for (;;) {
    // The alphabet has 32 symbols, so the low five bits of a random byte pick one without bias.
    const bytes = randomBytes(symbols);
    let body = '';
    for (let i = 0; i < symbols; i++) body += ALPHABET[bytes[i]! & 31]!;
    const check = ALPHABET[checkValue(body)];
    if (check) return body + check;
  }
}

/** A code of so many symbols as people type it (case, O for 0, I and L for 1, any separators), without separators; `null` if it cannot be one. */
function parseCode(text: string, symbols: number): string | null {
  const clean = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (clean.length !== symbols + 1 || [...clean].some((c) => !ALPHABET.includes(c))) return null;
  return ALPHABET[checkValue(clean.slice(0, symbols))] === clean[symbols] ? clean : null;
}

/** In groups of four, the last one shorter: what is read aloud and typed in parts. */
const inGroups = (code: string): string => code.match(/.{1,4}/g)!.join('-');

/** A new public code such as `7K3Q-9DX`: six random symbols and a check symbol. It says nothing about the person. */
export function newPublicCode(): string {
  return inGroups(newCode(CODE_SYMBOLS));
}

/** Reads a public code as people type it; `null` if it cannot be one. */
export function parsePublicCode(text: string): string | null {
  const clean = parseCode(text, CODE_SYMBOLS);
  return clean && inGroups(clean);
}

/** A new code of a printed sheet such as `7K3Q-9DXM-2TV`: ten random symbols (50 bits) and a check symbol. */
export function newSheetCode(): string {
  return inGroups(newCode(SHEET_SYMBOLS));
}

/** Reads the code of a sheet as people type it; `null` if it cannot be one. */
export function parseSheetCode(text: string): string | null {
  const clean = parseCode(text, SHEET_SYMBOLS);
  return clean && inGroups(clean);
}
