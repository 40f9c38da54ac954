import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '#platform/client';
import { Button, Dialog, Form, Row, Select, StatusTag, TextField, useForm, useNotify, useText } from '#ui';
import { useSession } from '#access/screens';
import type { CaseSummary } from '../../schema.ts';

const KEEPERS: ReadonlySet<string> = new Set(['window', 'protection', 'supervisor']);
const AssignDraft = z.object({ officerId: z.uuid({ error: 'platform.missing' }), note: z.string().trim().max(300).optional() });

interface Officers { readonly officers: readonly { readonly id: string; readonly displayName: string; readonly role: string }[] }

function AssignDialog({ found, onClose }: { readonly found: CaseSummary; readonly onClose: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const officers = useQuery({ queryKey: ['registry', 'officers', found.caseId], queryFn: () => api.get<Officers>(`/api/cases/${found.caseId}/officers`) });
  const form = useForm({
    id: null, schema: AssignDraft, initial: {},
    onSubmit: async (command) => {
      const assigned = await api.send<CaseSummary>('POST', `/api/cases/${found.caseId}/assign`, command);
      notify({ text: t('registry.case.assigned', { name: assigned.officerName ?? '' }) });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('registry.case.assign')}>
      <Form form={form} submitLabel={t('registry.case.assign')} onCancel={onClose}>
        <Select {...form.field('officerId')} label={t('registry.case.assign-to')} options={(officers.data?.officers ?? []).map((o) => ({ value: o.id, label: o.displayName }))} />
        <TextField {...form.field('note')} label={t('registry.identity.why')} optional />
      </Form>
    </Dialog>
  );
}

/** State of a case and who holds it, with the way to take or give it. */
export function CaseHolder({ found }: { readonly found: CaseSummary }) {
  const { t } = useText();
  const { actor } = useSession();
  const notify = useNotify();
  const [assigning, setAssigning] = useState(false);
  const take = useMutation({ mutationFn: () => api.send('POST', `/api/cases/${found.caseId}/assign`, {}), onSuccess: () => notify({ text: t('registry.work.taken') }) });
  const open = found.state !== 'closed' && KEEPERS.has(actor.role);
  return (
    <Row>
      <StatusTag tone={found.state === 'new' ? 'warning' : found.state === 'active' ? 'info' : 'neutral'}>{t(`registry.state.${found.state}`)}</StatusTag>
      <span>{found.officerName ? t('registry.case.holder', { name: found.officerName }) : t('registry.case.no-holder')}</span>
      {open && !found.officerId && actor.role !== 'supervisor' ? <Button size="small" pending={take.isPending} onClick={() => take.mutate()}>{t('registry.work.take')}</Button> : null}
      {open ? <Button size="small" look="quiet" onClick={() => setAssigning(true)}>{t('registry.case.assign')}</Button> : null}
      {assigning ? <AssignDialog found={found} onClose={() => setAssigning(false)} /> : null}
    </Row>
  );
}
