import { z } from 'zod';
import type { Locale } from '#kernel/codes';

/** What a public address may carry. Anything else is ignored; nothing of it is stored. */

const text = (max: number) => z.preprocess((v) => (Array.isArray(v) ? v[0] : v), z.string().max(max).catch('').default(''));
const tick = z.preprocess((v) => (Array.isArray(v) ? v[0] : v), z.literal('1').optional().catch(undefined)).transform((v) => v === '1');

const portalQuerySchema = z.object({
  // One address for each page: that of Spanish names no language.
  lang: text(5).transform((lang) => (lang === 'en' ? lang : '')),
  f: text(40),
  m: text(20),
  d: text(20),
  lugar: text(80),
  edad: text(3),
  sexo: text(1),
  familia: tick,
  ingles: tick,
  papel: z.preprocess((v) => (v === undefined ? [] : Array.isArray(v) ? v : [v]), z.array(z.string().max(60)).max(30).catch([])),
  p: text(4),
  /** The paper that somebody wants to get. */
  para: text(60),
});
export type PortalQuery = z.infer<typeof portalQuerySchema>;

/** Reads a query string of any quality: what does not make sense counts as not said. */
export function readPortalQuery(raw: unknown): PortalQuery {
  return portalQuerySchema.parse(raw ?? {});
}

/** Spanish unless English is asked for by its link. */
export function localeOf(query: PortalQuery): Locale {
  return query.lang === 'en' ? 'en' : 'es';
}

/** The query string of an address with some answers changed; empty answers are left out. */
export function addressOf(path: string, query: PortalQuery, change: Partial<PortalQuery> = {}): string {
  const search = new URLSearchParams(answersOf({ ...query, ...change }).map(({ name, value }) => [name, value])).toString();
  return search ? `${path}?${search}` : path;
}

/** What was answered, as names and values of an address; what was left out is not among them. */
export function answersOf(query: PortalQuery): { name: string; value: string }[] {
  const words = (['lang', 'f', 'm', 'd', 'lugar', 'edad', 'sexo', 'p', 'para'] as const).map((name) => ({ name, value: query[name] }));
  const ticks = (['familia', 'ingles'] as const).map((name) => ({ name, value: query[name] ? '1' : '' }));
  return [...words, ...ticks, ...query.papel.map((value) => ({ name: 'papel', value }))].filter(({ value }) => value !== '');
}

const IMPERSONAL = new Set(['lang', 'f', 'm', 'd', 'p']);

/** True for an address that carries need, place, language and page, and nothing that somebody typed or told of themselves. */
export function isImpersonal(query: PortalQuery): boolean {
  return answersOf(query).every(({ name }) => IMPERSONAL.has(name));
}

/** The same search without what the person told about themselves: need, place and language stay, typed words do not. */
export function impersonal(query: PortalQuery): PortalQuery {
  return { ...readPortalQuery({}), lang: query.lang, f: query.f, m: query.m, d: query.d };
}

const MAX_AGE = 120;

/** The age, or null when none or an impossible one was typed. */
export function ageOf(query: PortalQuery): number | null {
  const age = /^\d{1,3}$/.test(query.edad) ? Number(query.edad) : NaN;
  return age <= MAX_AGE ? age : null;
}
