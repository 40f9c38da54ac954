import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Button, Card, Dialog, Form, Note, Stack, TextArea, useForm, useNavigate, useNotify, useText } from '#ui';
import { ReopenCase, type ClosingCode, type ClosingView, type Reopened } from '../../schema.ts';

/** What stands against closing a case, or how it ended. */
export function useClosing(caseId: string) {
  return useQuery({ queryKey: ['registry', 'closing', caseId], queryFn: ({ signal }) => api.get<ClosingView>(`/api/cases/${caseId}/closing`, {}, signal) });
}

/** A code of closing in the words of the country, or in the product's. */
export function useClosingWords(): (view: Pick<ClosingView, 'labels'>, code: ClosingCode) => string {
  const { t, locale } = useText();
  return (view, code) => view.labels[code]?.[locale] ?? t(`registry.closing.code.${code}`);
}

const REOPENERS: ReadonlySet<string> = new Set(['window', 'protection']);

/** How a closed case ended, calmly, with the way to go on. Of a case that goes on in another one the page says so elsewhere. */
export function ClosedCaseCard({ caseId }: { readonly caseId: string }) {
  const { t, formatDate } = useText();
  const { actor } = useSession();
  const [asking, setAsking] = useState(false);
  const { data } = useClosing(caseId);
  const wordsOf = useClosingWords();
  if (!data) return null;
  const { closing, reopens } = data;
  const button = reopens && REOPENERS.has(actor.role) ? <Button onClick={() => setAsking(true)}>{t('registry.reopening.open')}</Button> : null;
  return (
    <Card title={closing ? wordsOf(data, closing.code) : t('registry.closing.closed-already')} icon="check" actions={button}>
      {closing ? (
        <Stack gap={2}>
          <p>{closing.by ? t('registry.closing.by', { date: formatDate(closing.closedOn, 'long'), name: closing.by }) : formatDate(closing.closedOn, 'long')}</p>
          {closing.why ? <p>{closing.why}</p> : null}
        </Stack>
      ) : null}
      {asking && reopens ? <ReopenDialog caseId={caseId} as={reopens} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function ReopenDialog({ caseId, as, onClose }: { readonly caseId: string; readonly as: 'same' | 'new'; readonly onClose: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const form = useForm({
    id: `registry.reopen.${caseId}`, schema: ReopenCase, initial: {},
    onSubmit: async (command) => {
      const done = await api.send<Reopened>('POST', `/api/cases/${caseId}/reopen`, command);
      notify({ text: t('registry.reopening.done') });
      onClose();
      if (done.caseId !== caseId) navigate(`/app/cases/${done.caseId}`);
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('registry.reopening.open')}>
      <Form form={form} submitLabel={t('registry.reopening.open')} onCancel={onClose}>
        <Stack>
          <Note>{t(as === 'same' ? 'registry.reopening.same' : 'registry.reopening.new')}</Note>
          <TextArea {...form.field('why')} label={t('registry.reopening.why')} rows={3} maxLength={1000} />
        </Stack>
      </Form>
    </Dialog>
  );
}
