import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Reads a secret from `<dataDir>/secrets/<name>`, making a random one (32 bytes, base64url) on first use.
 * `NAME_FILE` in the environment (upper case, `-` as `_`) takes precedence. Files are readable by their owner only.
 */
export function secret(dataDir: string, name: string, env: Readonly<Record<string, string | undefined>> = process.env): string {
  const given = env[`${name.toUpperCase().replaceAll('-', '_')}_FILE`];
  if (given) return readFileSync(given, 'utf8').trim();
  const folder = join(dataDir, 'secrets');
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // `wx` makes two first starts agree on one secret: the loser reads what the winner wrote.
    writeFileSync(file, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** Encrypts and decrypts single fields of the restricted tier (AES-256-GCM); the database never holds the key. */
export interface FieldCipher {
  /** `context` (for example table, column and row id) is bound to the cipher text, so that it cannot be moved elsewhere. */
  seal(plain: string, context: string): Buffer;
  /** Throws if the cipher text was changed or belongs to another context. */
  open(sealed: Buffer, context: string): string;
  /** The same id for the same text, from which nobody without the key finds the text: what was said once is known again, and what it was said of is not kept. */
  mark(text: string, context: string): string;
}

export function fieldCipher(secretText: string): FieldCipher {
  const key = createHash('sha256').update('ventanilla field key\0').update(secretText).digest();
  const marking = createHash('sha256').update('ventanilla mark key\0').update(secretText).digest();
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
    mark(text, context) {
      const hex = createHmac('sha256', marking).update(context).update('\0').update(text).digest('hex');
      // UUID v8 (RFC 9562): bits of our own.
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}
