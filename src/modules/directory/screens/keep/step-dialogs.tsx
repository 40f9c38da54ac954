import { z } from 'zod';
import { api } from '#platform/client';
import { Combobox, Dialog, Form, Stack, TextArea, useForm, useNavigate, useNotify, useText } from '#ui';
import { restoreSchema, type EntryKind, type EntryList, type EntryPage } from '../../schema/stewardship.ts';

/** What a steward proposes in one step: an earlier version again, or out of sight. Somebody else publishes it like every change. */

const toReview = (proposalId: string): string => `/app/directory/keep/proposals/${proposalId}`;

export function RestoreDialog({ entry, version, onClose }: { readonly entry: string; readonly version: number; readonly onClose: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const form = useForm({
    id: null, schema: restoreSchema, initial: { version, reason: '' },
    onSubmit: async (command) => {
      const { proposalId } = await api.send<{ proposalId: string }>('POST', `/api/directory/entries/${encodeURIComponent(entry)}/restore`, command);
      navigate(toReview(proposalId));
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('directory.keep.restore', { n: version })} description={t('directory.keep.restore-lead')}>
      <Form form={form} submitLabel={t('directory.keep.propose')} onCancel={onClose}><TextArea {...form.field('reason')} label={t('directory.keep.reason')} rows={2} /></Form>
    </Dialog>
  );
}

const retireSchema = z.object({ reason: restoreSchema.shape.reason, successorId: z.string().nullable().default(null) });

async function findOthers(kind: EntryKind, text: string, locale: string) {
  const { entries } = await api.get<EntryList>('/api/directory/entries', { kind, text });
  return entries.map((line) => ({ value: line.id, label: locale === 'en' ? line.nameEn : line.nameEs, note: line.id }));
}

export function RetireDialog({ data, onClose }: { readonly data: EntryPage; readonly onClose: () => void }) {
  const { t, locale } = useText();
  const navigate = useNavigate();
  const notify = useNotify();
  const { kind, id, version } = data.line;
  const form = useForm({
    id: null, schema: retireSchema, initial: { reason: '', successorId: null },
    onSubmit: async ({ reason, successorId }) => {
      const { proposalId } = await api.send<{ proposalId: string }>('POST', '/api/directory/proposals', {
        kind, entryId: id, baseVersion: version, entry: data.entry, listed: false, successorId, reason, evidence: { kind: 'call', text: '' },
      });
      notify({ text: t('directory.keep.proposed') });
      navigate(toReview(proposalId));
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('directory.keep.retire')} description={t('directory.keep.retire-lead')}>
      <Form form={form} submitLabel={t('directory.keep.propose')} onCancel={onClose}>
        <Stack>
          <TextArea {...form.field('reason')} label={t('directory.keep.reason')} rows={2} />
          <Combobox {...form.field('successorId')} label={t('directory.keep.successor')} optional load={(text) => findOthers(kind, text, locale)} />
        </Stack>
      </Form>
    </Dialog>
  );
}
