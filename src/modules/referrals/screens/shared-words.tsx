import { type Happening, StatusTag, type Tone, useText } from '#ui';
import type { OfficerReferral, ReferralEvent, ReferralState, SharedSection, Snapshot } from '../schema.ts';
import { DescriptionList, Note, Stack } from '#ui';

const TONES: Record<ReferralState, Tone> = {
  draft: 'neutral', sent: 'info', received: 'info', accepted: 'success', declined: 'warning', 'more-information-asked': 'warning',
  'waiting-list': 'info', 'in-service': 'success', completed: 'success', 'did-not-come': 'warning', withdrawn: 'neutral', expired: 'danger',
};

/** The state of a referral in words, with an icon. */
export function ReferralStateTag({ state }: { readonly state: ReferralState }) {
  const { t } = useText();
  return <StatusTag tone={TONES[state]}>{t(`referrals.state.${state}`)}</StatusTag>;
}

/** That the clock of the present step has run out, and who sees it. */
export function StageTag({ stage }: Pick<OfficerReferral, 'stage'>) {
  const { t } = useText();
  if (stage !== 'officer' && stage !== 'supervisor') return null;
  return <StatusTag tone="danger" icon="clock">{t(`referrals.stage.${stage}`)}</StatusTag>;
}

/** A text that exists in both languages, in the reader's. */
export function useLabel(): (label: { readonly es: string; readonly en: string }) => string {
  const { locale } = useText();
  return (label) => label[locale];
}

/** The history as a timeline, newest first. */
export function useHistory(history: readonly ReferralEvent[]): Happening[] {
  const { t, formatDate } = useText();
  const label = useLabel();
  return history.map((event, at): Happening => ({
    key: String(at), when: formatDate(new Date(event.at), 'time'), who: [event.by, event.byLink ? t('referrals.event.by-link') : ''].filter(Boolean).join(' · '), title: t(`referrals.event.${event.kind}`),
    tone: TONES[event.state],
    detail: event.reason || event.note ? <>{event.reason ? <strong>{label(event.reason)}</strong> : null} {event.note}</> : null,
  })).reverse();
}

/** One shared section: label and value of every item. */
export function SectionItems({ section }: { readonly section: SharedSection }) {
  const label = useLabel();
  return <DescriptionList items={section.items.map((item) => ({ term: label(item.label), value: label(item.value) }))} />;
}

/** What a provider reads of a person: also shown to officer and person before anything is sent. */
export function SharedCopy({ shared, emptyText }: { readonly shared: Snapshot; readonly emptyText?: string }) {
  const { t } = useText();
  const label = useLabel();
  return (
    <Stack gap={4}>
      <DescriptionList columns={2} items={[
        { term: t('referrals.send.first-name'), value: shared.firstName },
        { term: t('referrals.send.code'), value: shared.publicCode },
        { term: t('referrals.send.age'), value: shared.age === null ? t('referrals.send.age-unknown') : t('referrals.send.age-years', { n: shared.age }) },
        { term: t('referrals.send.need'), value: label(shared.need.label) },
        ...(shared.byWoman ? [{ term: t('referrals.wish'), value: t('referrals.wish.woman') }] : []),
        ...(shared.attendedBy ? [{ term: t('referrals.attended'), value: t(`referrals.attended.${shared.attendedBy}`) }] : []),
        ...(shared.note ? [{ term: t('referrals.inbox.note'), value: shared.note }] : []),
      ]} />
      {shared.sections.map((section) => (
        <section key={section.code}>
          <h3>{label(section.label)}</h3>
          <SectionItems section={section} />
        </section>
      ))}
      {shared.sections.length === 0 && emptyText ? <Note>{emptyText}</Note> : null}
    </Stack>
  );
}
