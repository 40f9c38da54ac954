import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, DataTable, DescriptionList, Link, Loaded, Note, Page, PageHeader, RadioGroup, Stack, StatusTag, TextArea, useNavigate, useNotify, useText } from '#ui';
import { ProposedConditionsView } from '../criteria/proposed.tsx';
import { showsHidden } from '../../rules/hidden.ts';
import type { FieldChange, FieldConflict, Review } from '../../schema/stewardship.ts';
import { addressOfEntry, useReview } from './data.ts';
import { specOf } from './fields.ts';
import { Shown, useFieldName } from './shown.tsx';
import { useOriginWords, useReasonWords } from './tags.tsx';
import './keep.css';

type Choices = Readonly<Record<string, 'current' | 'wanted'>>;

/** One proposal: what publishing would change, what both sides changed, and the decision. */
export function ReviewPage({ proposalId }: { readonly proposalId: string }) {
  const { t } = useText();
  const query = useReview(proposalId);
  return (
    <Page title={t('directory.keep.review')}>
      <Loaded query={query}>{(data) => <Everything data={data} />}</Loaded>
    </Page>
  );
}

function Everything({ data }: { readonly data: Review }) {
  const { t, locale } = useText();
  const { proposal } = data;
  const entryExists = proposal.baseVersion > 0 || proposal.state === 'published';
  return (
    <Stack>
      <PageHeader title={locale === 'en' ? proposal.nameEn : proposal.nameEs} over={`${t('directory.keep.review')} · ${t(`directory.keep.kind.${proposal.kind}`)}`} back={{ href: '/app/directory/keep', label: t('directory.keep.title') }}
        tags={<StatusTag tone={proposal.state === 'published' ? 'success' : 'info'}>{t(`directory.keep.state.${proposal.state}`)}</StatusTag>}
        actions={entryExists ? <Link href={addressOfEntry(proposal.kind, proposal.entryId)}>{t('directory.keep.open-entry')}</Link> : null} />
      <Warnings data={data} />
      <Why data={data} />
      {proposal.conditions ? <ProposedConditionsView data={data} conditions={proposal.conditions} /> : <Effect data={data} />}
      {proposal.state === 'waiting' ? <Decision data={data} /> : null}
    </Stack>
  );
}

/** What whoever reviews must not overlook. */
function Warnings({ data }: { readonly data: Review }) {
  const { t } = useText();
  const { proposal } = data;
  return (
    <>
      {proposal.baseVersion === 0 ? <Banner tone="info" title={t('directory.keep.new-entry')} /> : null}
      {proposal.listed ? null : <Banner tone="warning" title={t('directory.keep.takes-out')}>{proposal.successorId ? t('directory.keep.successor-is', { id: proposal.successorId }) : null}</Banner>}
      {showsHidden(data.effect) ? <Banner tone="danger" icon="lock" title={t('directory.keep.shows-hidden')} /> : null}
    </>
  );
}

function Why({ data: { proposal } }: { readonly data: Review }) {
  const { t, formatDate } = useText();
  const origin = useOriginWords();
  const reason = useReasonWords();
  return (
    <Card title={t('directory.keep.why')}>
      <DescriptionList items={[
        { term: t('directory.keep.reason'), value: reason(proposal.reason) },
        { term: t('directory.keep.who'), value: `${origin(proposal.origin, proposal.proposedBy)} · ${formatDate(proposal.proposedAt, 'time')}` },
        { term: t('directory.keep.evidence'), value: [t(`directory.keep.evidence.${proposal.evidence.kind}`), proposal.evidence.text].filter(Boolean).join(': ') },
        ...(proposal.confirms ? [{ term: t('directory.keep.also'), value: t('directory.keep.confirms') }] : []),
        ...(proposal.decidedAt ? [{ term: t('directory.keep.decided'), value: [t(`directory.keep.state.${proposal.state}`), proposal.decidedBy, formatDate(proposal.decidedAt), proposal.note].filter(Boolean).join(' · ') }] : []),
      ]} />
    </Card>
  );
}

/** Before and after, side by side: while it waits against what is in force, afterwards as it was proposed. */
function Effect({ data }: { readonly data: Review }) {
  const { t } = useText();
  const nameOf = useFieldName();
  const { proposal, names } = data;
  const rows = proposal.state === 'waiting' ? data.effect : proposal.changes;
  const shown = (change: FieldChange, side: 'before' | 'after') => <Shown spec={specOf(proposal.kind, change.field)} value={change[side]} names={names} />;
  const fresh = proposal.baseVersion === 0;
  return (
    <Card flush title={t('directory.keep.changes')} count={rows.length}>
      <DataTable caption={t('directory.keep.changes')} rows={rows} rowKey={(change) => change.field} empty={<Note>{t('directory.keep.no-changes')}</Note>} columns={[
        { key: 'field', title: t('directory.keep.what-field'), cell: (change) => nameOf(change.field) },
        ...(fresh ? [] : [{ key: 'before', title: t('directory.keep.before'), cell: (change: FieldChange) => shown(change, 'before') }]),
        { key: 'after', title: t('directory.keep.after'), cell: (change) => shown(change, 'after') },
      ]} />
    </Card>
  );
}

