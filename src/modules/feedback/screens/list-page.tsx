import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, DataTable, EmptyState, Link, LinkButton, Loaded, Note, Page, PageHeader, Row, Select, Stack, StatusTag, Tabs, TextField, shownCount, useText, type Column } from '#ui';
import { KINDS, LISTS, MOST_COUNTED, type FeedbackKind, type FeedbackLine, type FeedbackList, type FeedbackPage } from '../schema.ts';
import { StateTags, useLabel } from './words.tsx';

interface Asked { readonly list: FeedbackList; readonly text: string; readonly kind: FeedbackKind | undefined }

function useFeedback({ list, text, kind }: Asked) {
  return useInfiniteQuery({
    queryKey: ['feedback', list, text, kind ?? ''], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam: after, signal }) => api.ask<FeedbackPage>('/api/feedback/search', { list, ...(text.trim() === '' ? {} : { text }), ...(kind ? { kind } : {}), ...(after === '' ? {} : { after }) }, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function Due({ line }: { readonly line: FeedbackLine }) {
  const { t, formatDate } = useText();
  if (line.dueAt === null) return <>{line.answeredAt === null ? '—' : formatDate(new Date(line.answeredAt), 'time')}</>;
  const due = formatDate(new Date(line.dueAt), 'time');
  return line.late ? <StatusTag tone="danger" icon="clock">{due} · {t('feedback.late')}</StatusTag> : <>{due}</>;
}

function useColumns(): Column<FeedbackLine>[] {
  const { t, formatDate } = useText();
  const label = useLabel();
  return [
    { key: 'ref', title: t('feedback.column.ref'), cell: (l) => <><Link href={`/app/feedback/${l.feedbackId}`}>{l.ref}</Link><div className="ui-note">{t(`feedback.kind.${l.kind}`)}</div></> },
    { key: 'about', title: t('feedback.column.about'), cell: (l) => (l.about ? label(l.about) : t('feedback.nobody-named')) },
    { key: 'state', title: t('feedback.column.state'), cell: (l) => <Row gap={2}><StateTags line={l} /></Row> },
    { key: 'due', title: t('feedback.column.due'), cell: (l) => <Due line={l} /> },
    { key: 'received', title: t('feedback.column.received'), cell: (l) => <>{formatDate(new Date(l.receivedAt), 'time')}<div className="ui-note">{t(`feedback.channel.${l.channel}`)}</div></>, wideOnly: true },
    { key: 'holder', title: t('feedback.column.holder'), cell: (l) => l.holder ?? '—', wideOnly: true },
  ];
}

function Lines({ asked }: { readonly asked: Asked }) {
  const { t } = useText();
  const pages = useFeedback(asked);
  const columns = useColumns();
  const sought = asked.text.trim() !== '' || asked.kind !== undefined;
  return (
    <Card flush>
      <Loaded query={pages}>
        {(data) => (
          <>
            <DataTable<FeedbackLine>
              caption={t(`feedback.list.${asked.list}`)} columns={columns} rows={data.pages.flatMap((p) => p.lines)} rowKey={(l) => l.feedbackId} rowHref={(l) => `/app/feedback/${l.feedbackId}`}
              rowTone={(l) => (l.late ? 'danger' : null)} empty={<EmptyState icon={sought ? 'search' : 'check'} title={t(sought ? 'feedback.list.nothing-found' : 'feedback.list.empty')} />}
            />
            {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('feedback.list.more')}</Button></Note> : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function askedList(): FeedbackList {
  const asked = new URLSearchParams(window.location.search).get('list');
  return LISTS.find((list) => list === asked) ?? 'received';
}

/** What people say, by how it stands; each list with a count that can reach zero, a search, and one kind alone. */
export function FeedbackListPage() {
  const { t } = useText();
  const [list, setList] = useState<FeedbackList>(askedList);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<FeedbackKind | undefined>(undefined);
  const counts = useFeedback({ list, text, kind }).data?.pages[0]?.counts;
  return (
    <Page title={t('feedback.list.title')} width="wide">
      <PageHeader title={t('feedback.list.title')} lead={t('feedback.list.lead')} actions={<LinkButton icon="plus" href="/app/feedback/new">{t('feedback.list.add')}</LinkButton>} />
      <Stack>
        <Row align="end">
          <TextField name="filter" type="search" label={t('feedback.list.search')} hint={t('feedback.list.search-hint')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
          <Select name="kind" label={t('feedback.list.kind')} emptyLabel={t('feedback.list.all-kinds')} value={kind} onChange={setKind} options={KINDS.map((k) => ({ value: k, label: t(`feedback.kind.${k}`) }))} />
        </Row>
        <Tabs
          label={t('feedback.list.title')} value={list} onChange={(key) => setList(key as FeedbackList)}
          tabs={LISTS.map((key) => ({
            key, label: t(`feedback.list.${key}`), ...(counts ? { count: shownCount(counts[key] ?? 0, MOST_COUNTED) } : {}), content: key === list ? <Lines asked={{ list, text, kind }} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}
