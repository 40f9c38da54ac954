import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, Confirm, EmptyState, ExternalLink, Form, Item, ItemList, Loaded, Note, Page, PageHeader, Stack, StatusTag, TextField, useForm, useText } from '#ui';
import { NameScreen, type ScreenLine } from '../../schema.ts';

interface Opened {
  readonly name: string;
  readonly address: string;
}

/** The screens of the waiting room: each has an address that shows numbers and nothing else. */
export function ScreensPage() {
  const { t } = useText();
  const [opened, setOpened] = useState<Opened | null>(null);
  const query = useQuery({ queryKey: ['reception', 'screens'], queryFn: () => api.get<{ screens: readonly ScreenLine[] }>('/api/reception/screens'), refetchInterval: 60_000 });
  const title = t('reception.screens.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('reception.screens.lead')} back={{ href: '/app/floor', label: t('reception.floor.title') }} />
      {opened ? (
        <Banner tone="success" title={t('reception.screens.opened', { name: opened.name })}>
          <Stack gap={2}><span>{t('reception.screens.once')}</span><ExternalLink href={opened.address}>{opened.address}</ExternalLink></Stack>
        </Banner>
      ) : null}
      <NewScreen onOpened={setOpened} />
      <Loaded query={query}>{({ screens }) => <Screens screens={screens} />}</Loaded>
    </Page>
  );
}

function NewScreen({ onOpened }: { readonly onOpened: (opened: Opened) => void }) {
  const { t } = useText();
  const form = useForm({
    id: null, schema: NameScreen, initial: {},
    onSubmit: async (command) => {
      const { key } = await api.send<{ key: string }>('POST', '/api/reception/screens', command);
      // The key stands behind the #, which no browser sends to any server.
      onOpened({ name: command.name, address: `${window.location.origin}/app/turnos#${key}` });
      form.setAll({});
    },
  });
  return (
    <Card title={t('reception.screens.new')} icon="plus">
      <Form form={form} submitLabel={t('reception.screens.open')}>
        <TextField {...form.field('name')} label={t('reception.screens.name')} hint={t('reception.screens.name-hint')} />
      </Form>
    </Card>
  );
}

function Screens({ screens }: { readonly screens: readonly ScreenLine[] }) {
  const { t, formatDate } = useText();
  const [closing, setClosing] = useState<ScreenLine | null>(null);
  const close = useMutation({ mutationFn: (screenId: string) => api.send('DELETE', `/api/reception/screens/${screenId}`), onSuccess: () => setClosing(null) });
  return (
    <Card title={t('reception.screens.open-ones')} count={screens.length} flush>
      <ItemList items={screens} itemKey={(s) => s.screenId} label={t('reception.screens.open-ones')} empty={<EmptyState icon="list" title={t('reception.screens.none')} />}>
        {(s) => (
          <Item
            title={s.name} meta={t('reception.screens.since', { at: formatDate(new Date(s.createdAt), 'time') })}
            tags={s.seenAt ? <StatusTag tone="success" icon="check">{t('reception.screens.seen', { at: formatDate(new Date(s.seenAt), 'time') })}</StatusTag> : <StatusTag tone="warning" icon="alert">{t('reception.screens.never')}</StatusTag>}
            actions={<Button size="small" look="quiet" icon="cross" onClick={() => setClosing(s)}>{t('reception.screens.close')}</Button>}
          />
        )}
      </ItemList>
      <Note>{t('reception.screens.note')}</Note>
      <Confirm
        open={closing !== null} onClose={() => setClosing(null)} danger pending={close.isPending} title={t('reception.screens.close-title', { name: closing?.name ?? '' })}
        description={t('reception.screens.close-text')} confirmLabel={t('reception.screens.close')} onConfirm={() => { if (closing) close.mutate(closing.screenId); }}
      />
    </Card>
  );
}
