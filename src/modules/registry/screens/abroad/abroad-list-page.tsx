import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { useSession } from '#access/screens';
import { Button, Card, DataTable, EmptyState, Link, Loaded, Note, Page, PageHeader, Stack, StatusTag, Tabs, TextField, shownCount, useText, useToday, type Column } from '#ui';
import { ABROAD_LISTS, MOST_ABROAD, type AbroadLine, type AbroadList, type AbroadPage } from '../../schema.ts';
import { AbroadTag } from './abroad-words.tsx';

function useAbroad(list: AbroadList, text: string) {
  return useInfiniteQuery({
    queryKey: ['registry', 'abroad', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    // A name to look for goes into the body and never into the address.
    queryFn: ({ pageParam: after, signal }) => (text.trim() === ''
      ? api.get<AbroadPage>('/api/abroad', { list, ...(after === '' ? {} : { after }) }, signal)
      : api.ask<AbroadPage>('/api/abroad/search', { list, text, ...(after === '' ? {} : { after }) }, signal)),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

const addressOf = (line: AbroadLine): string => (line.caseId ? `/app/cases/${line.caseId}/abroad` : `/app/abroad/${line.abroadId}`);

function AnswerBy({ line }: { readonly line: AbroadLine }) {
  const { formatRelativeDay } = useText();
  const when = formatRelativeDay(line.answerBy, useToday());
  return line.late ? <StatusTag tone="danger" icon="clock">{when}</StatusTag> : <>{when}</>;
}

function useColumns(): Column<AbroadLine>[] {
  const { t, formatDate } = useText();
  return [
    { key: 'name', title: t('registry.field.name'), cell: (line) => <Link href={addressOf(line)}>{line.name}</Link> },
    { key: 'office', title: t('registry.abroad.office'), cell: (line) => <>{line.countryName}<div className="ui-note">{line.officeName}</div></> },
    { key: 'urgency', title: t('registry.field.urgency'), cell: (line) => t(`registry.urgency.${line.urgency}`), wideOnly: true },
    { key: 'by', title: t('registry.abroad.answer-by'), cell: (line) => <AnswerBy line={line} />, tight: true },
    { key: 'state', title: t('registry.abroad.how'), cell: (line) => <><AbroadTag state={line.state} late={line.late} /><div className="ui-note">{t('registry.abroad.since', { on: formatDate(line.sinceOn) })}</div></> },
  ];
}

function Lines({ list, text }: { readonly list: AbroadList; readonly text: string }) {
  const { t } = useText();
  const pages = useAbroad(list, text);
  const columns = useColumns();
  return (
    <Card flush>
      <Loaded query={pages}>
        {(data) => (
          <>
            <DataTable<AbroadLine>
              caption={t(`registry.abroad.list.${list}`)} columns={columns} rows={data.pages.flatMap((p) => p.lines)} rowKey={(l) => l.abroadId} rowHref={addressOf} rowTone={(l) => (l.late ? 'danger' : null)}
              empty={<EmptyState icon="check" title={t(text.trim() === '' ? `registry.abroad.empty.${list}` : 'registry.abroad.nobody')} />}
            />
            {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('registry.abroad.more')}</Button></Note> : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function askedList(): AbroadList {
  const asked = new URLSearchParams(window.location.search).get('list');
  return ABROAD_LISTS.find((list) => list === asked) ?? 'coming';
}

/** Lists are counted so far and no further. */
/** Cases between countries: what is handed over to us, what came back to us, and what waits for others; each with a count that can reach zero. */
export function AbroadListPage() {
  const { t } = useText();
  const { officeName } = useSession();
  const [list, setList] = useState<AbroadList>(askedList);
  const [text, setText] = useState('');
  const counts = useAbroad(list, text).data?.pages[0]?.counts;
  return (
    <Page title={t('registry.abroad.title')} width="wide">
      <PageHeader title={t('registry.abroad.title')} over={officeName} lead={t('registry.abroad.lead')} back={{ href: '/app/cases', label: t('registry.work.title') }} />
      <Stack>
        <TextField name="filter" type="search" label={t('registry.abroad.search')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t('registry.abroad.title')} value={list} onChange={(key) => setList(key as AbroadList)}
          tabs={ABROAD_LISTS.map((key) => ({
            key, label: t(`registry.abroad.list.${key}`), ...(counts ? { count: shownCount(counts[key], MOST_ABROAD) } : {}), content: key === list ? <Lines list={key} text={text} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}
