/** The one question worth asking next: the unknown fact with the largest expected gain in offers that become "fits". */
import { openPart, prospectsOf, type Criteria } from '#kernel/criteria';
import { FACT_CODES, type FactCode } from '#kernel/facts';
import { conditionsFor, type Judging } from './judge.ts';
import type { Candidate } from './offer-index.ts';
import type { PersonView } from './person.ts';
import type { Level } from './program.ts';
import { stateOf, type SharedLeaves, type Tree, type Worth } from './shared-leaves.ts';
import type { NextQuestion } from './suggestion.ts';

/** What one question is worth over all offers. */
interface Gain {
  readonly question: number;
  /** Expected number of offers whose conditions become true by this answer alone, each outcome counted alike. */
  toTrue: number;
  toFalse: number;
  offers: number;
}

const share = (level: Level, wanted: Level): number => (level === wanted ? 0.5 : 0);

/** Each open leaf matters alone; what it could settle is read off the tree. */
function worthOfSeparate(tree: Tree, open: readonly number[], leaves: SharedLeaves, levels: Uint8Array): Worth[] {
  return open.map((leaf) => {
    const no = leaves.levelIf(tree, levels, leaf, 0);
    const yes = leaves.levelIf(tree, levels, leaf, 2);
    return { question: leaves.questionOf[leaf]!, toTrue: share(no, 2) + share(yes, 2), toFalse: share(no, 0) + share(yes, 0) };
  });
}

/** A fact stands in several conditions: its values are tried one by one. */
function worthOfEntangled(criteria: Criteria, leaves: SharedLeaves, person: PersonView): Worth[] {
  const open = openPart(criteria, person.facts, person.reading);
  if (typeof open !== 'object') return [];
  return prospectsOf(open, person.facts, person.reading).map(({ missing, toTrue, toFalse }) => ({
    question: leaves.questions.findIndex((q) => q.fact === missing.fact && q.key === missing.key), toTrue, toFalse,
  }));
}

/** Worked out once for everybody of whom the same is known. */
function worthRemembered(tree: Tree, criteria: Criteria, leaves: SharedLeaves, { levels, person }: Judging): readonly Worth[] {
  const state = stateOf(tree, levels);
  const known = state === null ? undefined : tree.worth.get(state);
  if (known) return known;
  const worth = worthOfEntangled(criteria, leaves, person);
  if (state !== null && tree.worth.size < REMEMBERED_STATES) tree.worth.set(state, worth);
  return worth;
}

/** What each missing fact could settle of one offer. */
function worthOf(candidate: Candidate, leaves: SharedLeaves, judging: Judging): readonly Worth[] {
  const { tree } = candidate;
  const criteria = conditionsFor(candidate, judging.person);
  if (!criteria) return [];
  if (!tree || criteria !== candidate.criteria) return worthOfEntangled(criteria, leaves, judging.person);
  const open = leaves.openIn(tree, judging.levels);
  return leaves.areSeparate(open) ? worthOfSeparate(tree, open, leaves, judging.levels) : worthRemembered(tree, criteria, leaves, judging);
}

const REMEMBERED_STATES = 200;

const POSITION = new Map<FactCode, number>(FACT_CODES.map((code, i) => [code, i]));
/** Sums of many shares, rounded so that the order of summing cannot show. */
const round = (sum: number): number => Math.round(sum * 1e6) / 1e6;

function compare(a: Gain, b: Gain, leaves: SharedLeaves): number {
  const [left, right] = [leaves.questions[a.question]!, leaves.questions[b.question]!];
  return (
    round(b.toTrue) - round(a.toTrue) ||
    round(b.toFalse) - round(a.toFalse) ||
    b.offers - a.offers ||
    POSITION.get(left.fact)! - POSITION.get(right.fact)! ||
    ((left.key ?? '') < (right.key ?? '') ? -1 : 1)
  );
}

/** What is known of the other entries, in an order of its own: equal facts give equal bytes. */
function entriesOf(person: PersonView, fact: FactCode): Record<string, string> {
  const state = person.facts[fact];
  if (state?.state !== 'known' || typeof state.value !== 'object') return {};
  const entries = Object.entries(state.value as Readonly<Record<string, string>>);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function gainsOf(undecided: readonly Candidate[], leaves: SharedLeaves, judging: Judging): Gain[] {
  const gains: Gain[] = leaves.questions.map((_, question) => ({ question, toTrue: 0, toFalse: 0, offers: 0 }));
  for (const candidate of undecided) {
    for (const { question, toTrue, toFalse } of worthOf(candidate, leaves, judging)) {
      const gain = gains[question];
      if (!gain) continue;
      gain.toTrue += toTrue;
      gain.toFalse += toFalse;
      gain.offers += 1;
    }
  }
  return gains;
}

/**
 * Picks the question. Only what may be asked counts: not what the person declined to say, nor what this actor may not
 * read. If no single answer makes an offer fit, the one that rules out most comes first, then the one that most wait for.
 */
export function nextQuestion(undecided: readonly Candidate[], leaves: SharedLeaves, judging: Judging): NextQuestion | null {
  const { person } = judging;
  const askable = leaves.askable(person.facts, person.reading);
  const gains = gainsOf(undecided, leaves, judging).filter((gain) => gain.offers > 0 && askable[gain.question]);
  const best = gains.sort((a, b) => compare(a, b, leaves))[0];
  if (!best) return null;
  const { fact, key } = leaves.questions[best.question]!;
  return key === undefined ? { fact, offers: best.offers } : { fact, key, offers: best.offers, entries: entriesOf(person, fact) };
}
