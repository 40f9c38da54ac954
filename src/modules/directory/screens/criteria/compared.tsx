import type { Criteria } from '#kernel/criteria';
import { KeyValueCompare, useText, type ComparedRow } from '#ui';
import { useRuleWords } from '../rule-words.ts';
import { partsOf, sentenceOf, useNames, useNeedName } from './names.ts';

/** Conditions with their days, whoever says them. */
export interface Told {
  readonly criteria: unknown;
  readonly needCriteria: Readonly<Record<string, unknown>>;
  readonly from: string | null;
  readonly until: string | null;
  readonly reason: string | null;
}

interface ComparedProps { readonly left: Told; readonly right: Told; readonly titles: readonly [string, string] }

const needsOf = (...told: readonly Told[]): readonly string[] => [...new Set(told.flatMap((one) => Object.keys(one.needCriteria)))];

/** Two sets of conditions line by line: days, reason, each condition that one or both of them have, and what single needs ask besides. */
export function Compared({ left, right, titles }: ComparedProps) {
  const { t, locale } = useText();
  const names = useNames();
  const nameOf = useNeedName();
  const words = useRuleWords();
  const row = (key: string, label: string, a: string, b: string): ComparedRow => ({ key, label, left: a, right: b, verdict: a === b ? 'same' : 'different' });
  const say = (part: unknown): string => sentenceOf((part ?? null) as Criteria | null, names, locale, t);
  const sentencesOf = (one: unknown): string[] => partsOf((one ?? null) as Criteria | null).map(say);
  const lines = (key: string, label: (n: number) => string, a: unknown, b: unknown): ComparedRow[] => {
    const [ours, theirs] = [sentencesOf(a), sentencesOf(b)];
    return [...new Set([...ours, ...theirs])].map((text, i) => row(`${key}${i}`, label(i + 1), ours.includes(text) ? text : '', theirs.includes(text) ? text : ''));
  };
  const general = lines('c', (n) => t('directory.conditions.condition', { at: String(n) }), left.criteria, right.criteria);
  const rows = [
    row('period', t('directory.conditions.compare.days'), words.period(left), words.period(right)),
    ...(general.length > 0 ? general : [row('none', t('directory.conditions.sentence'), say(left.criteria), say(right.criteria))]),
    ...needsOf(left, right).flatMap((need) => lines(`n-${need}`, () => t('directory.conditions.part.need', { need: nameOf(need) }), left.needCriteria[need], right.needCriteria[need])),
    ...(left.reason === null && right.reason === null ? [] : [row('reason', t('directory.conditions.reason'), left.reason ?? '', right.reason ?? '')]),
  ];
  return <KeyValueCompare caption={t('directory.conditions.compare')} leftTitle={titles[0]} rightTitle={titles[1]} rows={rows} />;
}
