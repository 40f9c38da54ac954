/** Codes with which a person reads the answer, and the seal of words. A code is told once and kept nowhere. */
import { newSheetCode, parseSheetCode } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { openPass, sealPass } from '#platform/pass';

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

const PASS = 'feedback.pass';

/** What a page carries of a code that was typed, so that nobody types it again. */
export const passOf = (ctx: Ctx, hash: string): string => sealPass(ctx, PASS, { hash });

/** The hash that a page carries; null if it was made up, or is too old. */
export const hashOfPass = (ctx: Ctx, pass: string): string | null => openPass<{ hash: string }>(ctx, PASS, pass)?.hash ?? null;

const contextOf = (wordId: string): string => `feedback.word.${wordId}`;

export const sealWords = (ctx: Ctx, wordId: string, text: string): Buffer => ctx.cipher.seal(text, contextOf(wordId));
export const openWords = (ctx: Ctx, wordId: string, sealed: Buffer): string => ctx.cipher.open(sealed, contextOf(wordId));
