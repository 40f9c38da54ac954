import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Dialog, Disclosure, Form, Item, ItemList, Stack, TextArea, useForm, useText } from '#ui';
import { CaseMark } from '#registry/screens';
import { AnswerAlert, type AlertView } from '../alert-schema.ts';
import { OnDuty, Taken } from './duty/on-duty.tsx';

/**
 * What must reach somebody at once, of this case or of one that goes on in it, on top of the case, until somebody writes what was done.
 * Below it, folded, what was done about the others and by whom.
 */
export function AlertsBanner({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['assessment', 'alerts', caseId], queryFn: ({ signal }) => api.get<{ alerts: AlertView[] }>(`/api/cases/${caseId}/alerts`, {}, signal) });
  const alerts = query.data?.alerts ?? [];
  if (alerts.length === 0) return null;
  const answered = alerts.filter((alert) => alert.answeredAt !== null);
  return (
    <Stack gap={2}>
      {alerts.filter((alert) => alert.answeredAt === null).map((alert) => <AlertLine key={alert.alertId} alert={alert} on={caseId} />)}
      {answered.length > 0 ? (
        <Disclosure summary={t('assessment.alerts-answered', { n: answered.length })}>
          <ItemList items={answered} itemKey={(a) => a.alertId} label={t('assessment.alerts-answered', { n: answered.length })}>{(alert) => <Answered alert={alert} on={caseId} />}</ItemList>
        </Disclosure>
      ) : null}
    </Stack>
  );
}

function useAlertWords() {
  const { t } = useText();
  return (alert: AlertView) => (alert.code
    ? { title: t(`assessment.alert.${alert.code}`), what: t(`assessment.alert-do.${alert.code}`) }
    : { title: t('assessment.alert-closed'), what: t('assessment.alert-do.closed') });
}

function Answered({ alert, on }: { readonly alert: AlertView; readonly on: string }) {
  const { t, formatDate } = useText();
  const words = useAlertWords()(alert);
  const when = formatDate(new Date(alert.answeredAt ?? alert.raisedAt), 'time');
  return (
    <Item
      title={words.title} tags={<CaseMark of={[alert.caseId]} on={on} />}
      meta={alert.answeredBy ? t('assessment.alert-answered', { who: alert.answeredBy, when }) : t('assessment.alert-answered-by-circle', { when })}
    >
      {alert.what ? <p>{alert.what}</p> : null}
    </Item>
  );
}

function AlertLine({ alert, on }: { readonly alert: AlertView; readonly on: string }) {
  const { t, formatDate } = useText();
  const words = useAlertWords()(alert);
  return (
    <Banner tone={alert.pressing ? 'danger' : 'warning'} title={words.title} action={alert.code ? <AnswerButton alert={alert} /> : undefined}>
      {words.what} {t('assessment.alert-since', { when: formatDate(new Date(alert.raisedAt), 'time') })}{' '}
      {alert.told && alert.dueAt ? t('assessment.alert-told', { office: alert.told, when: formatDate(new Date(alert.dueAt), 'time') }) : null}{' '}
      {alert.late ? <strong>{t('assessment.alert-late')}</strong> : null} <CaseMark of={[alert.caseId]} on={on} />
      {alert.takeBy ? <div><Taken alert={alert} /></div> : null}
      {alert.takeBy && alert.takenAt === null ? <OnDuty caseId={alert.caseId} passedOn={alert.passedOn} /> : null}
    </Banner>
  );
}

/** Says what was done about an alert; for whoever may know what it is about. */
export function AnswerButton({ alert }: { readonly alert: AlertView }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const words = useAlertWords()(alert);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>{t('assessment.alert-answer')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={words.title} description={words.what}>
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
