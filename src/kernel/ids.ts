/**
 * Ids. This is the one kernel file that draws randomness: ids are made wherever a record is born, browser included,
 * so that a command sent twice acts once.
 */

/** A new UUID v7 (RFC 9562): sortable by the millisecond of `at`. */
export function newId(at: Date = new Date()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const ms = at.getTime();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(ms / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_PRIME = 37;

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
    const body = Array.from(crypto.getRandomValues(new Uint8Array(6)), (b) => ALPHABET[b & 31]!).join('');
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
