/** What a changed service is to somebody: nothing, perhaps something, or a service that fits. The same verdicts as `suggest`, without the order. */
import type { CountryCode } from '#kernel/codes';
import { leavesOf } from '#kernel/criteria';
import type { FactCode, FactSet } from '#kernel/facts';
import { barsFor, isExcluded } from './exclusion.ts';
import { standingOf, type Judging } from './judge.ts';
import type { Offer } from './offer.ts';
import { conditionsOf, indexOffers, needKey, type OfferIndex } from './offer-index.ts';
import { viewPerson } from './person.ts';

/** `may`: nothing speaks against it, and something is still to be settled. */
export type Chance = 'none' | 'may' | 'fits';

export interface ChanceOptions {
  readonly country: CountryCode;
  readonly today: string;
  readonly mayReadRestricted: boolean;
  readonly avoid?: readonly string[];
  /** What whoever lives there cannot avoid when they leave, by municipality. */
  readonly harbours?: ReadonlyMap<string, readonly string[]>;
}

const FITS = 3;
const chanceOfStanding = (best: number): Chance => (best === FITS ? 'fits' : best > 0 ? 'may' : 'none');

/** What somebody cannot avoid when they leave the place where they live. */
function leavingOf(facts: FactSet, { harbours }: ChanceOptions): readonly string[] {
  const home = facts.destinationAdmin2;
  return (home?.state === 'known' && harbours?.get(String(home.value))) || [];
}

/** The best that the offers of an index are to somebody with this need. */
export function chanceOf(needCode: string, facts: FactSet, index: OfferIndex, options: ChanceOptions): Chance {
  const need = index.byNeed.get(needKey(options.country, needCode));
  if (!need) return 'none';
  const reading = { mayReadRestricted: options.mayReadRestricted };
  const person = viewPerson(facts, reading, options.avoid ?? [], options.today, leavingOf(facts, options));
  const judging: Judging = { person, program: index.leaves.program, levels: index.leaves.levelsFor(person.facts, reading) };
  const bars = barsFor(person);
  let best = 0;
  for (let i = 0; i < need.candidates.length && best < FITS; i++) {
    const met = need.bars[i]! & bars;
    if ((met !== 0 || person.avoid.size > 0) && isExcluded(met, need.candidates[i]!.offer, person)) continue;
    best = Math.max(best, standingOf(need, i, judging));
  }
  return chanceOfStanding(best);
}

/** A service before and after a change; an empty side is a service that was not there, or is gone. */
export interface Change {
  readonly before: OfferIndex;
  readonly after: OfferIndex;
}

export const changeOf = (before: readonly Offer[], after: readonly Offer[]): Change => ({ before: indexOffers(before), after: indexOffers(after) });

/** What a change is to somebody: better, worse, or the same as before. */
export interface Turn { readonly before: Chance; readonly after: Chance }

export function turnFor(needCode: string, facts: FactSet, change: Change, options: ChanceOptions): Turn {
  return { before: chanceOf(needCode, facts, change.before, options), after: chanceOf(needCode, facts, change.after, options) };
}

/**
 * Whether somebody should be told. A service that fits and did not before is news. What only may fit is news for whoever had nothing at all: for everybody else
 * it would be one more "perhaps" among many.
 */
export function isNews({ before, after }: Turn, hadNothing: boolean): boolean {
  if (after === 'fits') return before !== 'fits';
  return hadNothing && after === 'may' && before === 'none';
}

/** What every verdict reads of a person, whatever the conditions: age group, guardian, sex. */
const ALWAYS: readonly FactCode[] = ['age', 'sex', 'travellingAs', 'guardianVerified', 'genderIdentity'];

/** The facts that the verdicts on these offers can depend on. */
export function factsRead(offers: readonly Offer[]): FactCode[] {
  const conditions = offers.flatMap((offer) => offer.needCodes.map((code) => conditionsOf(offer, code)));
  const leaves = conditions.flatMap((criteria) => (criteria ? leavesOf(criteria).map((leaf) => leaf.fact) : []));
  const papers: FactCode[] = offers.some((offer) => offer.requiredDocuments?.length) ? ['documentsHeld'] : [];
  return [...new Set([...ALWAYS, ...leaves, ...papers])];
}
