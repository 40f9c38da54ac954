import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, Item, ItemList, Link, Note, StatusTag, useText } from '#ui';
import type { Welcomes } from '../../schema.ts';

/** An office hears that somebody it keeps was seen at another; supervision sees how often each account opens records of others. Silent when there is nothing. */
export function WelcomesPanel() {
  const { t } = useText();
  const { data } = useQuery({ queryKey: ['registry', 'welcomes'], queryFn: ({ signal }) => api.get<Welcomes>('/api/welcomes', {}, signal) });
  if (!data || data.opened.length + data.accounts.length + data.links.length === 0) return null;
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
    <>
      {data.links.length > 0 ? <LinkNewsCard links={data.links} /> : null}
      {data.opened.length > 0 ? <OpenedCard opened={data.opened} /> : null}
    </>
  );
}

/** Other records of people whose case the office keeps: found by others, or not the same person after all. */
function LinkNewsCard({ links }: Pick<Welcomes, 'links'>) {
  const { t, formatDate } = useText();
  return (
    <Card title={t('registry.news.title')} icon="people" count={links.length}>
      <Note>{t('registry.news.lead')}</Note>
      <ItemList items={links} itemKey={(n) => n.caseId + n.at} label={t('registry.news.title')}>
        {(n) => (
          <Item
            title={<Link href={`/app/cases/${n.caseId}`}>{n.name}</Link>} meta={[n.publicCode, formatDate(n.at), t(n.atNight ? 'registry.news.night' : 'registry.news.person')].join(' · ')}
            tags={<StatusTag tone={n.otherOpen ? 'warning' : n.stands ? 'info' : 'neutral'}>{t(n.otherOpen ? 'registry.news.two-open' : n.stands ? 'registry.news.same' : 'registry.news.parted')}</StatusTag>}
          />
        )}
      </ItemList>
    </Card>
  );
}

function OpenedCard({ opened }: Pick<Welcomes, 'opened'>) {
  const { t, formatDate } = useText();
  return (
    <Card title={t('registry.welcomes.title')} icon="people" count={opened.length}>
      <Note>{t('registry.welcomes.lead')}</Note>
      <ItemList items={opened} itemKey={(o) => o.personId + o.at} label={t('registry.welcomes.title')}>
        {(o) => <Item title={o.caseId ? <Link href={`/app/cases/${o.caseId}`}>{o.name}</Link> : o.name} meta={[o.publicCode, formatDate(o.at)].join(' · ')} />}
      </ItemList>
    </Card>
  );
}
