import { StatusTag, useText, type Tone } from '#ui';
import type { FollowUpView } from '../schema.ts';

const TONES: Record<FollowUpView['state'], Tone> = { planned: 'neutral', talked: 'info', done: 'success', lost: 'danger', closed: 'neutral', cancelled: 'neutral' };

/** Where a contact stands, in words: late, due today, or how it ended. */
export function FollowUpTag({ followUp }: { readonly followUp: FollowUpView }) {
  const { t } = useText();
  if (followUp.timing === 'overdue') return <StatusTag tone="danger" icon="alert">{t('plans.overdue', { n: followUp.daysLate })}</StatusTag>;
  if (followUp.timing === 'today') return <StatusTag tone="warning" icon="clock">{t('plans.due-today')}</StatusTag>;
  return <StatusTag tone={TONES[followUp.state]}>{t(`plans.state.${followUp.state}`)}</StatusTag>;
}

/** How it is meant to be made and what is asked, in one line. */
export function useFollowUpMeta(): (followUp: FollowUpView) => string {
  const { t, formatDate } = useText();
  return (followUp) => [
    followUp.closedOn ? t('plans.ended-on', { date: formatDate(followUp.closedOn) }) : t('plans.due-on', { date: formatDate(followUp.dueOn) }),
    t(`plans.channel.${followUp.channel}`),
    ...(followUp.round ? [t('plans.with-survey')] : []),
    ...(followUp.attempts > 0 ? [t('plans.tries', { n: followUp.attempts })] : []),
    ...(followUp.escalated ? [t('plans.escalated')] : []),
    ...(followUp.lostOn ? [t('plans.lost-since', { date: formatDate(followUp.lostOn) })] : []),
    ...(followUp.lastChannel ? [t('plans.last-channel', { channel: t(`plans.channel.${followUp.lastChannel}`) })] : []),
  ].join(' · ');
}
