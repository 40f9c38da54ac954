import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Combobox, Confirm, DescriptionList, Dialog, EmptyState, Form, Item, ItemList, LinkButton, Loaded, Page, PageHeader, RadioGroup, Row, SplitView, Stack, StatusTag, TextArea, useForm, useNotify, useText } from '#ui';
import type { Tone } from '#ui';
import { AskTransfer, REFUSALS, RefuseTransfer, type CaseTransfers, type TransferView } from '../../schema.ts';

const TONES: Readonly<Record<TransferView['state'], Tone>> = { asked: 'warning', accepted: 'success', refused: 'danger', 'taken-back': 'neutral', overtaken: 'neutral' };

/** The transfers of a case. */
export function useTransfers(caseId: string) {
  return useQuery({ queryKey: ['registry', 'transfers', caseId], queryFn: ({ signal }) => api.get<CaseTransfers>(`/api/cases/${caseId}/transfers`, {}, signal) });
}

function AskForm({ caseId, found }: { readonly caseId: string; readonly found: CaseTransfers }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `registry.transfer.${caseId}`, schema: AskTransfer, initial: {},
    onSubmit: async (command) => {
      await api.send('POST', `/api/cases/${caseId}/transfers`, command);
      notify({ text: t('registry.transfer.asked-notice') });
    },
  });
  const options = found.offices.map((o) => ({ value: o.officeId, label: o.name, ...(o.placeName ? { hint: o.placeName } : {}) }));
  return (
    <Form form={form} submitLabel={t('registry.transfer.ask')}>
      <Combobox {...form.field('toOfficeId')} label={t('registry.transfer.to')} options={options} />
      <TextArea {...form.field('note')} label={t('registry.transfer.note')} hint={t('registry.transfer.note-hint')} rows={7} />
    </Form>
  );
}

function RefuseDialog({ transfer, onClose }: { readonly transfer: TransferView; readonly onClose: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `registry.refuse.${transfer.transferId}`, schema: RefuseTransfer, initial: {},
    onSubmit: async (command) => {
      await api.send('POST', `/api/case-transfers/${transfer.transferId}/refuse`, command);
      notify({ text: t('registry.transfer.refused-notice') });
      window.location.assign('/app/cases?list=incoming');
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('registry.transfer.refuse')} description={t('registry.transfer.refuse-text')}>
      <Form form={form} submitLabel={t('registry.transfer.refuse')} onCancel={onClose}>
        <RadioGroup {...form.field('reason')} label={t('registry.transfer.reason')} options={REFUSALS.map((value) => ({ value, label: t(`registry.transfer.refusal.${value}`) }))} />
        <TextArea {...form.field('answer')} label={t('registry.transfer.answer')} optional />
      </Form>
    </Dialog>
  );
}

/** One command without fields, with what it says when it is done. */
function useAnswer(transfer: TransferView, path: string, notice: string) {
  const notify = useNotify();
  return useMutation({ mutationFn: (body: object) => api.send('POST', `/api/case-transfers/${transfer.transferId}/${path}`, body), onSuccess: () => notify({ text: notice }) });
}

function Actions({ transfer }: { readonly transfer: TransferView }) {
  const { t } = useText();
  const [open, setOpen] = useState<'refuse' | 'back' | null>(null);
  const accept = useAnswer(transfer, 'accept', t('registry.transfer.accepted-notice'));
  const back = useAnswer(transfer, 'take-back', t('registry.transfer.back-notice'));
  const note = useAnswer(transfer, 'seen', t('registry.transfer.seen-notice'));
  return (
    <ButtonRow>
      {transfer.mayAnswer ? <Button look="primary" icon="check" pending={accept.isPending} onClick={() => accept.mutate({})}>{t('registry.transfer.accept')}</Button> : null}
      {transfer.mayAnswer ? <Button onClick={() => setOpen('refuse')}>{t('registry.transfer.refuse')}</Button> : null}
      {transfer.mayTakeBack ? <Button look="quiet" icon="undo" onClick={() => setOpen('back')}>{t('registry.transfer.take-back')}</Button> : null}
      {transfer.mayTakeNote ? <Button pending={note.isPending} onClick={() => note.mutate({})}>{t('registry.transfer.seen')}</Button> : null}
      {open === 'refuse' ? <RefuseDialog transfer={transfer} onClose={() => setOpen(null)} /> : null}
      <Confirm
        open={open === 'back'} onClose={() => setOpen(null)} title={t('registry.transfer.take-back')} description={t('registry.transfer.take-back-text')}
        confirmLabel={t('registry.transfer.take-back')} pending={back.isPending} onConfirm={() => { back.mutate({}); setOpen(null); }}
      />
    </ButtonRow>
  );
}

