import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Card, Item, ItemList, Link, Note, Stack, useText } from '#ui';
import type { IdentityLink, IdentityRecords } from '../../schema.ts';
import { IdentityDecisions } from './identity-decisions.tsx';

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

function RecordList({ records, label }: { readonly records: IdentityRecords['records']; readonly label: string }) {
  const { t, formatDate } = useText();
  return (
    <ItemList items={records} itemKey={(r) => r.personId} label={label}>
      {(r) => <Item title={<Link href={`/app/people/${r.personId}`}>{r.name}</Link>} meta={[r.publicCode, formatDate(r.registeredOn), r.officeName, r.caseId === null ? t('registry.one.no-case') : null].filter(Boolean).join(' · ')} />}
    </ItemList>
  );
}

/** On the page of one record: the other records of its person, those out of sight as a count, and what was decided, to be taken back where it was wrong. */
export function PersonRecordsCard({ personId, links }: { readonly personId: string; readonly links: readonly IdentityLink[] }) {
  const { t } = useText();
  const { data } = useRecords(personId);
  if (!data || data.records.length + data.elsewhere + links.length === 0) return null;
  const label = t('registry.one.title');
  return (
    <Card title={label} icon="people" count={data.records.length + data.elsewhere}>
      <Stack gap={3}>
        {data.records.length > 0 ? <RecordList records={data.records} label={label} /> : null}
        {data.elsewhere > 0 ? <Note>{t('registry.one.elsewhere', { n: data.elsewhere })}</Note> : null}
        <IdentityDecisions links={links} />
      </Stack>
    </Card>
  );
}

/** Records of the same person that have no case; those with one stand among the cases. */
export function IdentityRecordsPanel({ personId }: { readonly personId: string }) {
  const { t } = useText();
  const { data } = useRecords(personId);
  const records = data?.records.filter((r) => r.caseId === null) ?? [];
  if (records.length === 0) return null;
  return (
    <Card title={t('registry.one.title')} icon="people" count={records.length}>
      <RecordList records={records} label={t('registry.one.title')} />
    </Card>
  );
}