function Conflict({ data, conflict, choice, choose }: { readonly data: Review; readonly conflict: FieldConflict; readonly choice: Choices[string] | undefined; readonly choose: (side: 'current' | 'wanted') => void }) {
  const { t } = useText();
  const label = useFieldName()(conflict.field);
  const spec = specOf(data.proposal.kind, conflict.field);
  const shown = (value: unknown) => <Shown spec={spec} value={value} names={data.names} />;
  return (
    <Card headingLevel={3} tone="warning" title={label}>
      <Stack>
        <DescriptionList columns={3} items={[{ term: t('directory.keep.was'), value: shown(conflict.base) }, { term: t('directory.keep.in-force'), value: shown(conflict.current) }, { term: t('directory.keep.wanted'), value: shown(conflict.wanted) }]} />
        <RadioGroup name={`choice.${conflict.field}`} label={t('directory.keep.which-holds', { field: label })} layout="row" value={choice} onChange={(side) => { if (side) choose(side); }}
          options={[{ value: 'current' as const, label: t('directory.keep.in-force') }, { value: 'wanted' as const, label: t('directory.keep.wanted') }]} />
      </Stack>
    </Card>
  );
}

/** Why a steward does not publish: it is theirs, or came by a link that they made. */
function AnotherPublishes({ data: { mayPublish, proposal } }: { readonly data: Review }) {
  const { t } = useText();
  if (mayPublish || (!proposal.own && proposal.origin !== 'link')) return null;
  return <Banner tone="info" title={t(proposal.own ? 'directory.keep.another-publishes' : 'directory.keep.another-publishes-link')} />;
}

/** Publish, send back, or take an own proposal back. */
function Decision({ data }: { readonly data: Review }) {
  const { t } = useText();
  const { actor } = useSession();
  const [choices, setChoices] = useState<Choices>({});
  const [note, setNote] = useState('');
  const { proposal, conflicts } = data;
  const steward = actor.role === 'steward';
  return (
    <Stack>
      {conflicts.length > 0 ? <Banner tone="warning" title={t('directory.keep.conflicts', { n: conflicts.length })}>{t('directory.keep.conflicts-lead')}</Banner> : null}
      {conflicts.map((conflict) => (
        <Conflict key={conflict.field} data={data} conflict={conflict} choice={choices[conflict.field]} choose={(side) => setChoices((before) => ({ ...before, [conflict.field]: side }))} />
      ))}
      <Card title={t('directory.keep.decide')}>
        <Stack>
          {data.alone ? <Banner tone="warning" title={t('directory.keep.alone')} /> : null}
          {steward ? <AnotherPublishes data={data} /> : null}
          {!data.mayPublish && proposal.conditions && data.held === null ? <Banner tone="info" title={t('directory.conditions.out-of-sight')} /> : null}
          {steward ? <TextArea name="note" label={t('directory.keep.note')} hint={t('directory.keep.note-hint')} optional rows={2} value={note} onChange={(text) => setNote(text ?? '')} /> : <Note>{t('directory.keep.waits-for-steward')}</Note>}
          <Steps data={data} choices={choices} note={note.trim()} open={conflicts.some((one) => choices[one.field] === undefined)} steward={steward} own={proposal.own} />
        </Stack>
      </Card>
    </Stack>
  );
}

interface StepsProps { readonly data: Review; readonly choices: Choices; readonly note: string; readonly open: boolean; readonly steward: boolean; readonly own: boolean }

function Steps({ data, choices, note, open, steward, own }: StepsProps) {
  const { t } = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const { proposal } = data;
  const address = `/api/directory/proposals/${proposal.id}`;
  const done = (key: string) => () => { notify({ text: t(key) }); navigate('/app/directory/keep'); };
  const publish = useMutation({ mutationFn: () => api.send('POST', `${address}/publish`, { choices, note }), onSuccess: done('directory.keep.published') });
  const back = useMutation({ mutationFn: () => api.send('POST', `${address}/send-back`, { note }), onSuccess: done('directory.keep.sent-back') });
  const withdraw = useMutation({ mutationFn: () => api.send('POST', `${address}/withdraw`, {}), onSuccess: done('directory.keep.withdrawn') });
  return (
    <>
      {open && data.mayPublish ? <Note>{t('directory.keep.choose-first')}</Note> : null}
      <ButtonRow>
        {data.mayPublish ? <Button look="primary" icon="check" aria-disabled={open || undefined} pending={publish.isPending} onClick={() => { if (!open) publish.mutate(); }}>{t('directory.keep.publish')}</Button> : null}
        {steward && !own ? <Button icon="undo" aria-disabled={note === '' || undefined} pending={back.isPending} onClick={() => { if (note !== '') back.mutate(); }}>{t('directory.keep.send-back')}</Button> : null}
        {own ? <Button look="quiet" icon="cross" pending={withdraw.isPending} onClick={() => withdraw.mutate()}>{t('directory.keep.withdraw')}</Button> : null}
      </ButtonRow>
    </>
  );
}
