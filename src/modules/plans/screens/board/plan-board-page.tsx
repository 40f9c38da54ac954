import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { DIMENSIONS, type Dimension } from '#kernel/codes';
import { api } from '#platform/client';
import { Button, Card, DataTable, EmptyState, Link, LinkButton, Loaded, Note, Page, PageHeader, Stack, TextField, useText } from '#ui';
import type { Column } from '#ui';
import { BOARD_LEVELS, type BoardLevel, type GoalBoard, type GoalLine, type GoalPage } from '../../board/schema.ts';
import { BoardTable } from './board-table.tsx';

interface Cell { readonly dimension: Dimension; readonly level: BoardLevel }

const hrefOf = (dimension: Dimension, level: BoardLevel): string => `/app/plan-board?dimension=${dimension}&level=${level}`;

function askedCell(): Cell | null {
  const search = new URLSearchParams(window.location.search);
  const dimension = DIMENSIONS.find((d) => d === search.get('dimension'));
  const level = BOARD_LEVELS.find((l) => l === search.get('level'));
  return dimension && level ? { dimension, level } : null;
}

/** Open goals of the offices by dimension and level; each number opens its list. */
export function PlanBoardPage() {
  const [cell] = useState(askedCell);
  return cell ? <GoalsOfCellPage cell={cell} /> : <Board />;
}

function Board() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['plans', 'board'], queryFn: ({ signal }) => api.get<GoalBoard>('/api/plan-board', {}, signal) });
  return (
    <Page title={t('plans.board.title')} width="wide">
      <PageHeader title={t('plans.board.title')} lead={t('plans.board.lead')} actions={<LinkButton look="quiet" icon="check" href="/app/plan-steps">{t('plans.board.to-steps')}</LinkButton>} />
      <Card flush><Loaded query={query}>{({ cells }) => <BoardTable caption={t('plans.board.title')} cells={cells} hrefOf={hrefOf} />}</Loaded></Card>
    </Page>
  );
}

function useGoals(cell: Cell, text: string) {
  return useInfiniteQuery({
    queryKey: ['plans', 'board', cell.dimension, cell.level, text], initialPageParam: '', placeholderData: keepPreviousData,
    // A name to look for goes into the body and never into the address.
    queryFn: ({ pageParam, signal }) => {
      const query = { ...cell, ...(pageParam === '' ? {} : { after: pageParam }) };
      return text.trim() === '' ? api.get<GoalPage>('/api/plan-board/goals', query, signal) : api.ask<GoalPage>('/api/plan-board/goals/search', { ...query, text }, signal);
    },
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function useColumns(): Column<GoalLine>[] {
  const { t, formatDate } = useText();
  return [
    { key: 'name', title: t('plans.person'), cell: (l) => <><Link href={`/app/cases/${l.caseId}/plan`}>{l.name}</Link><div className="ui-note">{l.publicCode}</div></> },
    { key: 'goal', title: t('plans.board.goal'), cell: (l) => l.words },
    { key: 'whose', title: t('plans.board.whose'), cell: (l) => t(`plans.plan.whose.${l.whose}`), wideOnly: true },
    { key: 'next', title: t('plans.board.next'), cell: (l) => <>{l.nextOn ? formatDate(l.nextOn) : null}<div className="ui-note">{t('plans.board.promised', { n: l.promised })}</div></>, tight: true },
  ];
}

function GoalsOfCellPage({ cell }: { readonly cell: Cell }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const columns = useColumns();
  const pages = useGoals(cell, text);
  const title = t('plans.board.cell', { dimension: t(`plans.plan.dimension.${cell.dimension}`), level: t(`plans.board.level.${cell.level}`) });
  const empty = t(text.trim() === '' ? 'plans.board.empty' : 'plans.board.empty-search');
  return (
    <Page title={title} width="wide">
      <PageHeader title={title} over={t('plans.board.title')} back={{ href: '/app/plan-board', label: t('plans.board.back') }} />
      <Stack>
        <TextField name="filter" type="search" label={t('plans.board.filter')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Card flush>
          <Loaded query={pages}>
            {(data) => (
              <>
                <DataTable
                  caption={title} columns={columns} rows={data.pages.flatMap((p) => p.lines)} rowKey={(l) => l.goalId} rowHref={(l) => `/app/cases/${l.caseId}/plan`}
                  empty={<EmptyState icon="flag" title={empty} />}
                />
                {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('plans.board.more')}</Button></Note> : null}
              </>
            )}
          </Loaded>
        </Card>
      </Stack>
    </Page>
  );
}
