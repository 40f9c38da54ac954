import { StatusTag, useText } from '#ui';
import type { FeedbackLine } from '../schema.ts';

/** Names that come in both languages. */
export function useLabel(): (label: { readonly es: string; readonly en: string }) => string {
  const { locale } = useText();
  return (label) => label[locale];
}

const TONES = { received: 'warning', looking: 'info', 'passed-on': 'info', answered: 'success', closed: 'neutral' } as const;

/** How it stands, and what stands out about it. */
export function StateTags({ line }: { readonly line: FeedbackLine }) {
  const { t } = useText();
  return (
    <>
      <StatusTag tone={TONES[line.state]}>{t(`feedback.state.${line.state}`)}</StatusTag>
      {line.restricted ? <StatusTag tone="accent" icon="lock">{t('feedback.restricted')}</StatusTag> : null}
      {line.reopened > 0 ? <StatusTag tone="warning" icon="undo">{t('feedback.reopened', { n: line.reopened })}</StatusTag> : null}
      {line.escalated ? <StatusTag tone="danger" icon="flag">{t('feedback.escalated')}</StatusTag> : null}
    </>
  );
}
