import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, EmptyState, Item, ItemList, Link, LinkButton, Loaded, Note, Page, PageHeader, StatusTag, Tabs, useNotify, useText } from '#ui';
import { TwoCasesPanel } from './two-cases-panel.tsx';
import { WelcomesPanel } from './welcomes-panel.tsx';
import { REVIEW_LISTS, type DecidedLine, type ReviewLine, type ReviewList, type ReviewPage } from '../../schema.ts';

const KEY = ['registry', 'identity-review'] as const;

function useReview(list: ReviewList) {
  return useQuery({ queryKey: [...KEY, list], queryFn: ({ signal }) => api.get<ReviewPage>('/api/identity-review', { list }, signal) });
}

function LineItem({ line }: { readonly line: ReviewLine }) {
  const { t, formatDate } = useText();
  const names = [...new Set(line.names.map((one) => [one.name, one.age === null ? null : t('registry.age', { age: one.age })].filter(Boolean).join(', ')))];
  const asked = line.origin === 'officer' ? t('registry.review.asked-by', { name: line.askedBy ?? t('registry.review.an-officer') }) : t('registry.review.found');
  return (
    <Item
      title={<Link href={`/app/review/${line.personId}`}>{names.join(' · ')}</Link>}
      meta={[t('registry.review.size', { records: line.records, doubts: line.doubts }), asked, t('registry.review.since', { date: formatDate(line.since) })].join(' · ')}
      tags={(
        <>
          {line.origin === 'officer' ? <StatusTag tone="warning" icon="person">{t('registry.review.from-officer')}</StatusTag> : null}
          {line.treatedAsOne ? <StatusTag tone="info" icon="check">{t('registry.review.joined')}</StatusTag> : null}
          {line.family ? <StatusTag tone="info" icon="people">{t('registry.review.family')}</StatusTag> : null}
          {line.assignedTo ? <StatusTag tone="neutral" icon="clock">{t('registry.review.assigned', { name: line.assignedTo })}</StatusTag> : null}
        </>
      )}
      actions={<LinkButton size="small" href={`/app/review/${line.personId}`}>{t('registry.review.open-set')}</LinkButton>}
    />
  );
}

function DecidedItem({ line }: { readonly line: DecidedLine }) {
  const { t, formatDate } = useText();
  const notify = useNotify();
  const undo = useMutation({
    mutationFn: () => api.send('POST', `/api/identity-decisions/${line.linkId}/undo`, {}),
    onSuccess: () => notify({ text: t('registry.identity.undone-notice') }),
  });
  const by = line.auto ? t('registry.review.by-system') : line.by;
  const tone = line.decision === 'different' ? 'info' : 'success';
  return (
    <Item
      title={line.names.join(' · ')} meta={[formatDate(line.at, 'time'), by, line.note].filter(Boolean).join(' · ')}
      tags={(
        <>
          <StatusTag tone={line.undone ? 'neutral' : tone} icon={line.decision === 'different' ? 'swap' : 'check'}>{t(`registry.review.decided-${line.decision}`)}</StatusTag>
          {line.undone ? <StatusTag tone="neutral" icon="undo">{t('registry.identity.undone')}</StatusTag> : null}
        </>
      )}
      actions={!line.undone && line.mayTakeBack ? <Button size="small" icon="undo" pending={undo.isPending} onClick={() => undo.mutate()}>{t('registry.identity.undo')}</Button> : null}
    />
  );
}

function OpenLines({ list, page }: { readonly list: 'open' | 'mine'; readonly page: ReviewPage }) {
  const { t } = useText();
  const shown = page.lines.reduce((sum, line) => sum + line.doubts, 0);
  return (
    <>
      <ItemList
        items={page.lines} itemKey={(line) => line.personId} label={t(`registry.review.${list}`)}
        empty={<EmptyState icon="check" title={t(`registry.review.none-${list}`)}>{t('registry.review.none-text')}</EmptyState>}
      >
        {(line) => <LineItem line={line} />}
      </ItemList>
      {list === 'open' && shown > 0 && page.counts.open > shown ? <Note>{t('registry.review.first-ones')}</Note> : null}
    </>
  );
}

function Lines({ list }: { readonly list: ReviewList }) {
  const { t } = useText();
  const query = useReview(list);
  return (
    <Card flush>
      <Loaded query={query}>
        {(page) => (list !== 'decided' ? <OpenLines list={list} page={page} /> : (
          <ItemList items={page.decided} itemKey={(line) => line.linkId} label={t('registry.review.decided')} empty={<EmptyState icon="history" title={t('registry.review.none-decided')} />}>
            {(line) => <DecidedItem line={line} />}
          </ItemList>
        ))}
      </Loaded>
    </Card>
  );
}

/** Supervision's list of records that may be one person: what is open, what one looks into, what was decided and can be undone. */
export function IdentityReviewPage() {
  const { t } = useText();
  const [list, setList] = useState<ReviewList>('open');
  const counts = useReview(list).data?.counts;
  return (
    <Page title={t('registry.review.title')}>
      <PageHeader title={t('registry.review.title')} lead={t('registry.review.lead')} actions={<LinkButton href="/app/recognition" icon="info">{t('registry.review.how')}</LinkButton>} />
      <TwoCasesPanel />
      <Tabs
        label={t('registry.review.title')} value={list} onChange={(key) => setList(key as ReviewList)}
        tabs={REVIEW_LISTS.map((key) => ({
          key, label: t(`registry.review.${key}`), ...(counts && key !== 'decided' ? { count: counts[key] } : {}), content: key === list ? <Lines list={key} /> : null,
        }))}
      />
      <WelcomesPanel />
    </Page>
  );
}
