import { z } from 'zod';
import type { Locale } from '#kernel/codes';

/** What a public address may carry. Anything else is ignored; nothing of it is stored. */

const text = (max: number) => z.preprocess((v) => (Array.isArray(v) ? v[0] : v), z.string().max(max).catch('').default(''));
const tick = z.preprocess((v) => (Array.isArray(v) ? v[0] : v), z.literal('1').optional().catch(undefined)).transform((v) => v === '1');

const portalQuerySchema = z.object({
  lang: text(5),
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
  const all = { ...query, ...change };
  const params = new URLSearchParams();
  for (const key of ['lang', 'f', 'm', 'd', 'lugar', 'edad', 'sexo', 'p'] as const) if (all[key]) params.set(key, all[key]);
  if (all.familia) params.set('familia', '1');
  if (all.ingles) params.set('ingles', '1');
  for (const paper of all.papel) params.append('papel', paper);
  const search = params.toString();
  return search ? `${path}?${search}` : path;
}

const MAX_AGE = 120;

/** The age, or null when none or an impossible one was typed. */
export function ageOf(query: PortalQuery): number | null {
  const age = /^\d{1,3}$/.test(query.edad) ? Number(query.edad) : NaN;
  return age <= MAX_AGE ? age : null;
}
