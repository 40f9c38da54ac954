/** From facts to needs, and how derived needs meet those that are there already. */
import { URGENCIES, type Urgency } from '#kernel/codes';
import type { FactSet } from '#kernel/facts';
import { isRestricted } from '#kernel/facts';
import { no, ok, type Result } from '#kernel/result';
import { evaluate, verdictOf } from '#kernel/criteria';
import { questionsOf, type Instrument } from '../instrument.ts';
import type { NeedLevel } from '../levels.ts';
import type { Answers, NeedReason, NeedRule, NeedSource, NeedState } from '../schema.ts';
import { AS_READ, gives } from './answers.ts';

/** A need as rules or answers call for it. */
export interface DerivedNeed {
  readonly need: string;
  readonly urgency: Urgency;
  /** Whom or what it is about; the person, unless the rule says otherwise. */
  readonly level?: NeedLevel | undefined;
  readonly source: Exclude<NeedSource, 'hand'>;
  readonly reasons: readonly NeedReason[];
  /** Each rule with the mark of the facts that decided it: tells new grounds from old ones. */
  readonly basis: readonly string[];
  readonly restricted: boolean;
}

/** The more urgent of two. */
export function soonest(a: Urgency, b: Urgency): Urgency {
  return URGENCIES.indexOf(a) <= URGENCIES.indexOf(b) ? a : b;
}

