import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { ButtonRow, Card, DataTable, EmptyState, Link, LinkButton, Loaded, Page, PageHeader, StatusTag, useText } from '#ui';
import { useSession } from '#access/screens';
import type { Column } from '#ui';
import type { ManifestLine, UploadLine } from '../schema.ts';

/** Arrival lists: drafts still to be accepted, and lists taken in. */
export function ManifestsPage() {
  const { t } = useText();
  const title = t('reception.lists.title');
  const mayWork = useSession().actor.role === 'reception';
  return (
    <Page width="wide" title={title}>
      <PageHeader
        title={title} lead={t('reception.lists.lead')}
        actions={<ButtonRow>
          {mayWork ? <LinkButton href="/app/manifests/new" look="primary" icon="upload" shortcut="u">{t('reception.lists.upload')}</LinkButton> : null}
          <LinkButton href="/app/points" icon="flag">{t('reception.points.title')}</LinkButton>
          {mayWork ? <LinkButton href="/app/manifests/senders" icon="inbox">{t('reception.senders.title')}</LinkButton> : null}
        </ButtonRow>}
      />
      {mayWork ? <Drafts /> : null}
      <AcceptedLists />
    </Page>
  );
}

function Drafts() {
  const { t, formatDate } = useText();
  const query = useQuery({ queryKey: ['reception', 'uploads'], queryFn: () => api.get<{ uploads: UploadLine[] }>('/api/reception/uploads') });
  if (!query.data || query.data.uploads.length === 0) return null;
  const columns: Column<UploadLine>[] = [
    { key: 'file', title: t('reception.lists.file'), cell: (u) => <Link href={`/app/manifests/drafts/${u.uploadId}`}>{u.fileName}</Link> },
    { key: 'at', title: t('reception.lists.uploaded'), cell: (u) => formatDate(u.createdAt, 'time') },
    { key: 'people', title: t('reception.lists.people'), numeric: true, cell: (u) => u.people },
    { key: 'problems', title: t('reception.lists.problems'), numeric: true, cell: (u) => u.problems },
  ];
  return (
    <Card title={t('reception.lists.drafts')} icon="edit" count={query.data.uploads.length} tone="warning" flush>
      <DataTable caption={t('reception.lists.drafts')} columns={columns} rows={query.data.uploads} rowKey={(u) => u.uploadId} rowHref={(u) => `/app/manifests/drafts/${u.uploadId}`} />
    </Card>
  );
}

function AcceptedLists() {
  const { t, formatDate } = useText();
  const query = useQuery({
    queryKey: ['reception', 'manifests'], queryFn: () => api.get<{ manifests: ManifestLine[] }>('/api/reception/manifests'),
    // While a long list is compared with the registry, its progress shows.
    refetchInterval: ({ state }) => (state.data?.manifests.some((m) => m.toMatch > 0) ? 3_000 : false),
  });
  const open = (m: ManifestLine) => m.counts.expected + m.counts.waiting + m.counts.taken;
  const columns: Column<ManifestLine>[] = [
    {
      key: 'label', title: t('reception.lists.list'),
      cell: (m) => (
        <>
          <Link href={`/app/manifests/${m.manifestId}`}>{m.label}</Link><br />
          {t('reception.lists.about', { on: formatDate(m.arrivesOn), variant: t(`reception.variant.${m.variant}`), mode: t(`reception.mode.${m.mode}`) })}
        </>
      ),
    },
    { key: 'people', title: t('reception.lists.people'), numeric: true, cell: (m) => m.people },
    { key: 'waiting', title: t('reception.state.waiting'), numeric: true, cell: (m) => m.counts.waiting + m.counts.taken },
    { key: 'done', title: t('reception.state.finished'), numeric: true, cell: (m) => m.counts.finished },
    { key: 'missing', title: t('reception.state.notArrived'), numeric: true, cell: (m) => m.counts.notArrived, wideOnly: true },
    { key: 'state', title: t('reception.lists.state'), cell: (m) => <ListState list={m} open={open(m)} /> },
    { key: 'end', title: t('reception.lists.end'), cell: (m) => <Link href={`/app/manifests/${m.manifestId}/end`}>{t(m.closed ? 'reception.lists.end-closed' : 'reception.lists.end-open')}</Link> },
  ];
  return (
    <Card title={t('reception.lists.accepted')} icon="bus" flush>
      <Loaded query={query}>
        {({ manifests }) => (
          <DataTable
            caption={t('reception.lists.accepted')} columns={columns} rows={manifests} rowKey={(m) => m.manifestId} rowHref={(m) => `/app/manifests/${m.manifestId}`}
            empty={<EmptyState icon="bus" title={t('reception.lists.none')}>{t('reception.lists.none-hint')}</EmptyState>}
          />
        )}
      </Loaded>
    </Card>
  );
}

function ListState({ list, open }: { readonly list: ManifestLine; readonly open: number }) {
  const { t } = useText();
  if (list.toMatch > 0) return <StatusTag tone="info" icon="search">{t('reception.lists.matching', { n: list.toMatch })}</StatusTag>;
  if (list.closed) return <StatusTag tone="neutral" icon="lock">{t('reception.lists.closed')}</StatusTag>;
  if (!list.own) return <StatusTag tone="info" icon="swap">{t('reception.lists.part')}</StatusTag>;
  return open === 0
    ? <StatusTag tone="success" icon="check">{t('reception.lists.complete')}</StatusTag>
    : <StatusTag tone="accent" icon="clock">{t('reception.lists.open', { n: open })}</StatusTag>;
}
