import type { Ctx } from './context.ts';

const PASS_MS = 60 * 60_000;

type Sealer = Pick<Ctx, 'cipher' | 'now'> & { readonly pack: Pick<Ctx['pack'], 'code'> };

/** What a public page carries of something that was shown (a code, a key), so that nobody types it again: sealed, for one `kind` of page in one country, and for an hour. */
export function sealPass(ctx: Sealer, kind: string, about: object): string {
  return ctx.cipher.seal(JSON.stringify({ ...about, until: ctx.now.getTime() + PASS_MS }), `${kind}.${ctx.pack.code}`).toString('base64url');
}

/** What a page carries; null if it was made up, is of another kind or country, or is too old. */
export function openPass<T extends object>(ctx: Sealer, kind: string, pass: string): T | null {
  try {
    const about = JSON.parse(ctx.cipher.open(Buffer.from(pass, 'base64url'), `${kind}.${ctx.pack.code}`)) as T & { until: number };
    return about.until > ctx.now.getTime() ? about : null;
  } catch {
    // Whatever is wrong with it, it opens nothing.
    return null;
  }
}
