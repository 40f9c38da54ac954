/** Whom a change of a service can concern at all, before anybody is read: worked out over every way in which what is known of somebody can make a difference. */
import { isTooEntangled, variablesOf, type Variable } from '#kernel/criteria-variables';
import { ADULT_FROM } from '#kernel/birth';
import { leavesOf, type Criteria, type Leaf } from '#kernel/criteria';
import { SEXES } from '#kernel/codes';
import { isRestricted, known, TRAVELLING_AS, type FactCode, type FactSet, type FactState, type FactValue } from '#kernel/facts';
import { isNews, type Turn } from './newly-fits.ts';
import type { Offer } from './offer.ts';
import { conditionsOf } from './offer-index.ts';

/** What a change can do to somebody: be news for whoever has other services, be something for whoever has nothing, take what there was. */
export interface Reach { readonly gives: boolean; readonly helps: boolean; readonly takes: boolean }

const ANYBODY: Reach = { gives: true, helps: true, takes: true };

/** What verdicts read beside the conditions (`person.ts`, `exclusion.ts`), written as conditions. */
const ALWAYS: readonly Leaf[] = [
  { fact: 'age', op: 'gte', value: ADULT_FROM },
  ...SEXES.map((value): Leaf => ({ fact: 'sex', op: 'is', value })),
  ...TRAVELLING_AS.map((value): Leaf => ({ fact: 'travellingAs', op: 'is', value })),
  { fact: 'guardianVerified', op: 'is', value: true },
];

function asked(offers: readonly Offer[]): Criteria {
  const conditions = offers.flatMap((offer) => offer.needCodes.flatMap((code) => conditionsOf(offer, code) ?? []));
  const papers = offers.flatMap((offer) => (offer.requiredDocuments ?? []).map((key): Leaf => ({ fact: 'documentsHeld', key, op: 'is', value: 'held' })));
  // Nothing of the restricted tier is read of people who are compared.
  return { all: [...conditions.flatMap(leavesOf), ...papers, ...ALWAYS].filter((leaf) => !isRestricted(leaf.fact)) };
}

/** Kinds of people that are tried; with more of them anybody may be concerned. */
const MOST_KINDS = 20_000;

/** One answer to a variable: which fact, for a fact with entries which entry, and what is known. */
interface Answer { readonly fact: FactCode; readonly key: string | undefined; readonly value: FactValue; readonly at: string }

/** Whoever came as a child alone may have grown up since: it counts when that was told. */
function answersTo({ leaves, values }: Variable, today: string): (Answer | null)[] {
  const { fact, key } = leaves[0]!;
  const days = fact === 'travellingAs' ? [today, '1900-01-01'] : [today];
  return [null, ...values.flatMap((value) => days.map((at): Answer => ({ fact, key, value, at })))];
}

function withAnswer(facts: FactSet, answer: Answer | null): FactSet {
  if (!answer) return facts;
  const before = facts[answer.fact];
  const entries = before?.state === 'known' ? (before.value as Record<string, string>) : {};
  const value = answer.key === undefined ? answer.value : { ...entries, [answer.key]: answer.value as string };
  const state: FactState = known(value, answer.at);
  return { ...facts, [answer.fact]: state };
}

/** Every kind of person that the change can tell apart. */
function* kinds([first, ...rest]: readonly (readonly (Answer | null)[])[], facts: FactSet): Generator<FactSet> {
  if (!first) {
    yield facts;
    return;
  }
  for (const answer of first) yield* kinds(rest, withAnswer(facts, answer));
}

/** A verdict on a change, as everybody sees it and as the closed circle does. */
export type TurnOf = (needCode: string, facts: FactSet, closedCircle: boolean) => Turn;

const either = (a: Reach, b: Reach): Reach => ({ gives: a.gives || b.gives, helps: a.helps || b.helps, takes: a.takes || b.takes });
const isEverything = ({ gives, helps, takes }: Reach): boolean => gives && helps && takes;

function reachOfKind(turn: TurnOf, needCode: string, facts: FactSet): Reach {
  const [open, closed] = [turn(needCode, facts, false), turn(needCode, facts, true)];
  return { gives: isNews(open, false), helps: isNews(open, true) || closed.after !== 'none', takes: closed.before !== 'none' && closed.after === 'none' };
}

/** Whom the change from some offers to others can concern. Exact, or `ANYBODY` where the conditions are too entangled to try every kind of person. */
export function reachOf(offers: readonly Offer[], turn: TurnOf, today: string): Reach {
  const criteria = asked(offers);
  if (isTooEntangled(criteria)) return ANYBODY;
  const answers = variablesOf(criteria).map((variable) => answersTo(variable, today));
  const codes = [...new Set(offers.flatMap((offer) => offer.needCodes))];
  if (codes.length * answers.reduce((product, list) => product * list.length, 1) > MOST_KINDS) return ANYBODY;
  let reach: Reach = { gives: false, helps: false, takes: false };
  for (const facts of kinds(answers, {})) {
    for (const code of codes) reach = either(reach, reachOfKind(turn, code, facts));
    if (isEverything(reach)) break;
  }
  return reach;
}
