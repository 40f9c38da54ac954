import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '#platform/client';
import { Banner, Button, Card, CheckboxGroup, Confirm, DescriptionList, EmptyState, Form, Item, ItemList, Loaded, Note, Page, PageHeader, Progress, RadioGroup, Select, Stack, StatusTag, TextArea, useForm, useNotify, useText } from '#ui';
import type { FormState } from '#ui';
import { BULK_FROM, MoveCases, type BulkMove, type CaseHolders, type MovableOffices, type MoveAhead } from '../../schema.ts';

const LOOK_MS = 1_000;

function useMoves() {
  return useQuery({
    queryKey: ['registry', 'case-moves'], queryFn: ({ signal }) => api.get<MovableOffices>('/api/case-moves', {}, signal),
    refetchInterval: (query) => (query.state.data?.moves.some((move) => move.state === 'waiting') ? LOOK_MS : false),
  });
}

function useHolders(officeId: string | undefined) {
  return useQuery({
    queryKey: ['registry', 'case-holders', officeId], enabled: officeId !== undefined && officeId !== '',
    queryFn: ({ signal }) => api.get<CaseHolders>(`/api/case-moves/holders/${officeId!}`, {}, signal),
  });
}

type MoveForm = FormState<typeof MoveCases>;

function useHolderWord(): (holder: CaseHolders['holders'][number]) => string {
  const { t } = useText();
  return ({ name, officerId, active, cases }) => {
    const who = officerId === null ? t('registry.work.nobody') : (name ?? t('registry.transfer.somebody'));
    return [who, active ? null : t('registry.move.gone'), t('registry.move.cases', { n: cases })].filter(Boolean).join(' · ');
  };
}

function FromFields({ form, offices }: { readonly form: MoveForm; readonly offices: MovableOffices['offices'] }) {
  const { t } = useText();
  const word = useHolderWord();
  const holders = useHolders(form.values.fromOfficeId).data?.holders ?? [];
  const officers = holders.flatMap((holder) => (holder.officerId === null ? [] : [{ value: holder.officerId, label: word(holder) }]));
  return (
    <>
      <Select {...form.field('fromOfficeId')} label={t('registry.move.from-office')} options={offices.map((o) => ({ value: o.officeId, label: o.name }))} />
      <RadioGroup {...form.field('from')} label={t('registry.move.which')} options={BULK_FROM.map((value) => ({ value, label: t(`registry.move.from.${value}`) }))} />
      {form.values.from === 'officer' ? <Select {...form.field('fromOfficerId')} label={t('registry.move.from-officer')} options={officers} /> : null}
    </>
  );
}

function ToFields({ form, offices }: { readonly form: MoveForm; readonly offices: MovableOffices['offices'] }) {
  const { t } = useText();
  const colleagues = useHolders(form.values.toOfficeId).data?.colleagues ?? [];
  return (
    <>
      <Select {...form.field('toOfficeId')} label={t('registry.move.to-office')} options={offices.map((o) => ({ value: o.officeId, label: o.name }))} />
      {colleagues.length > 0 ? (
        <CheckboxGroup {...form.field('toOfficerIds')} label={t('registry.move.to-officers')} hint={t('registry.move.to-officers-hint')} optional options={colleagues.map((c) => ({ value: c.officerId, label: c.name }))} />
      ) : null}
    </>
  );
}

interface Asked { readonly command: z.output<typeof MoveCases>; readonly ahead: MoveAhead }

/** Once more before many cases change hands: how many, from whom, to whom. */
function ConfirmMove({ asked: { command, ahead }, onClose, onDone }: { readonly asked: Asked; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t, formatList } = useText();
  const begin = useMutation({ mutationFn: () => api.send('POST', '/api/case-moves', { ...command, cases: ahead.cases }), onSuccess: onDone });
  const from = command.from === 'officer' ? (ahead.fromOfficerName ?? t('registry.transfer.somebody')) : t(`registry.move.from.${command.from}`);
  const to = ahead.toOfficerNames.length > 0 ? formatList(ahead.toOfficerNames) : t('registry.move.to-nobody');
  return (
    <Confirm
      open onClose={onClose} title={t('registry.move.confirm', { n: ahead.cases })} confirmLabel={t('registry.move.begin', { n: ahead.cases })} danger pending={begin.isPending}
      onConfirm={() => begin.mutate(undefined, { onError: onClose })}
    >
      <Stack gap={3}>
        <DescriptionList items={[
          { term: t('registry.move.confirm-from'), value: `${ahead.fromOfficeName} · ${from}` },
          { term: t('registry.move.confirm-to'), value: `${ahead.toOfficeName} · ${to}` },
          { term: t('registry.move.note'), value: command.note },
        ]} />
        <Note>{t('registry.move.confirm-text')}</Note>
      </Stack>
    </Confirm>
  );
}

