import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { CaseTable } from '#registry/pages';
import { Button, Card, EmptyState, Loaded, Note, Page, PageHeader, Stack, TextField, useText } from '#ui';
import { ROUNDS, type Round } from '#plans/schema';
import { CASE_LISTS, type CaseList, type CaseListPage } from '../schema.ts';

interface Asked { readonly list: CaseList; readonly officer: string | null; readonly round: Round | null }

function asked(): Asked {
  const search = new URLSearchParams(window.location.search);
  return { list: CASE_LISTS.find((list) => list === search.get('list')) ?? 'open', officer: search.get('officer'), round: ROUNDS.find((round) => round === search.get('round')) ?? null };
}

function useCases({ list, officer, round }: Asked, text: string) {
  return useInfiniteQuery({
    queryKey: ['insights', 'cases', list, officer, round, text], initialPageParam: '', placeholderData: keepPreviousData,
    // A name to look for goes into the body and never into the address.
    queryFn: ({ pageParam: after, signal }) => {
      const query = { list, ...(officer ? { officer } : {}), ...(round ? { round } : {}), ...(after === '' ? {} : { after }) };
      return text.trim() === '' ? api.get<CaseListPage>('/api/insights/cases', query, signal) : api.ask<CaseListPage>('/api/insights/cases/search', { ...query, text }, signal);
    },
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** The open cases that a number of supervision counts: of one officer or of all, oldest first, with a search. */
export function CasesOfListPage() {
  const { t } = useText();
  const [which] = useState(asked);
  const [text, setText] = useState('');
  const pages = useCases(which, text);
  const first = pages.data?.pages[0];
  const holder = which.officer === 'nobody' ? t('insights.work.nobody') : (first?.officerName ?? null);
  const over = which.round ? t(`plans.round.${which.round}`) : holder;
  const title = t(`insights.cases.${which.list}`);
  const empty = text.trim() === '' ? <EmptyState icon="check" title={t('insights.cases.empty')} /> : <EmptyState icon="search" title={t('insights.cases.empty-search')} />;
  return (
    <Page title={title} width="wide">
      <PageHeader title={title} over={over} lead={t(`insights.cases-lead.${which.list}`)} back={{ href: '/app/counts/work', label: t('insights.work.title') }} />
      <Stack>
        <TextField name="filter" type="search" label={t('insights.cases.filter')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Card flush title={title} count={first?.count}>
          <Loaded query={pages}>
            {(data) => (
              <>
                <CaseTable caption={title} lines={data.pages.flatMap((p) => p.cases)} empty={empty} />
                {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('insights.cases.more')}</Button></Note> : null}
              </>
            )}
          </Loaded>
        </Card>
      </Stack>
    </Page>
  );
}
