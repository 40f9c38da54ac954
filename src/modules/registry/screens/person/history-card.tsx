import { Card, EmptyState, Timeline, useText } from '#ui';
import type { Happening } from '#ui';
import type { Correction, EndedEntry, PersonDetail } from '../../schema.ts';

function useCorrectionWords(): (c: Correction) => string {
  const { t } = useText();
  const shown = (value: string | null) => value ?? t('registry.identity.empty-value');
  return (c) => (c.oldValue === c.newValue
    ? t('registry.identity.confirmed', { field: t(`registry.field.${c.field}`), value: shown(c.newValue) })
    : t('registry.identity.changed', { field: t(`registry.field.${c.field}`), old: shown(c.oldValue), next: shown(c.newValue) }));
}

function useEndedWords(): (e: EndedEntry) => string {
  const { t } = useText();
  return (e) => t(`registry.history.ended-${e.kind}`, { what: [t(e.kind === 'document' ? `registry.document.${e.label}` : `registry.channel.${e.label}`), e.value].filter(Boolean).join(' ') });
}

function useHappenings(): (detail: PersonDetail) => Happening[] {
  const { t, formatDate } = useText();
  const correction = useCorrectionWords();
  const ended = useEndedWords();
  return ({ person, corrections, ended: past }) => {
    const first = { at: person.registeredOn, title: t('registry.identity.source', { source: t(`registry.source.${person.source}`), evidence: t(`registry.evidence.${person.evidence}`).toLowerCase() }), who: null, detail: null, icon: 'flag' as const };
    const all = [
      ...corrections.map((c) => ({ at: c.at, title: correction(c), who: c.by, detail: [t(`registry.evidence.${c.evidence}`), c.reason].filter(Boolean).join(' · '), icon: 'edit' as const })),
      ...past.map((e) => ({ at: e.endedAt, title: ended(e), who: e.by, detail: e.reason, icon: 'history' as const })),
    ].sort((a, b) => (a.at < b.at ? 1 : -1));
    return [...all, first].map(({ at, ...h }, i) => ({ ...h, key: `${at}-${i}`, when: formatDate(at, 'time') }));
  };
}

/** What was corrected, confirmed, replaced or ended: nothing is overwritten without a trace. */
export function HistoryCard({ detail }: { readonly detail: PersonDetail }) {
  const { t } = useText();
  const happenings = useHappenings();
  const items = happenings(detail);
  return (
    <Card title={t('registry.history.title')} icon="history">
      {items.length === 0 ? <EmptyState icon="history" title={t('registry.identity.no-corrections')} /> : <Timeline items={items} label={t('registry.history.title')} />}
    </Card>
  );
}
