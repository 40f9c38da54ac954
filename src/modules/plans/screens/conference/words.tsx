import { DescriptionList, StatusTag, type Tone, useText } from '#ui';
import type { SharedSection } from '#referrals/schema';
import type { ConferenceSnapshot, ConferenceState, TaskState } from '../../conference/schema.ts';

const CONFERENCE_TONES: Record<ConferenceState, Tone> = { called: 'info', held: 'success', closed: 'neutral', cancelled: 'neutral' };
const TASK_TONES: Record<TaskState, Tone> = { proposed: 'info', taken: 'info', done: 'success', dropped: 'neutral' };

/** A text that exists in both languages, in the reader's. */
export function useLabel(): (label: { readonly es: string; readonly en: string }) => string {
  const { locale } = useText();
  return (label) => label[locale];
}

export function ConferenceTag({ state }: { readonly state: ConferenceState }) {
  const { t } = useText();
  return <StatusTag tone={CONFERENCE_TONES[state]}>{t(`plans.conference.state.${state}`)}</StatusTag>;
}

export function TaskTag({ state }: { readonly state: TaskState }) {
  const { t } = useText();
  return <StatusTag tone={TASK_TONES[state]}>{t(`plans.conference.task.${state}`)}</StatusTag>;
}

interface When { readonly plannedOn: string; readonly plannedTime: string | null; readonly how: string; readonly place: string | null }

/** When, how and where, in one line. */
export function useWhen(): (meeting: When) => string {
  const { t, formatDate } = useText();
  return ({ plannedOn, plannedTime, how, place }) => [
    plannedTime === null ? formatDate(plannedOn, 'long') : t('plans.conference.at', { date: formatDate(plannedOn, 'long'), time: plannedTime }),
    t(`plans.conference.way.${how}`), ...(place === null ? [] : [place]),
  ].join(' · ');
}

function SectionItems({ section }: { readonly section: SharedSection }) {
  const label = useLabel();
  return (
    <section>
      <h3>{label(section.label)}</h3>
      <DescriptionList items={section.items.map((item) => ({ term: label(item.label), value: label(item.value) }))} />
    </section>
  );
}

/** What a member reads of the person: also shown before anybody is invited. */
export function SharedView({ shared }: { readonly shared: ConferenceSnapshot }) {
  const { t } = useText();
  return (
    <>
      <DescriptionList columns={2} items={[
        { term: t('plans.conference.first-name'), value: shared.firstName },
        { term: t('plans.conference.code'), value: shared.publicCode },
        { term: t('plans.conference.age'), value: shared.age === null ? t('plans.conference.age-unknown') : t('plans.conference.age-years', { n: shared.age }) },
      ]} />
      {shared.sections.map((section) => <SectionItems key={section.code} section={section} />)}
    </>
  );
}
