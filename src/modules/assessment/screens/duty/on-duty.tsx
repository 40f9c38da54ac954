import { useMutation, useQuery } from '@tanstack/react-query';
import { telHref } from '#kernel/phone';
import { api } from '#platform/client';
import { Button, useNotify, useText } from '#ui';
import type { AlertView } from '../../alert-schema.ts';
import type { CaseDuty } from '../../duty-schema.ts';

function Phone({ phone }: { readonly phone: string }) {
  return <a className="ui-link" href={telHref(phone)}>{phone}</a>;
}

/** Whom to call now about the person of a case: who is on duty, and who goes on when nobody takes the alarm. */
export function OnDuty({ caseId, passedOn = false }: { readonly caseId: string; readonly passedOn?: boolean }) {
  const { t, formatDate } = useText();
  const query = useQuery({ queryKey: ['assessment', 'duty', caseId], queryFn: ({ signal }) => api.get<CaseDuty>(`/api/cases/${caseId}/duty`, {}, signal) });
  const duty = query.data;
  if (!duty || duty.officeName === null) return null;
  const nobody = duty.onDuty.length === 0;
  return (
    <div>
      {nobody ? <strong>{t('assessment.duty.nobody')}</strong> : <>{t('assessment.duty.call')}: </>}
      {duty.onDuty.map((d, i) => <span key={`${d.name}${d.phone}`}>{i > 0 ? ', ' : ''}<strong>{d.name}</strong> <Phone phone={d.phone} /> ({t('assessment.duty.call-until', { when: formatDate(new Date(d.untilAt), 'time') })})</span>)}
      {duty.next.length > 0 ? (
        <div className={passedOn || nobody ? undefined : 'ui-note'}>
          {t('assessment.duty.next', { n: duty.takeWithinMinutes })}: {duty.next.map((d, i) => <span key={`${d.name}${d.phone ?? ''}`}>{i > 0 ? ', ' : ''}{d.name}{d.phone ? <> <Phone phone={d.phone} /></> : null}</span>)}
        </div>
      ) : null}
    </div>
  );
}

/** Who has an alarm of danger, or by when somebody takes it. */
export function Taken({ alert }: { readonly alert: AlertView }) {
  const { t, formatDate } = useText();
  if (alert.takenAt !== null) {
    const when = formatDate(new Date(alert.takenAt), 'time');
    return <>{alert.takenBy ? t('assessment.alert-taken', { who: alert.takenBy, when }) : t('assessment.alert-taken-by-circle', { when })}</>;
  }
  if (alert.answeredAt !== null || alert.takeBy === null) return null;
  return alert.passedOn ? <strong>{t('assessment.alert-passed-on')}</strong> : <>{t('assessment.alert-take-by', { when: formatDate(new Date(alert.takeBy), 'time') })}</>;
}

/** One tap: I go on with this alarm. */
export function TakeButton({ alert }: { readonly alert: AlertView }) {
  const { t } = useText();
  const notify = useNotify();
  const take = useMutation({ mutationFn: () => api.send('POST', `/api/alerts/${alert.alertId}/take`), onSuccess: () => notify({ text: t('assessment.alert-take-notice') }) });
  if (alert.takenAt !== null || alert.answeredAt !== null || alert.takeBy === null) return null;
  return <Button size="small" look="primary" icon="check" pending={take.isPending} onClick={() => take.mutate()}>{t('assessment.alert-take')}</Button>;
}
