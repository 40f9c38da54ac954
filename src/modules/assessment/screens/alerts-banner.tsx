import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Dialog, Form, Stack, TextArea, useForm, useText } from '#ui';
import { CaseMark } from '#registry/screens';
import { AnswerAlert, type AlertView } from '../schema.ts';

/** What must reach somebody at once, of this case or of one that goes on in it, on top of the case, until somebody writes what was done. */
export function AlertsBanner({ caseId }: { readonly caseId: string }) {
  const query = useQuery({ queryKey: ['assessment', 'alerts', caseId], queryFn: ({ signal }) => api.get<{ alerts: AlertView[] }>(`/api/cases/${caseId}/alerts`, {}, signal) });
  const waiting = (query.data?.alerts ?? []).filter((alert) => alert.answeredAt === null);
  if (waiting.length === 0) return null;
  return <Stack gap={2}>{waiting.map((alert) => <AlertLine key={alert.alertId} alert={alert} on={caseId} />)}</Stack>;
}

function AlertLine({ alert, on }: { readonly alert: AlertView; readonly on: string }) {
  const { t, formatDate } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Banner
        tone={alert.pressing ? 'danger' : 'warning'} title={t(`assessment.alert.${alert.code}`)}
        action={<Button size="small" onClick={() => setOpen(true)}>{t('assessment.alert-answer')}</Button>}
      >
        {t(`assessment.alert-do.${alert.code}`)} {t('assessment.alert-since', { when: formatDate(new Date(alert.raisedAt), 'time') })} <CaseMark of={[alert.caseId]} on={on} />
      </Banner>
      <Dialog open={open} onClose={() => setOpen(false)} title={t(`assessment.alert.${alert.code}`)} description={t(`assessment.alert-do.${alert.code}`)}>
        <AnswerForm alert={alert} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function AnswerForm({ alert, onDone }: { readonly alert: AlertView; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `assessment.alert.${alert.alertId}`, schema: AnswerAlert, initial: { what: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/alerts/${alert.alertId}/answer`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('assessment.alert-done')} onCancel={onDone}>
      <TextArea {...form.field('what')} label={t('assessment.alert-what')} hint={t('assessment.alert-what-hint')} rows={3} />
    </Form>
  );
}
