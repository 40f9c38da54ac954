import { useText, type TextTools } from '#ui';
import type { ReportedPaper } from '#directory/matching';
import type { Acceptance } from '../../schema/paper-reports.ts';

/** What was reported of one paper, as sentences: never more certain than it is, and always with its day. */
export function reportedWords({ level, firm, on, places, copies }: Omit<ReportedPaper, 'document' | 'held'>, paper: string, { t, formatDate, formatList }: Pick<TextTools, 't' | 'formatDate' | 'formatList'>): string[] {
  const how = firm ? `${level}-firm` : level;
  return [
    ...(level === 'nobody' || on === null ? [] : [[t(`directory.papers-said.told.${how}`, { paper, date: formatDate(on) }), ...(places.length > 0 ? [t('directory.papers-said.counters', { places: formatList(places) })] : [])].join(' ')]),
    ...copies.map(({ reason, last }) => t(`directory.papers-said.copy.${reason}`, { paper, date: formatDate(last) })),
  ];
}

/** How often and when last each side was reported; for colleagues, who may see small numbers. */
export function useCounts(): (one: Acceptance) => string {
  const { t, formatDate, formatList } = useText();
  const at = ({ places }: Acceptance['accepted'], words: string): string => (places.length > 0 ? `${words} (${formatList(places)})` : words);
  return ({ accepted, refused }) => [
    accepted.last === null ? null : at(accepted, t('directory.papers-said.accepted-n', { n: accepted.n, date: formatDate(accepted.last) })),
    refused.last === null ? null : at(refused, t('directory.papers-said.refused-n', { n: refused.n, date: formatDate(refused.last) })),
  ].filter((words) => words !== null).join(' · ');
}
