import { api } from '#platform/client';
import { Dialog, Form, TextField, useForm, useText } from '#ui';
import { ReopenList } from '../../schema.ts';

interface Props {
  readonly manifestId: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A supervisor opens a closed list again, and says why. */
export function ReopenDialog({ manifestId, open, onClose }: Props) {
  const { t } = useText();
  return <Dialog open={open} onClose={onClose} title={t('reception.end.reopen')} description={t('reception.end.reopen-text')}>{open ? <ReopenForm manifestId={manifestId} onClose={onClose} /> : null}</Dialog>;
}

function ReopenForm({ manifestId, onClose }: Omit<Props, 'open'>) {
  const { t } = useText();
  const form = useForm({
    id: `reception.reopen.${manifestId}`, schema: ReopenList, initial: {},
    onSubmit: async (command) => { await api.send('POST', `/api/reception/manifests/${manifestId}/reopen`, command); onClose(); },
  });
  return <Form form={form} submitLabel={t('reception.end.reopen')} onCancel={onClose}><TextField {...form.field('reason')} label={t('reception.end.why')} autoFocus /></Form>;
}
