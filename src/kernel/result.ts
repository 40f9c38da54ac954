import type { Problem } from './errors.ts';

/** What a pure rule answers: the decided value, or the coded reasons why not. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function no(...problems: Problem[]): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems };
}
