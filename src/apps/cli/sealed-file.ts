import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { refuse } from '#kernel/errors';

/**
 * A backup is one file: a magic line, salt and nonce, then the compressed content under AES-256-GCM, then the tag.
 * Nothing about it can be read or changed without the key file.
 */
const MAGIC = Buffer.from('VENTANILLA-BACKUP-1\n');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + SALT_BYTES + NONCE_BYTES;
const KEY_BYTES = 32;
const MIN_KEY_TEXT = 32;

/** Reads the key file; makes one where `mayCreate` and says so in the result. */
export function readKeyFile(file: string, mayCreate: boolean): { key: Buffer; created: boolean } {
  if (!existsSync(file)) {
    if (!mayCreate) throw refuse('cli.key-file-missing', { params: { file } });
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const created = mayCreate && Date.now() - statSync(file).birthtimeMs < 1000;
  const text = readFileSync(file, 'utf8').trim();
  if (text.length < MIN_KEY_TEXT) throw refuse('cli.key-too-short', { params: { file, minimum: MIN_KEY_TEXT } });
  return { key: Buffer.from(text), created };
}

function fileKey(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'ventanilla backup', KEY_BYTES));
}

/** Writes `content` sealed to `file`; the name appears only once everything is on disk. */
export async function writeSealed(file: string, key: Buffer, content: Readable): Promise<void> {
  if (existsSync(file)) throw refuse('cli.file-exists', { params: { file } });
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', fileKey(key, salt), nonce).setAAD(MAGIC);
  const partial = `${file}.partial`;
  const framed = new Transform({
    construct(done) { this.push(Buffer.concat([MAGIC, salt, nonce])); done(); },
    transform(chunk, _, done) { done(null, chunk); },
    flush(done) { this.push(cipher.getAuthTag()); done(); },
  });
  try {
    await pipeline(content, createGzip(), cipher, framed, createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true }));
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

async function readHeadAndTag(file: string): Promise<{ salt: Buffer; nonce: Buffer; tag: Buffer; size: number }> {
  const { size } = statSync(file);
  if (size < HEAD_BYTES + TAG_BYTES) throw refuse('cli.not-a-backup', { params: { file } });
  const handle = await open(file);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const tag = Buffer.alloc(TAG_BYTES);
    await handle.read(head, 0, HEAD_BYTES, 0);
    await handle.read(tag, 0, TAG_BYTES, size - TAG_BYTES);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw refuse('cli.not-a-backup', { params: { file } });
    return { salt: head.subarray(MAGIC.length, MAGIC.length + SALT_BYTES), nonce: head.subarray(MAGIC.length + SALT_BYTES), tag, size };
  } finally {
    await handle.close();
  }
}

/**
 * Streams the content of a sealed file to `consume`. The seal is checked at the end: `consume` must keep nothing for good before
 * this returns, since a changed file is noticed only then.
 */
export async function readSealed<T>(file: string, key: Buffer, consume: (content: Readable) => Promise<T>): Promise<T> {
  if (!existsSync(file)) throw refuse('cli.file-missing', { params: { file } });
  const { salt, nonce, tag, size } = await readHeadAndTag(file);
  const decipher = createDecipheriv('aes-256-gcm', fileKey(key, salt), nonce).setAAD(MAGIC).setAuthTag(tag);
  const content = new PassThrough();
  const source = createReadStream(file, { start: HEAD_BYTES, end: size - TAG_BYTES - 1 });
  let refusedByUser: unknown;
  const used = consume(content).catch((error: unknown) => {
    // Whoever uses the content may stop early; the file is then not to blame, unless it had failed already.
    if (!content.destroyed) refusedByUser = error;
    content.destroy();
    throw error;
  });
  const [read, result] = await Promise.allSettled([pipeline(source, decipher, createGunzip(), content), used]);
  if (refusedByUser) throw refusedByUser;
  // A wrong key or a changed byte shows as a failed tag or as garbage that does not decompress.
  if (read.status === 'rejected') throw refuse('cli.backup-unreadable', { params: { file } });
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
