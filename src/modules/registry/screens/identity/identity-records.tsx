import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Card, Item, ItemList, Link, LinkButton, Note, Stack, StatusTag, useText } from '#ui';
import type { IdentityRecords } from '../../schema.ts';

function useRecords(personId: string) {
  return useQuery({ queryKey: ['registry', 'identity', personId], queryFn: ({ signal }) => api.get<IdentityRecords>(`/api/people/${personId}/identity`, {}, signal) });
}

/** What somebody must know before working on a record: another case is open, or the record may be one too many. */
export function IdentityNotices({ personId }: { readonly personId: string }) {
  const { t, formatDate } = useText();
  const { data } = useRecords(personId);
  if (!data || (data.otherOpenCases.length === 0 && data.doubts.length === 0)) return null;
  const known = data.otherOpenCases.find((c) => c.caseId !== null);
  const doubt = data.doubts[0];
  return (
    <Stack gap={3}>
      {data.otherOpenCases.length > 0 ? (
        <Banner tone="warning" title={t('registry.one.two-cases')} action={known ? <LinkButton size="small" href={`/app/cases/${known.caseId}`}>{t('registry.one.see-case')}</LinkButton> : null}>
          {t(known ? 'registry.one.two-cases-text' : 'registry.one.two-cases-elsewhere')}
        </Banner>
      ) : null}
      {doubt ? (
        <Banner tone="info" title={t('registry.one.doubt')}>
          {doubt.askedBy ? t('registry.one.doubt-by', { name: doubt.askedBy, date: formatDate(doubt.since) }) : t('registry.one.doubt-found', { date: formatDate(doubt.since) })}
        </Banner>
      ) : null}
    </Stack>
  );
}

/** The other records of one person, each leading to its case. */
export function IdentityRecordsPanel({ personId }: { readonly personId: string }) {
  const { t, formatDate } = useText();
  const { data } = useRecords(personId);
  if (!data || (data.records.length === 0 && data.elsewhere === 0)) return null;
  return (
    <Card title={t('registry.one.title')} icon="people" count={data.records.length + data.elsewhere}>
      <ItemList items={data.records} itemKey={(r) => r.personId} label={t('registry.one.title')}>
        {(r) => (
          <Item
            title={r.caseId ? <Link href={`/app/cases/${r.caseId}`}>{r.name}</Link> : r.name} meta={[r.publicCode, formatDate(r.registeredOn)].join(' · ')}
            tags={<StatusTag tone={r.caseOpen ? 'info' : 'neutral'}>{r.caseOpen ? t('registry.one.open', { office: r.officeName ?? '' }) : t(r.caseId ? 'registry.one.closed' : 'registry.one.no-case')}</StatusTag>}
          />
        )}
      </ItemList>
      {data.elsewhere > 0 ? <Note>{t('registry.one.elsewhere', { n: data.elsewhere })}</Note> : null}
    </Card>
  );
}
