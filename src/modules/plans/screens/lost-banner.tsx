import { useState } from 'react';
import { api } from '#platform/client';
import { Banner, Button, Dialog, Disclosure, Form, RadioGroup, Stack, TextArea, useForm, useText } from '#ui';
import { FindPerson, type LostPeriodView } from '../schema.ts';

/** That nobody can reach the person now, since when, and how they were last reached safely; times before are behind a fold. */
export function LostBanner({ caseId, lost, mayRecord }: { readonly caseId: string; readonly lost: readonly LostPeriodView[]; readonly mayRecord: boolean }) {
  const { t, formatDate } = useText();
  const [finding, setFinding] = useState(false);
  const now = lost.find((p) => p.until === null);
  const past = lost.filter((p) => p.until !== null);
  return (
    <>
      {now ? (
        <Banner tone="danger" title={t('plans.lost-title', { date: formatDate(now.from) })}>
          <Stack gap={2}>
            <span>{now.lastSafeOn && now.lastSafeChannel ? t('plans.lost-last-safe', { date: formatDate(now.lastSafeOn), channel: t(`plans.channel.${now.lastSafeChannel}`) }) : t('plans.lost-never')}</span>
            {mayRecord ? <div><Button size="small" icon="check" onClick={() => setFinding(true)}>{t('plans.found')}</Button></div> : null}
          </Stack>
        </Banner>
      ) : null}
      {past.length > 0 ? (
        <Disclosure summary={t('plans.lost-history', { n: past.length })}>
          {past.map((p) => <p key={p.periodId}>{t('plans.lost-past', { from: formatDate(p.from), until: formatDate(p.until!), how: t(`plans.found-how.${p.how ?? 'contact'}`) })}</p>)}
        </Disclosure>
      ) : null}
      <Dialog open={finding} onClose={() => setFinding(false)} title={t('plans.found')}><FoundForm caseId={caseId} onDone={() => setFinding(false)} /></Dialog>
    </>
  );
}

function FoundForm({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.found.${caseId}`, schema: FindPerson, initial: { note: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/cases/${caseId}/found`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('plans.save')} onCancel={onDone}>
      <RadioGroup {...form.field('how')} label={t('plans.found-how')} options={FindPerson.shape.how.options.map((how) => ({ value: how, label: t(`plans.found-how.${how}`) }))} />
      <TextArea {...form.field('note')} label={t('plans.note')} optional rows={2} />
    </Form>
  );
}
