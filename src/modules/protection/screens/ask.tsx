import { useState, type ReactNode } from 'react';
import { Button, type ButtonLook, Dialog, Form, type IconName, TextArea, useForm, useNotify, useText } from '#ui';
import { api } from '#platform/client';
import { Why } from '../schema.ts';

interface AskProps { readonly label: string; readonly title?: string; readonly look?: ButtonLook; readonly icon?: IconName; readonly children: (close: () => void) => ReactNode }

/** A button that asks for more in a dialog. */
export function Ask({ label, title, look = 'secondary', icon, children }: AskProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button size="small" look={look} {...(icon ? { icon } : {})} onClick={() => setOpen(true)}>{label}</Button>
      <Dialog open={open} onClose={close} title={title ?? label}>{open ? children(close) : null}</Dialog>
    </>
  );
}

/** Sends a command and says that it was kept. */
export function useSaving(path: string, onDone: () => void): (command: unknown) => Promise<void> {
  const { t } = useText();
  const notify = useNotify();
  return async (command) => {
    await api.send('POST', path, command);
    notify({ text: t('protection.saved') });
    onDone();
  };
}

/** Asks only why; `more` is sent along. */
export function WhyForm({ path, id, more, onDone }: { readonly path: string; readonly id: string; readonly more?: object; readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(path, onDone);
  const form = useForm({ id, schema: Why, initial: {}, onSubmit: (command) => save({ ...more, ...command }) });
  return <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}><TextArea {...form.field('why')} label={t('protection.why')} rows={3} maxLength={1000} /></Form>;
}
