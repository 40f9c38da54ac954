/** The one question worth asking next: the unknown fact with the largest expected gain in offers that become "fits". */
import { openPart, prospectsOf } from '#kernel/criteria';
import { FACT_CODES, type FactCode } from '#kernel/facts';
import type { Judged } from './judge.ts';
import type { PersonView } from './person.ts';
import { levelIf, openLeaves, type Level, type Node, type SharedLeaves } from './shared-leaves.ts';
import type { NextQuestion } from './suggestion.ts';

/** What one question is worth. */
interface Gain {
  readonly question: number;
  /** Expected number of offers whose conditions become true by this answer alone, each outcome counted alike. */
  toTrue: number;
  toFalse: number;
  offers: number;
}

class Gains {
  readonly byQuestion = new Map<number, Gain>();

  add(question: number, toTrue: number, toFalse: number): void {
    const gain = this.byQuestion.get(question);
    if (!gain) this.byQuestion.set(question, { question, toTrue, toFalse, offers: 1 });
    else {
      gain.toTrue += toTrue;
      gain.toFalse += toFalse;
      gain.offers += 1;
    }
  }
}

/** Each open leaf matters alone; what it could settle is read off the tree. */
function addSeparate(root: Node, open: readonly number[], leaves: SharedLeaves, levels: Uint8Array, gains: Gains): void {
  for (const leaf of open) {
    const no = levelIf(root, levels, leaf, 0);
    const yes = levelIf(root, levels, leaf, 2);
    gains.add(leaves.questionOf[leaf]!, share(no, 2) + share(yes, 2), share(no, 0) + share(yes, 0));
  }
}

const share = (level: Level, wanted: Level): number => (level === wanted ? 0.5 : 0);

/** A fact stands in several conditions: its values are tried one by one. */
function addEntangled({ criteria }: Judged, leaves: SharedLeaves, person: PersonView, gains: Gains): void {
  const open = criteria && openPart(criteria, person.facts, person.reading);
  if (!open || typeof open !== 'object') return;
  for (const { missing, toTrue, toFalse } of prospectsOf(open, person.facts, person.reading)) {
    const question = leaves.questions.findIndex((q) => q.fact === missing.fact && q.key === missing.key);
    if (question >= 0) gains.add(question, toTrue, toFalse);
  }
}

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

function entriesOf(person: PersonView, fact: FactCode): Record<string, string> {
  const state = person.facts[fact];
  return state?.state === 'known' && typeof state.value === 'object' ? { ...(state.value as Readonly<Record<string, string>>) } : {};
}

/**
 * Picks the question. Only what may be asked counts: not what the person declined to say, nor what this actor may not
 * read. If no single answer makes an offer fit, the one that rules out most comes first, then the one that most wait for.
 */
export function nextQuestion(undecided: readonly Judged[], leaves: SharedLeaves, levels: Uint8Array, person: PersonView): NextQuestion | null {
  const gains = new Gains();
  for (const judged of undecided) {
    const root = judged.criteria === judged.candidate.criteria ? judged.candidate.prepared : null;
    const open: number[] = [];
    if (root !== null) openLeaves(root, levels, open);
    if (root !== null && leaves.areSeparate(open)) addSeparate(root, open, leaves, levels, gains);
    else addEntangled(judged, leaves, person, gains);
  }
  const askable = leaves.askable(person.facts, person.reading);
  const best = [...gains.byQuestion.values()].filter((gain) => askable[gain.question]).sort((a, b) => compare(a, b, leaves))[0];
  if (!best) return null;
  const { fact, key } = leaves.questions[best.question]!;
  return key === undefined ? { fact, offers: best.offers } : { fact, key, offers: best.offers, entries: entriesOf(person, fact) };
}
