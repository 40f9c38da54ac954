import type { z } from 'zod';
import {
  documentTypeSchema, legalBasisSchema, organizationSchema, receptionPointSchema, serviceSchema, type DirectoryPack,
} from './schema.ts';
import { ENTRY_KINDS, type Entry, type EntryKind } from './schema/stewardship.ts';

/** What the five kinds of entries have in common for whoever keeps them: schema, owner, list in the pack. */

type ListName = 'organizations' | 'services' | 'receptionPoints' | 'documents' | 'legalBases';

interface KindOfEntry {
  readonly schema: z.ZodType;
  readonly list: ListName;
  readonly owner: string | null;
}

const KINDS: Readonly<Record<EntryKind, KindOfEntry>> = {
  organization: { schema: organizationSchema, list: 'organizations', owner: 'id' },
  service: { schema: serviceSchema, list: 'services', owner: 'organizationId' },
  receptionPoint: { schema: receptionPointSchema, list: 'receptionPoints', owner: 'operatorId' },
  document: { schema: documentTypeSchema, list: 'documents', owner: 'issuerId' },
  legalBasis: { schema: legalBasisSchema, list: 'legalBases', owner: null },
};

export const schemaOf = (kind: EntryKind): z.ZodType => KINDS[kind].schema;
export const listOf = (kind: EntryKind): ListName => KINDS[kind].list;
export const idOf = (entry: Entry): string => String(entry['id'] ?? '');

/** The organization that keeps an entry; null where none is named. */
export function ownerOf(kind: EntryKind, entry: Entry): string | null {
  const { owner } = KINDS[kind];
  return owner === null || entry[owner] === null || entry[owner] === undefined ? null : String(entry[owner]);
}

/** Entries of the closed circle. */
export const isHidden = (entry: Entry): boolean => entry['protectionOnly'] === true;

/** Names in both languages; a legal basis is called by its instrument. */
export function namesOf(entry: Entry): { nameEs: string; nameEn: string } {
  const instrument = String(entry['instrument'] ?? entry['id'] ?? '');
  return { nameEs: String(entry['nameEs'] ?? instrument), nameEn: String(entry['nameEn'] ?? instrument) };
}

/** Every entry of a pack with its kind. */
export function entriesOf(pack: DirectoryPack): { kind: EntryKind; entry: Entry }[] {
  return ENTRY_KINDS.flatMap((kind) => (pack[listOf(kind)] as unknown as Entry[]).map((entry) => ({ kind, entry })));
}

/** A pack with these entries and nothing else, and the catalogue of needs that words are taken from. */
export function packOf(pack: DirectoryPack, entries: readonly { kind: EntryKind; entry: Entry }[]): DirectoryPack {
  const lists = Object.fromEntries(ENTRY_KINDS.map((kind) => [listOf(kind), entries.filter((e) => e.kind === kind).map((e) => e.entry)]));
  return { ...pack, ...lists } as DirectoryPack;
}

/** An entry from before a field existed gets what its source says of it, and otherwise what means "not said". */
export function completed(kind: EntryKind, entry: Entry, source: Entry | null): Entry {
  const whole: Entry = { ...source, ...entry };
  for (const nothing of [null, [], false]) {
    const read = schemaOf(kind).safeParse(whole);
    if (read.success) return read.data as Entry;
    for (const { path } of read.error.issues) {
      const [field] = path;
      if (path.length === 1 && entry[String(field)] === undefined) whole[String(field)] = nothing;
    }
  }
  return whole;
}

