/** Secrets of links and sheets. They are told once and kept nowhere; the database compares what is made of them. */
import { createHash, randomBytes } from 'node:crypto';
import { newSheetCode, parseSheetCode } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { openPass, sealPass } from '#platform/pass';
import type { OutsideKind } from './schema.ts';

const TOKEN_BYTES = 32;
/** 256 bits in letters of an address. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What opens a referral: what the database compares, and for a sheet the year of birth that was said. */
export interface Key { readonly hash: string; readonly year: number | null }

export function newSecret(ctx: Ctx, kind: OutsideKind): { secret: string; hash: string } {
  const secret = kind === 'link' ? randomBytes(TOKEN_BYTES).toString('base64url') : newSheetCode();
  return { secret, hash: kind === 'link' ? hashOfToken(secret) : hashOfCode(ctx, secret) };
}

const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A code is short enough to be found from a plain hash by whoever has the database: its hash needs the key of the house too. */
const hashOfCode = (ctx: Ctx, code: string): string => ctx.cipher.mark(code, `referrals.outside_link.${ctx.pack.code}`);

/** The key in an address; null if it cannot be one. */
export function keyOfToken(token: string): Key | null {
  return TOKEN.test(token) ? { hash: hashOfToken(token), year: null } : null;
}

/** The hash of a code as it was typed; null if it cannot be one. */
export function hashOfTyped(ctx: Ctx, code: string): string | null {
  const clean = parseSheetCode(code);
  return clean === null ? null : hashOfCode(ctx, clean);
}

/** The key of a code and a year as they were typed; null if they cannot be one. */
export function keyOfCode(ctx: Ctx, code: string, year: string): Key | null {
  const hash = hashOfTyped(ctx, code);
  return hash !== null && /^\d{4}$/.test(year) ? { hash, year: Number(year) } : null;
}

const PASS = 'referrals.outside.pass';

/** What a page carries of a key that was shown, so that nobody types it again. */
export const passOf = (ctx: Ctx, key: Key): string => sealPass(ctx, PASS, key);

/** The key that a page carries; null if it was made up, or is too old. */
export function keyOfPass(ctx: Ctx, pass: string): Key | null {
  const key = openPass<Key>(ctx, PASS, pass);
  return key && { hash: key.hash, year: key.year };
}
