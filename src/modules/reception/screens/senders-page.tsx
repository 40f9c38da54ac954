import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, Confirm, DescriptionList, Disclosure, EmptyState, Grid, Loaded, Page, PageHeader, Select, Stack, useErrorSentence, useText } from '#ui';
import { DATE_ORDERS, FIELDS, NAME_ORDERS, SEX_M, type ChangeSenderInput, type Field, type SenderLine } from '../schema.ts';

/** What is remembered of those who send lists; it can be corrected and forgotten. */
export function SendersPage() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'senders'], queryFn: () => api.get<{ senders: SenderLine[] }>('/api/reception/senders') });
  const title = t('reception.senders.title');
  return (
    <Page width="normal" title={title}>
      <PageHeader title={title} lead={t('reception.senders.lead')} back={{ href: '/app/manifests', label: t('reception.lists.title') }} />
      <Loaded query={query}>
        {({ senders }) => (senders.length === 0
          ? <EmptyState icon="inbox" title={t('reception.senders.none')}>{t('reception.senders.none-hint')}</EmptyState>
          : <Stack>{senders.map((sender) => <SenderCard key={sender.layoutId} sender={sender} />)}</Stack>)}
      </Loaded>
    </Page>
  );
}

function SenderCard({ sender }: { readonly sender: SenderLine }) {
  const { t, formatDate } = useText();
  const sentence = useErrorSentence();
  const [forgetting, setForgetting] = useState(false);
  const change = useMutation({ mutationFn: (input: ChangeSenderInput) => api.send('PUT', `/api/reception/senders/${sender.layoutId}`, input) });
  const forget = useMutation({ mutationFn: () => api.send('DELETE', `/api/reception/senders/${sender.layoutId}`), onSuccess: () => setForgetting(false) });
  const words = Object.entries(sender.columns);
  const named = words.filter(([, field]) => field !== 'ignore');
  const { dateOrder, nameOrder, sexM } = sender.readings;
  return (
    <Card
      title={sender.sender} icon="inbox"
      actions={<Button size="small" look="quiet" icon="trash" aria-label={t('reception.senders.forget-name', { name: sender.sender })} onClick={() => setForgetting(true)}>{t('reception.senders.forget')}</Button>}
    >
      <Stack gap={3}>
        {change.error ? <Banner tone="danger" live>{sentence(change.error)}</Banner> : null}
        <DescriptionList columns={2} items={[
          { term: t('reception.senders.columns'), value: t('reception.senders.columns-known', { n: named.length, of: words.length }) },
          { term: t('reception.senders.used'), value: t('reception.senders.used-by', { n: sender.uses, by: sender.updatedBy || '—', at: formatDate(sender.updatedAt) }) },
        ]} />
        <Grid min="medium">
          <Select name={`date-${sender.layoutId}`} label={t('reception.questions.date-order')} value={dateOrder} disabled={change.isPending} options={DATE_ORDERS.map((value) => ({ value, label: t(`reception.date-order.${value}`) }))} onChange={(value) => change.mutate({ columns: {}, readings: { dateOrder: value } })} optional />
          <Select name={`names-${sender.layoutId}`} label={t('reception.questions.name-order')} value={nameOrder} disabled={change.isPending} options={NAME_ORDERS.map((value) => ({ value, label: t(`reception.name-order.${value}`) }))} onChange={(value) => change.mutate({ columns: {}, readings: { nameOrder: value } })} optional />
          <Select name={`sex-${sender.layoutId}`} label={t('reception.questions.sex-m')} value={sexM} disabled={change.isPending} options={SEX_M.map((value) => ({ value, label: t(`reception.sex-m.${value}`) }))} onChange={(value) => change.mutate({ columns: {}, readings: { sexM: value } })} optional />
        </Grid>
        <Disclosure summary={t('reception.senders.change-columns')}>
          <Grid min="medium">
            {words.map(([word, field]) => (
              <Select
                key={word} name={`${sender.layoutId}-${word}`} label={word} value={field} disabled={change.isPending}
                options={FIELDS.map((value) => ({ value, label: t(`reception.field.${value}`) }))} onChange={(value: Field | undefined) => { if (value) change.mutate({ columns: { [word]: value } }); }}
              />
            ))}
          </Grid>
        </Disclosure>
      </Stack>
      <Confirm
        open={forgetting} onClose={() => setForgetting(false)} title={t('reception.senders.forget-title', { name: sender.sender })} description={t('reception.senders.forget-text')}
        confirmLabel={t('reception.senders.forget')} danger pending={forget.isPending} onConfirm={() => forget.mutate()}
      />
    </Card>
  );
}
