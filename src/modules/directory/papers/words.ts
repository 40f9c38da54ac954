/** What a way takes and costs, as sentences in the reader's language; what no source says is asked for at the counter. */
import type { Locale } from '#kernel/codes';
import type { Plan, Span } from './answer.ts';
import type { Way } from './way.ts';

export interface WayText {
  readonly locale: Locale;
  t(key: string, params?: Readonly<Record<string, string | number>>): string;
}

/** Amounts are kept in the smallest unit of their currency. */
function money(amount: number, currency: string, locale: Locale): string {
  const form = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return form.format(amount / 10 ** (form.resolvedOptions().maximumFractionDigits ?? 2));
}

export const officeWords = ({ office }: Way, { t }: WayText): string => t(`directory.papers.office.${office}`);

export function daysWords({ days: { typical, worst } }: Way, { t }: WayText): string {
  if (typical === null) return worst === null ? t('directory.papers.ask-there') : t('directory.papers.days-up-to', { n: worst });
  if (worst === null) return t('directory.papers.days-about', { n: typical });
  return worst === typical ? t('directory.papers.days', { n: typical }) : t('directory.papers.days-range', { from: typical, to: worst });
}

export function costWords({ cost, feeStated }: Way, { t, locale }: WayText): string {
  if (cost === null) return t(feeStated ? 'directory.papers.fee-unknown' : 'directory.papers.ask-there');
  return cost.amount === 0 ? t('directory.papers.free') : money(cost.amount, cost.currency, locale);
}

export const validityWords = ({ validDays }: Way, { t }: WayText): string | null => (validDays === null ? null : t('directory.papers.days', { n: validDays }));

/** What to bring where no paper is named: nothing, or nobody says. */
export const bringNothing = ({ needs }: Way, { t }: WayText): string => t(needs === null ? 'directory.papers.bring-unknown' : 'directory.papers.bring-nothing');

export function readyWords({ from, known, worst }: Span, { t }: WayText): string {
  if (!known) return t('directory.papers.ready-at-least', { n: from });
  if (worst === null) return t('directory.papers.ready-about', { n: from });
  return worst === from ? t('directory.papers.ready-in', { n: from }) : t('directory.papers.ready-between', { from, to: worst });
}

function totalCost({ cost, costsUnknown }: Plan['total'], { t, locale }: WayText): string[] {
  const known = cost.filter((c) => c.amount > 0).map((c) => money(c.amount, c.currency, locale)).join(' + ');
  return [
    ...(known ? [t('directory.papers.total-cost', { cost: known })] : costsUnknown === 0 ? [t('directory.papers.total-free')] : []),
    ...(costsUnknown > 0 ? [t('directory.papers.total-cost-unknown', { n: costsUnknown })] : []),
  ];
}

/** A whole plan in a few sentences: when, how much, how many visits. */
export function totalWords({ total }: Plan, text: WayText): string[] {
  const { t } = text;
  const nothingKnown = !total.ready.known && total.ready.from === 0 && total.costsUnknown > 0 && total.cost.every(({ amount }) => amount === 0) && total.visits === 0;
  if (nothingKnown) return [t('directory.papers.total-unknown')];
  return [
    readyWords(total.ready, text), ...totalCost(total, text),
    ...(total.visits > 0 ? [t('directory.papers.total-visits', { n: total.visits })] : []), ...(total.visitsUnknown > 0 ? [t('directory.papers.total-visits-unknown', { n: total.visitsUnknown })] : []),
  ];
}