function useSentence(): (transfer: TransferView) => string {
  const { t, formatDate } = useText();
  return (transfer) => {
    if (transfer.state === 'asked') return t(transfer.late ? 'registry.transfer.late' : 'registry.transfer.answer-by', { date: formatDate(transfer.answerBy) });
    const who = transfer.answeredBy ?? t('registry.transfer.somebody');
    return [t(`registry.transfer.state.${transfer.state}`), who, transfer.answeredOn ? formatDate(transfer.answeredOn) : null].filter(Boolean).join(' · ');
  };
}

function OpenTransfer({ transfer }: { readonly transfer: TransferView }) {
  const { t, formatDate } = useText();
  const sentence = useSentence();
  const refused = transfer.state === 'refused';
  return (
    <Card title={t(refused ? 'registry.transfer.came-back' : 'registry.transfer.open')} icon="swap" tone={refused || transfer.late ? 'danger' : 'plain'}>
      <Stack gap={4}>
        <Row><StatusTag tone={transfer.late ? 'danger' : TONES[transfer.state]} icon="clock">{sentence(transfer)}</StatusTag></Row>
        <DescriptionList
          items={[
            { term: t('registry.transfer.from'), value: transfer.fromOfficeName }, { term: t('registry.transfer.to'), value: transfer.toOfficeName },
            { term: t('registry.transfer.asked-by'), value: [transfer.askedBy, formatDate(transfer.askedOn)].filter(Boolean).join(' · ') },
            ...(refused ? [{ term: t('registry.transfer.reason'), value: [t(`registry.transfer.refusal.${transfer.reason ?? 'other'}`), transfer.answer].filter(Boolean).join(': ') }] : []),
            { term: t('registry.transfer.note'), value: <span className="registry-note">{transfer.note}</span> },
          ]}
        />
        {transfer.state === 'asked' && transfer.mayTakeBack ? <Banner tone="info" title={t('registry.transfer.still-ours')} /> : null}
        <Actions transfer={transfer} />
      </Stack>
    </Card>
  );
}

function Past({ transfers }: { readonly transfers: readonly TransferView[] }) {
  const { t } = useText();
  const sentence = useSentence();
  if (transfers.length === 0) return null;
  return (
    <Card title={t('registry.transfer.past')} icon="history" flush>
      <ItemList items={transfers} itemKey={(one) => one.transferId} label={t('registry.transfer.past')}>
        {(one) => <Item title={t('registry.transfer.way', { from: one.fromOfficeName, to: one.toOfficeName })} meta={sentence(one)} tags={<span className="registry-note">{one.note}</span>} />}
      </ItemList>
    </Card>
  );
}

function Found({ caseId, found, promises }: { readonly caseId: string; readonly found: CaseTransfers; readonly promises: ReactNode }) {
  const { t } = useText();
  const now = found.transfers.find((one) => one.state === 'asked' || one.mayTakeNote);
  const past = found.transfers.filter((one) => one !== now);
  return (
    <SplitView side="end" list={promises}>
      <Stack gap={4}>
        {now ? <OpenTransfer transfer={now} /> : null}
        {found.mayAsk ? <Card title={t('registry.transfer.new')} icon="send"><AskForm caseId={caseId} found={found} /></Card> : null}
        {!now && !found.mayAsk ? <EmptyState icon="swap" title={t('registry.transfer.none')} /> : null}
        <Past transfers={past} />
      </Stack>
    </SplitView>
  );
}

/** A case goes to another office: who is asked, what must be known, what is promised, and the answer. `promises` is what other rooms say is still open. */
export function TransferPage({ caseId, promises }: { readonly caseId: string; readonly promises: ReactNode }) {
  const { t } = useText();
  const query = useTransfers(caseId);
  // Whoever is asked reads what is wanted of them, not how to give a case away.
  const isOurs = query.data?.transfers.some((one) => one.mayAnswer && !one.mayTakeBack) ?? false;
  const isOn = query.data !== undefined && (query.data.mayAsk || query.data.transfers.some((one) => one.state === 'asked'));
  const title = t(isOurs ? 'registry.transfer.title-ours' : 'registry.transfer.title');
  return (
    <Page title={title}>
      <PageHeader
        title={title} over={query.data ? [query.data.name, query.data.publicCode].filter(Boolean).join(' · ') : null} lead={isOn ? t(isOurs ? 'registry.transfer.lead-ours' : 'registry.transfer.lead', { office: query.data.officeName }) : null}
        back={{ href: `/app/cases/${caseId}`, label: t('registry.transfer.case') }}
        actions={<LinkButton href={`/app/cases/${caseId}/transfer/sheet`} icon="print">{t('registry.transfer.sheet')}</LinkButton>}
      />
      <Loaded query={query}>{(found) => <Found caseId={caseId} found={found} promises={promises} />}</Loaded>
    </Page>
  );
}
