import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Card, Checkbox, Dialog, EmptyState, Form, type Happening, RadioGroup, StatusTag, TextArea, Timeline, useForm, useText } from '#ui';
import { type EntryView, type OfficerConference, WriteEntry } from '../../conference/schema.ts';
import { useLabel } from './words.tsx';

/** What was said, decided and done, newest first. */
export function RecordCard({ conference }: { readonly conference: OfficerConference }) {
  const { t } = useText();
  const [writing, setWriting] = useState(false);
  const items = useItems(conference.entries);
  const close = () => setWriting(false);
  return (
    <Card title={t('plans.conference.record')} icon="edit" actions={conference.mayWrite ? <Button size="small" icon="plus" onClick={() => setWriting(true)}>{t('plans.conference.write')}</Button> : null}>
      {items.length > 0 ? <Timeline items={items} label={t('plans.conference.record')} /> : <EmptyState icon="edit" title={t('plans.conference.nothing-said')} />}
      <Dialog open={writing} onClose={close} title={t('plans.conference.write')}><WriteForm conferenceId={conference.conferenceId} onDone={close} /></Dialog>
    </Card>
  );
}

function useItems(entries: readonly EntryView[]): Happening[] {
  const { t, formatDate } = useText();
  const label = useLabel();
  return entries.map((entry, at): Happening => ({
    key: String(at), when: formatDate(new Date(entry.at), 'time'), who: entry.by,
    title: entry.member === null ? t(`plans.conference.entry.${entry.kind}`) : `${t(`plans.conference.entry.${entry.kind}`)}: ${label(entry.member)}`,
    tone: entry.kind === 'decision' ? 'success' : entry.kind === 'consent-withdrawn' ? 'warning' : 'neutral',
    detail: entry.text === null ? null : <>{entry.text} {entry.told ? <StatusTag tone="info">{t('plans.conference.told-tag')}</StatusTag> : null}</>,
  }));
}

function WriteForm({ conferenceId, onDone }: { readonly conferenceId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.conference.write.${conferenceId}`, schema: WriteEntry, initial: {},
    onSubmit: async (command) => { await api.send('POST', `/api/conferences/${conferenceId}/entries`, command); onDone(); },
  });
  return (
    <Form form={form} submitLabel={t('plans.save')} onCancel={onDone}>
      <RadioGroup {...form.field('kind')} label={t('plans.conference.kind')} layout="row" options={(['note', 'decision'] as const).map((kind) => ({ value: kind, label: t(`plans.conference.kind.${kind}`) }))} />
      <TextArea {...form.field('text')} label={t('plans.conference.text')} rows={4} maxLength={4000} />
      {form.values.kind === 'decision' ? <Checkbox {...form.field('told')} label={t('plans.conference.told')} /> : null}
    </Form>
  );
}
