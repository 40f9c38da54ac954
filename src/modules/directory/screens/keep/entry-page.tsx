import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Banner, Button, Card, DescriptionList, ItemList, Link, LinkButton, Loaded, Note, Page, PageHeader, Stack, Timeline, useNotify, useText } from '#ui';
import type { EntryPage, VersionView } from '../../schema/stewardship.ts';
import { addressOfEntry, useEntry } from './data.ts';
import { ProposalItem } from './proposals-card.tsx';
import { SECTIONS, specOf, type FieldSpec, type SectionSpec } from './fields.ts';
import { PapersSaidCard } from '../papers-said/steward-card.tsx';
import { OwnerLinks } from './owner-links.tsx';
import { ReportsCard } from './reports-card.tsx';
import { RestoreDialog, RetireDialog } from './step-dialogs.tsx';
import { isUnsaid, Shown, useFieldName } from './shown.tsx';
import { EntryTags, useOriginWords, useReasonWords } from './tags.tsx';
import './keep.css';

/** One entry for whoever keeps it: what waits about it, what it says, its history. */
export function KeptEntryPage({ entry }: { readonly entry: string }) {
  const { t } = useText();
  const query = useEntry(entry);
  return (
    <Page title={t('directory.keep.entry')}>
      <Loaded query={query}>{(data) => <Everything data={data} />}</Loaded>
    </Page>
  );
}

function Everything({ data }: { readonly data: EntryPage }) {
  const { t, locale } = useText();
  const { actor } = useSession();
  const { line } = data;
  const steward = actor.role === 'steward';
  const open = data.proposals.filter((one) => one.state === 'waiting' || one.state === 'sentBack');
  return (
    <Stack>
      <PageHeader title={locale === 'en' ? line.nameEn : line.nameEs} over={[t(`directory.keep.kind.${line.kind}`), data.organizationName].filter(Boolean).join(' · ')} tags={<EntryTags line={line} />}
        back={{ href: '/app/directory/keep', label: t('directory.keep.title') }} actions={<Actions data={data} steward={steward} />} />
      {data.successorId ? <Banner tone="info" title={t('directory.keep.succeeded')}><Link href={addressOfEntry(line.kind, data.successorId)}>{data.successorId}</Link></Banner> : null}
      {open.length > 0 ? (
        <Card title={t('directory.keep.open-proposals')} icon="edit" count={open.length}><ItemList items={open} itemKey={(one) => one.id}>{(one) => <ProposalItem proposal={one} />}</ItemList></Card>
      ) : null}
      <ReportsCard reports={data.reports} steward={steward} />
      {steward && line.kind === 'service' ? <PapersSaidCard data={data} /> : null}
      {SECTIONS[line.kind].map((section) => <Section key={section.key} section={section} data={data} />)}
      {steward && line.kind === 'organization' ? <OwnerLinks organizationId={line.id} /> : null}
      <History data={data} steward={steward} />
      <Confirmations data={data} />
    </Stack>
  );
}

function Actions({ data, steward }: { readonly data: EntryPage; readonly steward: boolean }) {
  const { t } = useText();
  const notify = useNotify();
  const [retiring, setRetiring] = useState(false);
  const { line } = data;
  const address = `${line.kind}.${line.id}`;
  const confirm = useMutation({
    mutationFn: () => api.send('POST', `/api/directory/entries/${encodeURIComponent(address)}/confirmations`, { version: line.version }),
    onSuccess: () => notify({ text: t('directory.keep.confirmed-notice') }),
  });
  return (
    <>
      {line.listed ? <Button look="primary" icon="check" pending={confirm.isPending} onClick={() => confirm.mutate()}>{t('directory.keep.still-true')}</Button> : null}
      <LinkButton icon="edit" href={`${addressOfEntry(line.kind, line.id)}/edit`}>{t('directory.keep.edit')}</LinkButton>
      {steward && line.listed ? <Button look="quiet" onClick={() => setRetiring(true)}>{t('directory.keep.retire')}</Button> : null}
      {retiring ? <RetireDialog data={data} onClose={() => setRetiring(false)} /> : null}
    </>
  );
}