/** Short mark of a text (FNV-1a, 32 bits): only ever compared with marks of the same rule. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(36);
}

function fromRule(rule: NeedRule, facts: FactSet): DerivedNeed | null {
  const { verdict, because } = evaluate(rule.when, facts, AS_READ);
  if (verdict !== 'true') return null;
  const decisive = because.filter((b) => b.favours).map((b) => JSON.stringify([b.leaf.fact, b.leaf.key ?? '', b.holds, b.value])).sort().join();
  return {
    need: rule.need, urgency: rule.urgency, level: rule.level, source: 'rule',
    reasons: [{ code: rule.code, wording: rule.reason }],
    basis: [`${rule.code}#${mark(decisive)}`],
    restricted: rule.restricted === true || because.some((b) => isRestricted(b.leaf.fact)),
  };
}

function join(a: DerivedNeed, b: DerivedNeed): DerivedNeed {
  return {
    need: a.need,
    urgency: soonest(a.urgency, b.urgency),
    level: a.level ?? b.level,
    source: a.source === 'alarm' || b.source === 'alarm' ? 'alarm' : 'rule',
    reasons: [...a.reasons, ...b.reasons.filter((r) => !a.reasons.some((x) => x.code === r.code))],
    basis: [...new Set([...a.basis, ...b.basis])].sort(),
    // Whoever may know one ground may know the need; the reasons shown are those of open grounds first.
    restricted: a.restricted && b.restricted,
  };
}

/** Joins what calls for the same need, most urgent first, then by code. */
export function joined(derived: readonly DerivedNeed[]): DerivedNeed[] {
  const byNeed = new Map<string, DerivedNeed>();
  for (const one of openFirst(derived)) {
    const other = byNeed.get(one.need);
    byNeed.set(one.need, other ? join(other, withoutSecret(one, other)) : one);
  }
  return [...byNeed.values()].sort((a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || a.need.localeCompare(b.need));
}

const openFirst = (derived: readonly DerivedNeed[]): DerivedNeed[] => [...derived].sort((a, b) => Number(a.restricted) - Number(b.restricted));

/** A secret ground of a need that also has open ones: counts, but is not told. */
function withoutSecret(one: DerivedNeed, other: DerivedNeed): DerivedNeed {
  return one.restricted && !other.restricted ? { ...one, reasons: [] } : one;
}

/** Needs that follow from what is known. */
export function deriveNeeds(rules: readonly NeedRule[], facts: FactSet): DerivedNeed[] {
  return joined(rules.map((rule) => fromRule(rule, facts)).filter((d) => d !== null));
}

/** Needs that single answers raise at once, whatever rules say. */
export function needsRaised(instrument: Instrument, answers: Answers): DerivedNeed[] {
  return joined(questionsOf(instrument).flatMap((question) =>
    (question.raises ?? []).filter((raise) => gives(answers[question.code], raise.answers)).map((raise): DerivedNeed => ({
      need: raise.need, urgency: raise.urgency, level: raise.level, source: 'alarm',
      reasons: [{ code: `answer-${question.code}-${raise.need}-${raise.answers.join('-')}`, wording: raise.reason }],
      basis: [`answer-${question.code}#${mark(raise.answers.join())}`],
      restricted: question.sensitivity === 'restricted',
    })),
  ));
}

/** By a person's word, because facts were corrected, or because another need covers it. */
export type WithdrawnBy = 'person' | 'rules' | 'merged';

/** A need as it is stored; `withdrawnBy` tells a person's word from the rules' own correction. */
export interface ExistingNeed {
  readonly needId: string;
  readonly need: string;
  readonly urgency: Urgency;
  readonly state: NeedState;
  readonly source: NeedSource;
  readonly basis: readonly string[];
  readonly restricted: boolean;
  readonly withdrawnBy: WithdrawnBy | null;
  /** A person set the urgency: it stands until there is a new ground. */
  readonly urgencySet?: boolean;
}

/** `from` is what is there, `to` what it becomes; a need without `from` is new. */
export type NeedChange =
  | { readonly kind: 'add'; readonly to: DerivedNeed }
  | { readonly kind: 'refresh' | 'reopen'; readonly needId: string; readonly to: DerivedNeed }
  | { readonly kind: 'drop'; readonly needId: string };

const hasNewGround = (existing: ExistingNeed, derived: DerivedNeed): boolean => derived.basis.some((b) => !existing.basis.includes(b));

function meet(existing: ExistingNeed, derived: DerivedNeed): NeedChange | null {
  const fresh = hasNewGround(existing, derived);
  // A refreshed need keeps its old grounds, so that the same fact never counts as new twice.
  const to = { ...derived, basis: [...new Set([...existing.basis, ...derived.basis])].sort(), restricted: derived.restricted && existing.restricted };
  if (existing.state === 'open') {
    const sooner = soonest(derived.urgency, existing.urgency);
    const changes = fresh || (sooner !== existing.urgency && !existing.urgencySet);
    return changes ? { kind: 'refresh', needId: existing.needId, to: { ...to, urgency: sooner } } : null;
  }
  return fresh || existing.withdrawnBy === 'rules' ? { kind: 'reopen', needId: existing.needId, to } : null;
}

/**
 * What changes when these needs are called for. One need per code, and one more where grounds are secret; what a person
 * withdrew (or what was met) stays so until there is a new ground. A need that only rules wanted is dropped when every rule for it has become false.
 */
export function mergeNeeds(existing: readonly ExistingNeed[], derived: readonly DerivedNeed[], nowFalse: ReadonlySet<string>): NeedChange[] {
  const wanted = joined(derived);
  const changes = wanted.flatMap((d): NeedChange[] => {
    // A secret ground never touches a need that others read, nor an open ground one that they do not: they stand side by side.
    const there = existing.find((e) => e.need === d.need && e.restricted === d.restricted);
    const change = there ? meet(there, d) : { kind: 'add' as const, to: d };
    return change ? [change] : [];
  });
  const drops = existing
    .filter((e) => e.state === 'open' && e.source === 'rule' && nowFalse.has(e.need) && !wanted.some((d) => d.need === e.need))
    .map((e): NeedChange => ({ kind: 'drop', needId: e.needId }));
  return [...changes, ...drops];
}

/** Needs of which every rule is decided and false: their facts were corrected. */
export function needsNowFalse(rules: readonly NeedRule[], facts: FactSet): ReadonlySet<string> {
  const undecided = new Set(rules.filter((r) => verdictOf(r.when, facts, AS_READ) !== 'false').map((r) => r.need));
  return new Set(rules.map((r) => r.need).filter((need) => !undecided.has(need)));
}

/** Complete by type: from state × to state, whether a person may do it. */
const NEED_MOVES: Record<NeedState, Record<NeedState, boolean>> = {
  open: { open: false, met: true, withdrawn: true },
  met: { open: true, met: false, withdrawn: false },
  withdrawn: { open: true, met: false, withdrawn: false },
};

/** Whether a person may set this state now. */
export function moveNeed(from: NeedState, to: NeedState): Result<NeedState> {
  return NEED_MOVES[from][to] ? ok(to) : no({ code: 'assessment.need-cannot-move', params: { from, to } });
}

/** What deciding about covering needs to know of a need. */
export interface Coverable { readonly needId: string; readonly caseId: string; readonly state: NeedState; readonly restricted: boolean; readonly coveredBy: unknown }

/**
 * Whether a need may be put under another (`null`: taken back from there). Both are of one case, the other one is open, and whoever
 * reads one reads the other: else one would tell of the other.
 */
export function mayCover(need: Coverable, by: Coverable | null): Result<true> {
  if (!by) return need.coveredBy ? ok(true) : no({ code: 'assessment.need-not-covered' });
  if (need.state !== 'open') return no({ code: 'assessment.need-not-open' });
  const fits = by.state === 'open' && by.caseId === need.caseId && by.needId !== need.needId && by.restricted === need.restricted;
  return fits ? ok(true) : no({ code: 'assessment.need-cannot-cover', field: 'by' });
}
