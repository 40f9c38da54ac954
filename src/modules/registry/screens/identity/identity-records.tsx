import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Card, Item, ItemList, Link, Stack, useText } from '#ui';
import type { IdentityRecords } from '../../schema.ts';

function useRecords(personId: string) {
  return useQuery({ queryKey: ['registry', 'identity', personId], queryFn: ({ signal }) => api.get<IdentityRecords>(`/api/people/${personId}/identity`, {}, signal) });
}

/** What somebody must know before working on a record: another case is open out of sight, or the record may be one too many. */
export function IdentityNotices({ personId }: { readonly personId: string }) {
  const { t, formatDate } = useText();
  const { data } = useRecords(personId);
  if (!data) return null;
  // Of another case in sight the page of the case tells.
  const elsewhere = data.otherOpenCases.length > 0 && data.otherOpenCases.every((c) => c.caseId === null);
  const doubt = data.doubts[0];
  if (!elsewhere && !doubt) return null;
  return (
    <Stack gap={3}>
      {elsewhere ? <Banner tone="warning" title={t('registry.one.two-cases')}>{t('registry.one.two-cases-elsewhere')}</Banner> : null}
      {doubt ? (
        <Banner tone="info" title={t('registry.one.doubt')}>
          {doubt.askedBy ? t('registry.one.doubt-by', { name: doubt.askedBy, date: formatDate(doubt.since) }) : t('registry.one.doubt-found', { date: formatDate(doubt.since) })}
        </Banner>
      ) : null}
    </Stack>
  );
}

/** Records of the same person that have no case; those with one stand among the cases. */
export function IdentityRecordsPanel({ personId }: { readonly personId: string }) {
  const { t, formatDate } = useText();
  const { data } = useRecords(personId);
  const records = data?.records.filter((r) => r.caseId === null) ?? [];
  if (records.length === 0) return null;
  return (
    <Card title={t('registry.one.title')} icon="people" count={records.length}>
      <ItemList items={records} itemKey={(r) => r.personId} label={t('registry.one.title')}>
        {(r) => <Item title={<Link href={`/app/people/${r.personId}`}>{r.name}</Link>} meta={[r.publicCode, formatDate(r.registeredOn), t('registry.one.no-case')].join(' · ')} />}
      </ItemList>
    </Card>
  );
}
