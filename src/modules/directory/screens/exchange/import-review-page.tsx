import { useState } from 'react';
import { Banner, Button, ButtonRow, Card, Checkbox, EmptyState, Item, ItemList, Link, Loaded, Note, Page, PageHeader, Progress, Row, Stack, StatusTag, useText } from '#ui';
import type { ImportPage } from '../../schema/exchange.ts';
import { useImport } from '../keep/data.ts';
import { Pager } from '../pager.tsx';
import { Changes } from './changes.tsx';
import { Problems } from './report-view.tsx';
import { usePublishMany, type Failed } from './use-publish-many.ts';

type Proposed = ImportPage['proposals'][number];

/** One file that was brought in: what it proposed, and publishing many of it after having looked. */
export function ImportReviewPage({ importId }: { readonly importId: string }) {
  const { t } = useText();
  const [page, setPage] = useState(0);
  const query = useImport(importId, page);
  return (
    <Page title={t('directory.imports.review')}>
      <Loaded query={query}>{(data) => <Everything key={data.page} data={data} turn={setPage} />}</Loaded>
    </Page>
  );
}

function Everything({ data, turn }: { readonly data: ImportPage; readonly turn: (page: number) => void }) {
  const { t, formatDate } = useText();
  const { line } = data;
  return (
    <Stack>
      <PageHeader title={line.fileName} over={t('directory.imports.review')} lead={t('directory.imports.from', { source: line.source, who: line.importedBy ?? '–', on: formatDate(line.importedAt, 'time') })}
        back={{ href: '/app/directory/imports', label: t('directory.imports.title') }}
        tags={<StatusTag tone={line.waiting > 0 ? 'info' : 'success'}>{t('directory.imports.waiting', { n: line.waiting, of: line.proposals })}</StatusTag>} />
      <Problems problems={line.problems} count={line.problemCount} />
      <Chosen data={data} turn={turn} />
    </Stack>
  );
}

/** What may be published is chosen to begin with: whoever looks takes out what they do not want. */
function Chosen({ data, turn }: { readonly data: ImportPage; readonly turn: (page: number) => void }) {
  const { t } = useText();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const many = usePublishMany();
  const { line, proposals, page, pageSize } = data;
  const open = proposals.filter((one) => one.mayPublish);
  const chosen = open.filter((one) => !left.has(one.id));
  const toggle = (id: string, on: boolean): void => setLeft((before) => { const next = new Set(before); if (on) next.delete(id); else next.add(id); return next; });
  const ownOnly = open.length === 0 && proposals.some((one) => one.state === 'waiting' && one.own);
  return (
    <Card title={t('directory.imports.proposed')} count={line.proposals}>
      <Stack>
        {ownOnly ? <Banner tone="info" title={t('directory.imports.another-publishes')} /> : null}
        {open.length > 0 ? <Note>{t('directory.imports.choose')}</Note> : null}
        <ItemList items={proposals} itemKey={(one) => one.id} empty={<EmptyState icon="check" title={t('directory.imports.nothing-proposed')} />}>
          {(one) => <ProposedItem one={one} names={data.names} chosen={!left.has(one.id)} failed={many.failed.find((fault) => fault.id === one.id)} busy={many.running} choose={(on) => toggle(one.id, on)} />}
        </ItemList>
        <Row><Pager label={t('directory.imports.proposed')} page={page} size={pageSize} total={line.proposals} onChange={turn} /></Row>
        <Outcome many={many} />
        {open.length > 0 ? (
          <ButtonRow>
            {many.running ? <Button icon="cross" onClick={many.stop}>{t('directory.imports.stop')}</Button>
              : <Button look="primary" icon="check" aria-disabled={chosen.length === 0 || undefined} onClick={() => { if (chosen.length > 0) many.publish(chosen.map((item) => item.id)); }}>{t('directory.imports.publish', { n: chosen.length })}</Button>}
          </ButtonRow>
        ) : null}
      </Stack>
    </Card>
  );
}

function Outcome({ many }: { readonly many: ReturnType<typeof usePublishMany> }) {
  const { t } = useText();
  if (many.total === 0) return null;
  if (many.running) return <Progress value={many.done / many.total} label={t('directory.imports.publishing', { n: many.done, of: many.total })} />;
  const published = many.done - many.failed.length;
  return (
    <Banner tone={many.failed.length > 0 ? 'warning' : 'success'} title={t('directory.imports.published', { n: published })} live>
      {many.failed.length > 0 ? t('directory.imports.failed', { n: many.failed.length }) : null}
      {many.done < many.total ? ` ${t('directory.imports.stopped', { n: many.total - many.done })}` : null}
    </Banner>
  );
}

interface ItemProps {
  readonly one: Proposed;
  readonly names: Readonly<Record<string, string>>;
  readonly chosen: boolean;
  readonly failed: Failed | undefined;
  readonly busy: boolean;
  readonly choose: (on: boolean) => void;
}

function ProposedItem({ one, names, chosen, failed, busy, choose }: ItemProps) {
  const { t, locale } = useText();
  const name = locale === 'en' ? one.nameEn : one.nameEs;
  return (
    <Item title={<Link href={`/app/directory/keep/proposals/${one.id}`}>{name}</Link>}
      tags={(
        <>
          <StatusTag tone="neutral">{t(`directory.keep.kind.${one.kind}`)}</StatusTag>
          <StatusTag tone="info">{t(`directory.imports.effect.${one.fresh ? 'new' : 'changed'}`)}</StatusTag>
          {one.state === 'waiting' ? null : <StatusTag tone={one.state === 'published' ? 'success' : 'neutral'}>{t(`directory.keep.state.${one.state}`)}</StatusTag>}
          {one.own && one.state === 'waiting' ? <StatusTag tone="neutral" icon="person">{t('directory.keep.own')}</StatusTag> : null}
        </>
      )}>
      <Stack gap={2}>
        {one.mayPublish ? <Checkbox name={`publish.${one.id}`} label={t('directory.imports.with', { name })} value={chosen} disabled={busy} onChange={(on) => choose(on === true)} /> : null}
        {failed && one.state === 'waiting' ? <Banner tone="danger" title={t('directory.imports.not-published')}>{failed.why} <Link href={`/app/directory/keep/proposals/${one.id}`}>{t('directory.keep.look')}</Link></Banner> : null}
        <Changes kind={one.kind} changes={one.changes} fresh={one.fresh} names={names} />
      </Stack>
    </Item>
  );
}
