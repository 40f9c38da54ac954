import { Row, StatusTag, useText } from '#ui';
import type { EntryLine, Origin } from '../../schema/stewardship.ts';

/** States of an entry in words. */

/** By when it should be confirmed, and whether that day has passed. */
export function FreshTag({ line }: { readonly line: EntryLine }) {
  const { t, formatDate } = useText();
  const { confirmedOn, confirmBy, stale, phoneFirst } = line.freshness;
  if (phoneFirst) return <StatusTag tone="danger" icon="phone">{t('directory.keep.phone-first')}</StatusTag>;
  if (stale) return <StatusTag tone="warning" icon="clock">{t('directory.keep.stale', { on: formatDate(confirmBy) })}</StatusTag>;
  return <StatusTag tone="success" icon="check">{confirmedOn ? t('directory.keep.confirmed', { on: formatDate(confirmedOn) }) : t('directory.keep.due', { on: formatDate(confirmBy) })}</StatusTag>;
}

export function EntryTags({ line }: { readonly line: EntryLine }) {
  const { t } = useText();
  return (
    <Row gap={2}>
      <FreshTag line={line} />
      {line.step ? <StatusTag tone={line.step === 'steward' ? 'warning' : 'info'}>{t(`directory.keep.step.${line.step}`)}</StatusTag> : null}
      {line.listed ? null : <StatusTag tone="neutral" icon="lock">{t('directory.keep.unlisted')}</StatusTag>}
      {line.hidden ? <StatusTag tone="danger" icon="lock">{t('directory.tag.protection')}</StatusTag> : null}
      {line.reports > 0 ? <StatusTag tone="danger" icon="flag">{t('directory.keep.reports', { n: line.reports })}</StatusTag> : null}
      {line.proposals > 0 ? <StatusTag tone="info" icon="edit">{t('directory.keep.proposals', { n: line.proposals })}</StatusTag> : null}
      {line.lacks.map((lack) => <StatusTag key={lack} tone="neutral" icon="question">{t(`directory.keep.lacks.${lack}`)}</StatusTag>)}
    </Row>
  );
}

/** The words that the product itself gives as a reason stand for their sentence. */
export function useReasonWords(): (reason: string | null) => string {
  const { t, has } = useText();
  return (reason) => (reason !== null && has(`directory.keep.said.${reason}`) ? t(`directory.keep.said.${reason}`) : (reason ?? ''));
}

/** Who says it. */
export function useOriginWords(): (origin: Origin, by: string | null) => string {
  const { t } = useText();
  return (origin, by) => [t(`directory.keep.origin.${origin}`), by].filter(Boolean).join(': ');
}
