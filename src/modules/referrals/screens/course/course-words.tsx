import { Row, StatusTag, useText } from '#ui';
import type { CourseView } from '../../course/schema.ts';

export const SESSION_TONES = { planned: 'info', kept: 'success', missed: 'warning', cancelled: 'neutral' } as const;

/** How far a course is, in a few words: 3 of 8, last on, next on, with whom, missed. */
export function CourseTags({ course }: { readonly course: CourseView }) {
  const { t, formatDate } = useText();
  const { kept, planned, last, next, missed, withWhom, ended } = course;
  const said = [t('referrals.course.stands', { kept, planned }), ...(last ? [t('referrals.course.last', { date: formatDate(last) })] : []), ...(next ? [t('referrals.course.next', { date: formatDate(next) })] : [])];
  return (
    <Row gap={2}>
      <span>{said.join(' · ')}</span>
      <StatusTag tone="neutral" icon={withWhom === 'family' ? 'people' : 'person'}>{t(`referrals.course.with.${withWhom}`)}</StatusTag>
      {missed > 0 ? <StatusTag tone="warning">{t('referrals.course.missed', { n: missed })}</StatusTag> : null}
      {ended ? <StatusTag tone="neutral">{t('referrals.course.ended', { why: t(`referrals.course.end.${ended}`) })}</StatusTag> : null}
    </Row>
  );
}
