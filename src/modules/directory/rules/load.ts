import type { Entry, EntryKind } from '../schema/stewardship.ts';
import { differences } from './difference.ts';

/** What a pack that changed does to a directory that stewards keep. Pure. */

export interface Standing {
  readonly kind: EntryKind;
  readonly id: string;
  readonly version: number;
  readonly listed: boolean;
  /** A steward published it: the source proposes and does not overwrite. */
  readonly kept: boolean;
  readonly entry: Entry;
  readonly sourceEntry: Entry | null;
  /** What a proposal of the source that still waits started from. */
  readonly openBase: Entry | null;
}

export interface SourceProposal {
  readonly kind: EntryKind;
  readonly id: string;
  readonly base: Entry;
  readonly entry: Entry;
  readonly listed: boolean;
}

export interface LoadPlan {
  /** A new version that comes from the source: new entries, changed ones, and those that the source no longer names. */
  readonly versions: readonly { readonly kind: EntryKind; readonly id: string; readonly version: number; readonly entry: Entry; readonly listed: boolean }[];
  readonly proposals: readonly SourceProposal[];
  /** Entries whose source says something else than before. */
  readonly sources: readonly { readonly kind: EntryKind; readonly id: string; readonly sourceEntry: Entry | null }[];
  /** Everything that is in force afterwards. */
  readonly inForce: readonly { readonly kind: EntryKind; readonly entry: Entry }[];
}

type Told = { readonly kind: EntryKind; readonly entry: Entry };

interface Answer {
  readonly version?: LoadPlan['versions'][number];
  readonly proposal?: SourceProposal;
  readonly source?: LoadPlan['sources'][number];
  readonly inForce?: Told;
}

const keyOf = (kind: EntryKind, id: string): string => `${kind} ${id}`;

/** Compares what the pack says with what stands. */
export function planLoad(told: readonly Told[], standing: readonly Standing[]): LoadPlan {
  const before = new Map(standing.map((s) => [keyOf(s.kind, s.id), s]));
  const now = new Set(told.map(({ kind, entry }) => keyOf(kind, String(entry['id']))));
  const answers = [
    ...told.map((one) => answerTo(one, before.get(keyOf(one.kind, String(one.entry['id']))))),
    ...standing.filter((s) => !now.has(keyOf(s.kind, s.id))).map(whenGone),
  ];
  const all = <K extends keyof Answer>(part: K) => answers.map((a) => a[part]).filter((x): x is NonNullable<Answer[K]> => x !== undefined);
  return { versions: all('version'), proposals: all('proposal'), sources: all('source'), inForce: all('inForce') };
}

function answerTo({ kind, entry }: Told, stands: Standing | undefined): Answer {
  const id = String(entry['id']);
  const source = { kind, id, sourceEntry: entry };
  if (!stands) return { version: { kind, id, version: 1, entry, listed: true }, source, inForce: { kind, entry } };
  const unchanged = stands.sourceEntry !== null && differences(stands.sourceEntry, entry).length === 0;
  if (stands.kept) {
    const inForce = stands.listed ? { inForce: { kind, entry: { ...entry, ...stands.entry } } } : {};
    return unchanged ? inForce : { ...inForce, source, ...proposed(stands, entry) };
  }
  if (unchanged && stands.listed) return { source, inForce: { kind, entry } };
  return { version: { kind, id, version: stands.version + 1, entry, listed: true }, source, inForce: { kind, entry } };
}

/** A source that changed twice while its first proposal waits proposes both changes together. */
function proposed(stands: Standing, entry: Entry): Answer {
  const base = stands.openBase ?? stands.sourceEntry ?? stands.entry;
  if (differences(stands.entry, entry).length === 0 || differences(base, entry).length === 0) return {};
  return { proposal: { kind: stands.kind, id: stands.id, base, entry, listed: true } };
}

/** The source no longer names it: it goes out of sight, unless a steward keeps it; then that is a question. */
function whenGone(stands: Standing): Answer {
  const { kind, id, entry } = stands;
  if (stands.kept || stands.sourceEntry === null) {
    const inForce = stands.listed ? { inForce: { kind, entry } } : {};
    if (stands.sourceEntry === null) return inForce;
    return { ...inForce, source: { kind, id, sourceEntry: null }, ...(stands.listed ? { proposal: { kind, id, base: entry, entry, listed: false } } : {}) };
  }
  const source = { kind, id, sourceEntry: null };
  return stands.listed ? { version: { kind, id, version: stands.version + 1, entry, listed: false }, source } : { source };
}
