import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, Item, ItemList, Link, Note, StatusTag, useText } from '#ui';
import type { Welcomes } from '../../schema.ts';

/** An office hears that somebody it keeps was seen at another; supervision sees how often each account opens records of others. Silent when there is nothing. */
export function WelcomesPanel() {
  const { t, formatDate } = useText();
  const { data } = useQuery({ queryKey: ['registry', 'welcomes'], queryFn: ({ signal }) => api.get<Welcomes>('/api/welcomes', {}, signal) });
  if (!data || data.opened.length + data.accounts.length === 0) return null;
  if (data.accounts.length > 0) {
    return (
      <Card title={t('registry.welcomes.accounts')} icon="people" flush>
        <ItemList items={data.accounts} itemKey={(a) => String(a.name)} label={t('registry.welcomes.accounts')}>
          {(a) => <Item title={a.name ?? t('registry.welcomes.unknown')} actions={<StatusTag tone={a.n * 2 > data.most ? 'warning' : 'neutral'}>{t('registry.welcomes.account', { n: a.n, most: data.most })}</StatusTag>} />}
        </ItemList>
      </Card>
    );
  }
  return (
    <Card title={t('registry.welcomes.title')} icon="people" count={data.opened.length}>
      <Note>{t('registry.welcomes.lead')}</Note>
      <ItemList items={data.opened} itemKey={(o) => o.personId + o.at} label={t('registry.welcomes.title')}>
        {(o) => <Item title={o.caseId ? <Link href={`/app/cases/${o.caseId}`}>{o.name}</Link> : o.name} meta={[o.publicCode, formatDate(o.at)].join(' · ')} />}
      </ItemList>
    </Card>
  );
}
