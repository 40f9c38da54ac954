/** Codes with which a person reads the answer, and the seal of words. A code is told once and kept nowhere. */
import { newSheetCode, parseSheetCode } from '#kernel/ids';
import type { Ctx } from '#platform/context';

/** A code is short enough to be found from a plain hash by whoever has the database: its hash needs the key of the house too. */
const hashOf = (ctx: Ctx, code: string): string => ctx.cipher.mark(code, `feedback.item.${ctx.pack.code}`);

export function newCode(ctx: Ctx): { code: string; hash: string } {
  const code = newSheetCode();
  return { code, hash: hashOf(ctx, code) };
}

/** The hash of a code as it was typed; null if it cannot be one. */
export function hashOfTyped(ctx: Ctx, typed: string): string | null {
  const clean = parseSheetCode(typed);
  return clean === null ? null : hashOf(ctx, clean);
}

const PASS_MS = 60 * 60_000;
const PASS = 'feedback.pass';

/** What a page carries of a code that was typed, so that nobody types it again: sealed, and for an hour. */
export function passOf(ctx: Ctx, hash: string): string {
  return ctx.cipher.seal(JSON.stringify({ hash, until: ctx.now.getTime() + PASS_MS }), `${PASS}.${ctx.pack.code}`).toString('base64url');
}

/** The hash that a page carries; null if it was made up, or is too old. */
export function hashOfPass(ctx: Ctx, pass: string): string | null {
  try {
    const { hash, until } = JSON.parse(ctx.cipher.open(Buffer.from(pass, 'base64url'), `${PASS}.${ctx.pack.code}`)) as { hash: string; until: number };
    return until > ctx.now.getTime() ? hash : null;
  } catch {
    // Whatever is wrong with it, it opens nothing.
    return null;
  }
}

const contextOf = (wordId: string): string => `feedback.word.${wordId}`;

export const sealWords = (ctx: Ctx, wordId: string, text: string): Buffer => ctx.cipher.seal(text, contextOf(wordId));
export const openWords = (ctx: Ctx, wordId: string, sealed: Buffer): string => ctx.cipher.open(sealed, contextOf(wordId));
