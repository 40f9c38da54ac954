import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defineSlice, readPackFile, type Pack } from '#platform/country';
import { directorySlice } from '../pack.ts';
import type { DirectoryPack } from '../schema.ts';
import { curatedRightSchema, type CuratedRight, type RightCard } from './schema.ts';

const fileSchema = z.strictObject({ note: z.string(), cards: z.array(curatedRightSchema) });

/** `countries/<cc>/rights.json`: what the law gives, in plain words. */
export const rightsSlice = defineSlice('rights', fileSchema);

/** Cards that rest on what holds in several countries: `countries/shared/rights.json`. */
export function sharedRights(packFolder: string): CuratedRight[] {
  const file = join(packFolder, '..', 'shared', 'rights.json');
  return existsSync(file) ? readPackFile(file, fileSchema).cards : [];
}

const known = new WeakMap<Pack, readonly RightCard[]>();

/** All cards of a country, its own first, each with its legal basis. */
export function rightCards(pack: Pack): readonly RightCard[] {
  const kept = known.get(pack);
  if (kept) return kept;
  const cards = withBases([...pack.slice(rightsSlice).cards, ...sharedRights(pack.folder)], pack.slice(directorySlice));
  known.set(pack, cards);
  return cards;
}

/** Joins cards with the bases of a directory; a card whose basis is not of this country falls away. */
export function withBases(cards: readonly CuratedRight[], { legalBases, sources }: Pick<DirectoryPack, 'legalBases' | 'sources'>): RightCard[] {
  const byId = new Map(legalBases.map((basis) => [basis.id, basis]));
  return cards.flatMap((card) => {
    const basis = byId.get(card.basis);
    if (!basis) return [];
    const { instrument, year, scope, grants, citation } = basis;
    return [{ ...card, instrument, year, scope, grants, citation, sources: basis.sources.map((s) => ({ ...s, title: sources[s.source] ?? s.source })) }];
  });
}