/** What is said, and in one line what nobody has said yet. */
function Section({ section, data }: { readonly section: SectionSpec; readonly data: EntryPage }) {
  const { t } = useText();
  const nameOf = useFieldName();
  const isSaid = (spec: FieldSpec): boolean => !isUnsaid(spec, data.entry[spec.name]);
  const { line } = data;
  // Conditions have versions with days of their own: what holds today stands there.
  const conditions = section.key === 'whom' && !line.hidden ? <LinkButton size="small" icon="history" href={`/app/directory/${encodeURIComponent(line.id)}/conditions`}>{t('directory.conditions.open-page')}</LinkButton> : null;
  const unsaid = section.fields.filter((spec) => !isSaid(spec)).map((spec) => nameOf(spec.name));
  return (
    <Card title={t(`directory.keep.section.${section.key}`)} actions={conditions}>
      <Stack gap={3}>
        <DescriptionList columns={2} items={section.fields.filter(isSaid).map((spec) => ({ term: nameOf(spec.name), value: <Shown spec={spec} value={data.entry[spec.name]} names={data.names} /> }))} />
        {unsaid.length > 0 ? <Note>{t('directory.keep.unsaid', { fields: unsaid.join(', ') })}</Note> : null}
      </Stack>
    </Card>
  );
}

/** Every version that was ever in force, newest first, and the way back to an earlier one. */
function History({ data, steward }: { readonly data: EntryPage; readonly steward: boolean }) {
  const { t, formatDate } = useText();
  const origin = useOriginWords();
  const reason = useReasonWords();
  const [restoring, setRestoring] = useState<number | null>(null);
  const titleOf = (v: VersionView): string => [t('directory.keep.version', { n: v.version }), v.listed ? null : t('directory.keep.unlisted'), v.unreviewed ? t('directory.keep.unreviewed') : null].filter(Boolean).join(' · ');
  return (
    <Card title={t('directory.keep.history')} icon="history" count={data.history.length}>
      <Timeline label={t('directory.keep.history')} items={data.history.map((v) => ({
        key: String(v.version), when: formatDate(v.publishedAt), title: titleOf(v), who: origin(v.origin, v.publishedBy),
        detail: (
          <Stack gap={2}>
            {v.reason ? <p>{reason(v.reason)}{v.evidence?.text && v.evidence.kind !== 'history' ? ` (${v.evidence.text})` : ''}</p> : null}
            <Changes data={data} version={v} />
            {steward && v.version !== data.line.version ? <div><Button size="small" icon="undo" onClick={() => setRestoring(v.version)}>{t('directory.keep.restore', { n: v.version })}</Button></div> : null}
          </Stack>
        ),
      }))} />
      {restoring === null ? null : <RestoreDialog entry={`${data.line.kind}.${data.line.id}`} version={restoring} onClose={() => setRestoring(null)} />}
    </Card>
  );
}

function Changes({ data, version }: { readonly data: EntryPage; readonly version: VersionView }) {
  const { t } = useText();
  const nameOf = useFieldName();
  if (version.changes.length === 0) return null;
  return (
    <ul className="directory-keep__list">
      {version.changes.map(({ field, before, after }) => {
        const spec = specOf(data.line.kind, field);
        return (
          <li key={field}>
            <strong>{nameOf(field)}</strong>: <Shown spec={spec} value={before} names={data.names} /> <span aria-hidden="true">→</span><span className="ui-hidden"> {t('directory.keep.becomes')} </span> <Shown spec={spec} value={after} names={data.names} />
          </li>
        );
      })}
    </ul>
  );
}

function Confirmations({ data }: { readonly data: EntryPage }) {
  const { t, formatDate } = useText();
  if (data.confirmations.length === 0) return null;
  return (
    <Card title={t('directory.keep.confirmations')} icon="check" count={data.confirmations.length}>
      <ul className="directory-keep__list">{data.confirmations.map((c, at) => <li key={at}>{[formatDate(c.on), t(`directory.keep.origin.${c.how}`), c.by].filter(Boolean).join(' · ')}</li>)}</ul>
    </Card>
  );
}
