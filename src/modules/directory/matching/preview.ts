/** What other conditions would do: the verdict on one service for a few people, before and after. The same judging as `suggest`, without place and order. */
import type { CountryCode } from '#kernel/codes';
import type { Criteria } from '#kernel/criteria';
import type { FactSet } from '#kernel/facts';
import { barsFor, isExcluded } from './exclusion.ts';
import { explainJudged, standingOf } from './judge.ts';
import type { Offer } from './offer.ts';
import { indexOffers, needKey } from './offer-index.ts';
import { viewPerson } from './person.ts';
import type { Ask, OfferVerdict, Reason } from './suggestion.ts';

/** `excluded`: by age group, sex or a missing guardian it does not even come up, whatever the conditions say. */
export type PreviewVerdict = OfferVerdict | 'excluded';

export interface Judged {
  readonly verdict: PreviewVerdict;
  readonly reasonsFor: readonly Reason[];
  readonly reasonsAgainst: readonly Reason[];
  /** What is still to be settled; facts are exactly those of which some answer changes the verdict. */
  readonly asks: readonly Ask[];
}

export interface PreviewPerson {
  readonly id: string;
  readonly facts: FactSet;
}

export interface PreviewRow {
  readonly id: string;
  readonly before: Judged;
  readonly after: Judged;
  readonly changed: boolean;
}

/** The conditions that are compared: of the service and, for the need that is looked at, of the need. */
export interface Conditions {
  readonly criteria: Criteria | null;
  readonly needCriteria: Readonly<Record<string, Criteria>>;
}

const EXCLUDED: Judged = { verdict: 'excluded', reasonsFor: [], reasonsAgainst: [], asks: [] };
const VERDICTS = ['doesNotFit', 'fitsOnce', 'fitsOnce', 'fits'] as const;

/** The verdict on one offer for one need, with the eyes of the closed circle: what only they may read moves it too. */
export function judgeOne(offer: Offer, needCode: string, facts: FactSet, today: string): Judged {
  const index = indexOffers([offer]);
  const need = index.byNeed.get(needKey(offer.country as CountryCode, needCode));
  if (!need) return EXCLUDED;
  const reading = { mayReadRestricted: true };
  const person = viewPerson(facts, reading, [], today);
  if (isExcluded(need.bars[0]! & barsFor(person), offer, person)) return EXCLUDED;
  const standing = standingOf(need, 0, { person, program: index.leaves.program, levels: index.leaves.levelsFor(person.facts, reading) });
  const { reasonsFor, reasonsAgainst, asks } = explainJudged(need.candidates[0]!, person);
  return { verdict: VERDICTS[standing], reasonsFor, reasonsAgainst, asks };
}

const said = ({ verdict, asks }: Judged): string => JSON.stringify([verdict, asks]);

/** Everybody under both sets of conditions; who is judged otherwise comes first, then whoever is asked something else. */
export function previewOf(offer: Offer, needCode: string, sides: { readonly before: Conditions; readonly after: Conditions }, people: readonly PreviewPerson[], today: string): PreviewRow[] {
  const [was, becomes] = [{ ...offer, ...sides.before }, { ...offer, ...sides.after }];
  const rows = people.map(({ id, facts }) => {
    const [before, after] = [judgeOne(was, needCode, facts, today), judgeOne(becomes, needCode, facts, today)];
    return { id, before, after, changed: said(before) !== said(after) };
  });
  const weight = (row: PreviewRow): number => (row.before.verdict !== row.after.verdict ? 0 : row.changed ? 1 : 2);
  return [0, 1, 2].flatMap((place) => rows.filter((row) => weight(row) === place));
}
