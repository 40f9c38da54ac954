import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, Confirm, DataTable, DateField, EmptyState, Form, Grid, Loaded, Note, Page, PageHeader, Select, SplitView, Stack, StatusTag, TextField, useForm, useNotify, useText, type Column } from '#ui';
import { AddDuty, DUTY_LINES, type DutyRoster, type DutyTurn } from '../../duty-schema.ts';

function useRoster(officeId: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['assessment', 'roster', officeId ?? ''], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam: after, signal }) => api.get<DutyRoster>('/api/duty', { ...(officeId ? { officeId } : {}), ...(after === '' ? {} : { after }) }, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function StrikeButton({ turn }: { readonly turn: DutyTurn }) {
  const { t } = useText();
  const notify = useNotify();
  const [open, setOpen] = useState(false);
  const strike = useMutation({ mutationFn: () => api.send('POST', `/api/duty/${turn.turnId}/strike`), onSuccess: () => notify({ text: t('assessment.duty.struck') }) });
  return (
    <>
      <Button size="small" look="quiet" icon="cross" onClick={() => setOpen(true)}>{t('assessment.duty.strike')}</Button>
      <Confirm
        open={open} onClose={() => setOpen(false)} title={t('assessment.duty.strike')} description={t('assessment.duty.strike-text')} confirmLabel={t('assessment.duty.strike')} pending={strike.isPending}
        onConfirm={() => { strike.mutate(); setOpen(false); }}
      />
    </>
  );
}

function Who({ turn }: { readonly turn: DutyTurn }) {
  const { t } = useText();
  return (
    <>
      {turn.name} {turn.now && !turn.gone ? <StatusTag tone="success" icon="clock">{t('assessment.duty.now')}</StatusTag> : null}
      {turn.line === 2 ? <div className="ui-note">{t('assessment.duty.line.2')}</div> : null}
      {turn.gone ? <div className="ui-note">{t('assessment.duty.gone')}</div> : null}
    </>
  );
}

/** From when to when: the day is said once where both lie on it. */
function useSpan(): (span: { readonly fromAt: string; readonly untilAt: string }) => string {
  const { t, formatDate } = useText();
  return ({ fromAt, untilAt }) => {
    const [from, until] = [new Date(fromAt), new Date(untilAt)];
    const day = formatDate(from);
    return day === formatDate(until)
      ? t('assessment.duty.same-day', { day, from: formatDate(from, 'hour'), until: formatDate(until, 'hour') })
      : t('assessment.duty.gap', { from: formatDate(from, 'time'), until: formatDate(until, 'time') });
  };
}

function useColumns(): Column<DutyTurn>[] {
  const { t } = useText();
  const span = useSpan();
  return [
    { key: 'who', title: t('assessment.duty.who'), cell: (turn) => <Who turn={turn} /> },
    { key: 'when', title: t('assessment.duty.when'), cell: span },
    { key: 'phone', title: t('assessment.duty.phone'), cell: (turn) => turn.phone },
    { key: 'do', title: t('assessment.duty.change'), cell: (turn) => <StrikeButton turn={turn} /> },
  ];
}

function AddForm({ roster, officeId }: { readonly roster: DutyRoster; readonly officeId: string }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `assessment.duty.${officeId}`, schema: AddDuty, initial: { line: '1', fromDay: roster.today },
    prepare: ({ untilDay, ...rest }) => ({ ...rest, officeId, ...(untilDay ? { untilDay } : {}) }),
    onSubmit: async (command) => {
      await api.send('POST', '/api/duty', command);
      notify({ text: t('assessment.duty.saved') });
    },
  });
  const { accountId, phone } = form.values;
  const known = roster.colleagues.find((c) => c.accountId === accountId)?.phone ?? null;
  return (
    <Card title={t('assessment.duty.add')} icon="plus">
      <Form form={form} submitLabel={t('assessment.duty.save')}>
        <Select {...form.field('accountId')} label={t('assessment.duty.who')} options={roster.colleagues.map((c) => ({ value: c.accountId, label: c.name }))} />
        <TextField {...form.field('phone')} label={t('assessment.duty.phone')} hint={t('assessment.duty.phone-hint')} type="tel" />
        {known && !phone ? <Button size="small" look="quiet" onClick={() => form.set('phone', known)}>{known}</Button> : null}
        <Grid min="small">
          <DateField {...form.field('fromDay')} label={t('assessment.duty.from-day')} />
          <DateField {...form.field('untilDay')} label={t('assessment.duty.until-day')} hint={t('assessment.duty.until-day-hint')} optional />
        </Grid>
        <Grid min="small">
          <TextField {...form.field('fromHour')} label={t('assessment.duty.from-hour')} width="short" />
          <TextField {...form.field('untilHour')} label={t('assessment.duty.until-hour')} width="short" />
        </Grid>
        <Note>{t('assessment.duty.hour-hint')}</Note>
        <Select {...form.field('line')} label={t('assessment.duty.line')} options={DUTY_LINES.map((line) => ({ value: String(line) as '1' | '2', label: t(`assessment.duty.line.${line}`) }))} />
      </Form>
    </Card>
  );
}

/** Hours without anybody: told before they come. */
function Gaps({ gaps }: { readonly gaps: DutyRoster['gaps'] }) {
  const { t } = useText();
  const span = useSpan();
  if (gaps.length === 0) return <Banner tone="success" title={t('assessment.duty.no-gaps')} />;
  return (
    <Banner tone="warning" icon="clock" title={t('assessment.duty.gaps')}>
      <ul>{gaps.map((gap) => <li key={gap.fromAt}>{span(gap)}</li>)}</ul>
    </Banner>
  );
}

/** Who is on duty where protection works, the hours that nobody covers, and the form that fills them. */
export function DutyPage() {
  const { t } = useText();
  const [officeId, setOfficeId] = useState<string>();
  const pages = useRoster(officeId);
  const columns = useColumns();
  return (
    <Page title={t('assessment.duty.title')} width="wide">
      <PageHeader title={t('assessment.duty.title')} lead={t('assessment.duty.lead')} back={{ href: '/app/alerts', label: t('assessment.alarms') }} />
      <Loaded query={pages}>
        {(data) => {
          const first = data.pages[0]!;
          if (first.officeId === null) return <EmptyState icon="people" title={t('assessment.duty.none')} />;
          return (
            <Stack gap={5}>
              {first.offices.length > 1 ? (
                <Select name="office" label={t('assessment.duty.office')} value={first.officeId} onChange={(id) => setOfficeId(id ?? undefined)} options={first.offices.map((o) => ({ value: o.officeId, label: o.name }))} />
              ) : <Note>{t('assessment.duty.told', { office: first.officeName ?? '' })}</Note>}
              <Gaps gaps={first.gaps} />
              <SplitView side="end" list={<AddForm key={`${first.officeId}.${first.turns.length}`} roster={first} officeId={first.officeId} />}>
                <Card title={t('assessment.duty.turns')} icon="calendar" flush>
                  <DataTable<DutyTurn>
                    caption={t('assessment.duty.turns')} columns={columns} rows={data.pages.flatMap((p) => p.turns)} rowKey={(turn) => turn.turnId} rowTone={(turn) => (turn.gone ? 'warning' : null)}
                    empty={<EmptyState icon="calendar" title={t('assessment.duty.empty')} />}
                  />
                  {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('assessment.duty.more')}</Button></Note> : null}
                </Card>
              </SplitView>
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}
