import type { z } from 'zod';
import { Refused, type Problem } from '#kernel/errors';
import type { Translate } from '../i18n.ts';

/** A room's own code given as the message of a schema, `registry.name-too-long`. */
const OWN_CODE = /^[a-z][a-z-]*\.[a-z0-9.-]+$/;

function params(issue: z.core.$ZodIssue): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const name of ['minimum', 'maximum'] as const) {
    const value = (issue as unknown as Record<string, unknown>)[name];
    if (typeof value === 'number') kept[name] = value;
  }
  return kept;
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (OWN_CODE.test(issue.message)) return issue.message;
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const what = (issue as { origin?: string }).origin === 'string' ? 'text' : (issue as { origin?: string }).origin === 'array' ? 'list' : 'number';
    return `platform.${issue.code === 'too_small' ? 'too-small' : 'too-big'}-${what}`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'platform.missing';
  if (issue.code === 'unrecognized_keys') return 'platform.unknown-field';
  return 'platform.invalid';
}

/** The problems of something that does not have the shape its schema asks for. */
export function shapeProblems(error: z.ZodError): Refused {
  return new Refused(error.issues.map((issue) => ({ code: codeOf(issue), field: issue.path.join('.'), params: params(issue) })), 400);
}

/** What the database cannot keep whatever the schema said: text with a null character, nesting without end. */
const UNKEEPABLE = new Set(['22021', '22P05', '54001']);

/** Content nested so deeply that reading it would never end. */
const isBottomless = (error: unknown): boolean => error instanceof RangeError && error.message.includes('call stack');

interface PgError { readonly code?: string }

const DATABASE_AWAY = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', '57P01', '57P02', '57P03', '08006', '08001', '08003']);
const DISK_FULL = new Set(['53100', 'ENOSPC', '58030']);

/** What the world outside did to us, as a refusal that says what was kept and what to do; `null` for a fault of our own. */
export function worldRefusal(error: unknown): Refused | null {
  const code = (error as PgError).code ?? '';
  if (DISK_FULL.has(code)) return new Refused([{ code: 'platform.disk-full' }], 507);
  if (DATABASE_AWAY.has(code) || /timeout exceeded when trying to connect|Connection terminated/.test(String((error as Error).message))) {
    return new Refused([{ code: 'platform.database-away' }], 503);
  }
  if (UNKEEPABLE.has(code) || isBottomless(error)) return new Refused([{ code: 'platform.invalid' }], 400);
  if (code === '42501') return new Refused([{ code: 'platform.not-found' }], 404);
  if (code === '23505') return new Refused([{ code: 'platform.conflict' }], 409);
  if (code === '57014') return new Refused([{ code: 'platform.too-slow' }], 503);
  return null;
}

/** True for a transaction that another one got in the way of; running it again is right. */
export function mayRetry(error: unknown): boolean {
  return ['40001', '40P01'].includes((error as PgError).code ?? '');
}

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly problems: readonly (Problem & { readonly message: string })[]; readonly requestId: string };
}

/** The JSON of a refusal, with its sentences in the reader's language. */
export function errorBody(refused: Refused, t: Translate, requestId: string): ErrorBody {
  const problems = refused.problems.map((p) => ({ ...p, message: t(`errors.${p.code}`, p.params) }));
  return { error: { code: problems[0]?.code ?? 'platform.invalid', message: problems[0]?.message ?? '', problems, requestId } };
}
