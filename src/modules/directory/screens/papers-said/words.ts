import { useText, type TextTools } from '#ui';
import type { ReportedPaper } from '#directory/matching';
import type { Acceptance } from '../../schema/paper-reports.ts';

/** What was reported of one paper, as sentences: never more certain than it is, and always with its day. */
export function reportedWords({ level, firm, on, copies }: Omit<ReportedPaper, 'document' | 'held'>, paper: string, { t, formatDate }: Pick<TextTools, 't' | 'formatDate'>): string[] {
  const how = firm ? `${level}-firm` : level;
  return [
    ...(level === 'nobody' || on === null ? [] : [t(`directory.papers-said.told.${how}`, { paper, date: formatDate(on) })]),
    ...copies.map(({ reason, last }) => t(`directory.papers-said.copy.${reason}`, { paper, date: formatDate(last) })),
  ];
}

/** How often and when last each side was reported; for colleagues, who may see small numbers. */
export function useCounts(): (one: Acceptance) => string {
  const { t, formatDate } = useText();
  return ({ accepted, refused }) => [
    accepted.last === null ? null : t('directory.papers-said.accepted-n', { n: accepted.n, date: formatDate(accepted.last) }),
    refused.last === null ? null : t('directory.papers-said.refused-n', { n: refused.n, date: formatDate(refused.last) }),
  ].filter((words) => words !== null).join(' · ');
}
