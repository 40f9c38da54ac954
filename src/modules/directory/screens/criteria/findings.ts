/** What there is to say about conditions as one writes them, each at the part it is about. Pure. */
import { criteriaTroubles, unfairLeaves, type CriteriaFinding, type CriteriaTroubleReason } from '#kernel/criteria';
import { findingsOn, type ServiceGroup } from '../../criteria-rules.ts';
import type { ReadDraft } from './draft.ts';

export type FindingKind = CriteriaFinding['kind'] | 'unfair' | CriteriaTroubleReason;

export interface PlacedFinding {
  readonly kind: FindingKind;
  /** Part of the draft; `null` for the whole. */
  readonly node: number | null;
  /** Number of the part as people count; empty for the whole. */
  readonly at: string;
  /** Numbers of the parts that bring it about together. */
  readonly because: readonly string[];
  /** It keeps the conditions from being saved. */
  readonly stops: boolean;
}

const STOPS: ReadonlySet<FindingKind> = new Set<FindingKind>(['unfair', 'too-deep', 'too-long', 'too-entangled', 'not-criteria']);

function placed(kind: FindingKind, path: string, parts: readonly string[], draft: ReadDraft): PlacedFinding {
  const node = path === '' ? null : (draft.atPath.get(path) ?? null);
  const numberOf = (way: string): string => draft.positions.get(draft.atPath.get(way) ?? -1) ?? '';
  return {
    kind, node, at: node === null ? '' : (draft.positions.get(node) ?? ''), because: parts.map(numberOf).filter(Boolean),
    stops: STOPS.has(kind) || (kind === 'neverTrue' && path === ''),
  };
}

/** Everything there is to say: what stops saving first. */
export function findingsIn(group: ServiceGroup, draft: ReadDraft): PlacedFinding[] {
  const troubles = criteriaTroubles(draft.criteria).map(({ reason, path }) => placed(reason, path, [], draft));
  if (troubles.length > 0) return troubles;
  const unfair = unfairLeaves(draft.criteria).map((path) => placed('unfair', path, [], draft));
  const others = findingsOn(group, draft.criteria).map(({ kind, path, parts }) => placed(kind, path, parts, draft));
  return [...unfair, ...others];
}
