import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context';
import { isTellTale } from './neutral.ts';

/** Addresses of the public pages of a country. */
export const portalPath = (ctx: Ctx, rest = ''): string => `/${ctx.pack.code.toLowerCase()}${rest}`;

/** Families of needs in the order in which people ask for them. */
export const FAMILIES = [
  'reception', 'identity', 'employment', 'enterprise', 'education', 'health', 'housing', 'finance', 'legal', 'family', 'protection', 'psychosocial', 'case', 'community',
] as const;

const PAPER_KINDS = ['primary_id', 'civil_registry', 'temporary_id', 'consular_id', 'registry_code', 'school_record'];

/** True for papers that say who somebody is or what they studied: those that one asks about, and shows how to get. */
export const isPersonalPaper = ({ kind }: { readonly kind: string }): boolean => PAPER_KINDS.includes(kind);

const OF_ANY_COUNTRY = 'any-';

/** Papers that one asks about. One of any country is left out where the country has its own of that name: nobody can tell which of the two to tick. */
export function papersToAsk<T extends { readonly id: string; readonly kind: string; readonly nameEn: string }>(documents: readonly T[]): T[] {
  const own = new Set(documents.filter(({ id }) => !id.startsWith(OF_ANY_COUNTRY)).map(({ nameEn }) => nameEn));
  return documents.filter((paper) => isPersonalPaper(paper) && !(paper.id.startsWith(OF_ANY_COUNTRY) && own.has(paper.nameEn)));
}

const SHORT = 10;

/** How an entry is called in public addresses: its id, or another name for one that tells how somebody came back. */
export function publicId(id: string): string {
  return isTellTale(id) ? `${id.slice(0, 2)}-${createHash('sha256').update(id).digest('hex').slice(0, SHORT)}` : id;
}
