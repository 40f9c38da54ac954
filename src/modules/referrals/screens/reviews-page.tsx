import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, shownCount, DescriptionList, Dialog, EmptyState, Form, Item, ItemList, Link, Loaded, Note, Page, PageHeader, RadioGroup, Stack, StatusTag, Tabs, TextArea, TextField, useForm, useNotify, useText } from '#ui';
import { type EmergencyLine, type EmergencyReviews, MOST_COUNTED, REVIEW_LISTS, ReviewEmergency, VERDICTS } from '../schema.ts';
import { useLabel } from './shared-words.tsx';

type List = EmergencyReviews['list'];

function useReviews(list: List, text: string) {
  return useInfiniteQuery({
    queryKey: ['referrals', 'reviews', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam: after, signal }) => {
      const asked = { list, ...(after === '' ? {} : { after }) };
      return text.trim() === '' ? api.get<EmergencyReviews>('/api/emergency-referrals', asked, signal) : api.ask<EmergencyReviews>('/api/emergency-referrals/search', { ...asked, text }, signal);
    },
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** What was sent without consent: somebody else looks at it, late ones stand out. */
export function EmergencyReviewsPage() {
  const { t } = useText();
  const [list, setList] = useState<List>('waiting');
  const [text, setText] = useState('');
  const query = useReviews(list, text);
  const first = query.data?.pages[0];
  return (
    <Page title={t('referrals.reviews.title')}>
      <PageHeader title={t('referrals.reviews.title')} lead={t('referrals.reviews.lead')} />
      <Stack>
        {first && first.reserved.waiting > 0 ? (
          <Banner tone={first.reserved.late > 0 ? 'danger' : 'info'}>
            {t('referrals.reviews.reserved', { n: first.reserved.waiting })} {first.reserved.late > 0 ? t('referrals.reviews.reserved-late', { n: first.reserved.late }) : ''}
          </Banner>
        ) : null}
        <TextField name="filter" type="search" label={t('referrals.list.search')} hint={t('referrals.list.search-hint')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t('referrals.reviews.title')} value={list} onChange={(key) => setList(REVIEW_LISTS.find((l) => l === key) ?? 'waiting')}
          tabs={REVIEW_LISTS.map((key) => ({
            key, label: t(`referrals.reviews.${key}`), ...(key === 'waiting' && first ? { count: shownCount(first.waiting, MOST_COUNTED) } : {}),
            content: key === list ? <Lines query={query} list={key} sought={text !== ''} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}

function Lines({ query, list, sought }: { readonly query: ReturnType<typeof useReviews>; readonly list: List; readonly sought: boolean }) {
  const { t } = useText();
  const empty = <EmptyState title={t(sought ? 'referrals.list.empty.search' : `referrals.reviews.empty.${list}`)} />;
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          <ItemList items={data.pages.flatMap((p) => p.items)} itemKey={(o) => o.overrideId} label={t(`referrals.reviews.${list}`)} empty={empty}>{(o) => <Line line={o} />}</ItemList>
          {query.hasNextPage ? <Note><Button size="small" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('referrals.list.more')}</Button></Note> : null}
        </>
      )}
    </Loaded>
  );
}

function Until({ line }: { readonly line: EmergencyLine }) {
  const { t, formatDate } = useText();
  if (line.review) return <StatusTag tone={line.review.verdict === 'justified' ? 'success' : 'warning'}>{t(`referrals.reviews.${line.review.verdict}`)}</StatusTag>;
  return <StatusTag tone={line.late ? 'danger' : 'info'} icon="clock">{t(line.late ? 'referrals.reviews.late' : 'referrals.reviews.until', { date: formatDate(new Date(line.reviewBy), 'time') })}</StatusTag>;
}

function Line({ line }: { readonly line: EmergencyLine }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const [open, setOpen] = useState(false);
  return (
    <Item
      title={<Link href={`/app/cases/${line.caseId}/referrals/${line.referralId}`}>{line.person} · {line.publicCode}</Link>}
      meta={<>{label(line.needLabel)} · {label(line.serviceName)} · {label(line.organizationName)} · {formatDate(new Date(line.at), 'time')}</>} tags={<Until line={line} />}
    >
      <Stack gap={3}>
        <DescriptionList items={[
          { term: t('referrals.emergency.reason'), value: t(`referrals.emergency.reason.${line.reason}`) },
          { term: t('referrals.reviews.by'), value: `${line.decidedBy} · ${line.profession} · ${line.by}` },
          { term: t('referrals.emergency.note'), value: line.note },
          ...(line.review ? [{ term: t('referrals.reviews.said'), value: `${line.review.note} · ${line.review.by} · ${formatDate(new Date(line.review.at), 'time')}` }] : []),
        ]} />
        {line.mayReview ? <ButtonRow><Button look="primary" onClick={() => setOpen(true)}>{t('referrals.reviews.verdict')}</Button></ButtonRow> : null}
        {open ? <ReviewDialog line={line} onClose={() => setOpen(false)} /> : null}
      </Stack>
    </Item>
  );
}

function ReviewDialog({ line, onClose }: { readonly line: EmergencyLine; readonly onClose: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `referrals.review.${line.overrideId}`, schema: ReviewEmergency, initial: { note: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/emergency-referrals/${line.overrideId}/review`, command);
      notify({ text: t('referrals.action.done') });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('referrals.reviews.verdict')}>
      <Form form={form} submitLabel={t('referrals.reviews.submit')} onCancel={onClose}>
        <RadioGroup {...form.field('verdict')} label={t('referrals.reviews.verdict')} options={VERDICTS.map((v) => ({ value: v, label: t(`referrals.reviews.${v}`) }))} />
        <TextArea {...form.field('note')} label={t('referrals.reviews.note')} rows={3} />
      </Form>
    </Dialog>
  );
}