function MoveCard({ offices }: { readonly offices: MovableOffices['offices'] }) {
  const { t } = useText();
  const notify = useNotify();
  const [asked, setAsked] = useState<Asked | null>(null);
  const form = useForm({
    id: 'registry.move', schema: MoveCases, initial: { from: 'officer', toOfficerIds: [] },
    // Whoever was named before another choice was made is not meant any more.
    prepare: ({ fromOfficerId, ...values }) => (values.from === 'officer' ? { ...values, fromOfficerId } : values),
    onSubmit: async (command) => setAsked({ command, ahead: await api.ask<MoveAhead>('/api/case-moves/look', command) }),
  });
  // Looking ahead is no sending: what was typed stays a draft until it has begun.
  const looking: MoveForm = { ...form, submit: async () => { await form.submit(); form.setAll(form.values); } };
  const begun = () => {
    setAsked(null);
    notify({ text: t('registry.move.asked') });
    form.reset();
  };
  return (
    <Card title={t('registry.move.new')} icon="swap">
      {asked && asked.ahead.cases === 0 ? <Banner tone="info" live>{t('errors.registry.move-nothing')}</Banner> : null}
      {asked && asked.ahead.cases > 0 ? <ConfirmMove asked={asked} onClose={() => setAsked(null)} onDone={begun} /> : null}
      <Form form={looking} submitLabel={t('registry.move.ask')}>
        <FromFields form={form} offices={offices} />
        <ToFields form={form} offices={offices} />
        <TextArea {...form.field('note')} label={t('registry.move.note')} rows={3} />
      </Form>
    </Card>
  );
}

const TONES = { waiting: 'info', done: 'success', cancelled: 'neutral' } as const;

function MoveItem({ move }: { readonly move: BulkMove }) {
  const { t, formatDate } = useText();
  const cancel = useMutation({ mutationFn: () => api.send('POST', `/api/case-moves/${move.moveId}/cancel`) });
  const which = move.from === 'officer' ? (move.fromOfficerName ?? t('registry.transfer.somebody')) : t(`registry.move.from.${move.from}`);
  return (
    <Item
      title={t('registry.transfer.way', { from: move.fromOfficeName, to: move.toOfficeName })}
      meta={[which, formatDate(move.askedAt, 'time'), move.askedBy, move.note].filter(Boolean).join(' · ')}
      tags={(
        <Stack gap={2}>
          <div><StatusTag tone={TONES[move.state]}>{t(`registry.move.state.${move.state}`)}</StatusTag></div>
          {move.state === 'waiting' ? <Progress value={(move.moved + move.skipped) / move.total} label={t('registry.move.progress', { n: move.moved + move.skipped, total: move.total })} /> : <span>{t('registry.move.result', { n: move.moved, total: move.total })}</span>}
          {move.skipped > 0 ? <Note>{t('registry.move.skipped', { n: move.skipped })}</Note> : null}
        </Stack>
      )}
      actions={move.state === 'waiting' ? <Button size="small" pending={cancel.isPending} onClick={() => cancel.mutate()}>{t('registry.move.cancel')}</Button> : null}
    />
  );
}

/** Supervision gives many cases to other hands at once, and sees how far it has come. */
export function ReassignPage() {
  const { t } = useText();
  const query = useMoves();
  const title = t('registry.move.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('registry.move.lead')} back={{ href: '/app/cases', label: t('registry.work.title') }} />
      <Loaded query={query}>
        {({ offices, moves }) => (
          <Stack gap={4}>
            <MoveCard offices={offices} />
            <Card title={t('registry.move.moves')} icon="history" flush>
              <ItemList items={moves} itemKey={(move) => move.moveId} label={t('registry.move.moves')} empty={<EmptyState icon="history" title={t('registry.move.none')} />}>
                {(move) => <MoveItem move={move} />}
              </ItemList>
            </Card>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
