import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Confirm, Dialog, Form, Item, ItemList, Link, LinkButton, Note, RadioGroup, StatusTag, TextArea, useForm, useNotify, useText } from '#ui';
import { JoinCases, type CaseSummary, type RelatedCase, type RelatedCases } from '../../schema.ts';

/** The other cases of the person of a case, and how they go on together. */
export function useRelatedCases(caseId: string) {
  return useQuery({ queryKey: ['registry', 'related', caseId], queryFn: ({ signal }) => api.get<RelatedCases>(`/api/cases/${caseId}/related`, {}, signal) });
}

type Join = NonNullable<RelatedCases['into']>;

/** What must be known before working on a case: it goes on in another one, or another one of the same person is open. */
export function CaseNotices({ found }: { readonly found: CaseSummary }) {
  const { data } = useRelatedCases(found.caseId);
  if (!data) return null;
  const other = found.state === 'closed' ? undefined : data.cases.find((c) => c.state !== 'closed');
  return (
    <>
      {data.into ? <GoesOnElsewhere into={data.into} there={data.cases.find((c) => c.caseId === data.into?.caseId)} /> : null}
      {other ? <TwoOpenCases found={found} other={other} /> : null}
    </>
  );
}

function GoesOnElsewhere({ into, there }: { readonly into: Join; readonly there: RelatedCase | undefined }) {
  const { t } = useText();
  return (
    <Banner
      tone="info" icon="swap" title={there ? t('registry.join.into-case', { code: there.publicCode, office: there.officeName }) : t('registry.join.into-title')}
      action={<ButtonRow>{into.caseId ? <LinkButton size="small" look="primary" href={`/app/cases/${into.caseId}`}>{t('registry.join.see')}</LinkButton> : null}<UndoJoin join={into} /></ButtonRow>}
    >
      <JoinWords join={into} />
      {into.caseId ? null : <p>{t('registry.join.into-elsewhere')}</p>}
    </Banner>
  );
}

function JoinWords({ join }: { readonly join: Pick<Join, 'by' | 'at' | 'note'> }) {
  const { t, formatDate } = useText();
  return (
    <>
      <p>{t('registry.join.into-by', { name: join.by ?? t('registry.join.somebody'), date: formatDate(join.at) })}</p>
      <p>{t('registry.join.note-says', { note: join.note })}</p>
    </>
  );
}

function UndoJoin({ join }: { readonly join: Pick<Join, 'joinId' | 'mayTakeBack'> }) {
  const { t } = useText();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const undo = useMutation({
    mutationFn: () => api.send('POST', `/api/case-joins/${join.joinId}/undo`),
    onSuccess: () => { notify({ text: t('registry.join.undone') }); setAsking(false); },
  });
  if (!join.mayTakeBack) return null;
  return (
    <>
      <Button size="small" look="quiet" icon="undo" onClick={() => setAsking(true)}>{t('registry.join.undo')}</Button>
      <Confirm open={asking} onClose={() => setAsking(false)} title={t('registry.join.undo')} description={t('registry.join.undo-text')} confirmLabel={t('registry.join.undo')} pending={undo.isPending} onConfirm={() => undo.mutate()} />
    </>
  );
}

function TwoOpenCases({ found, other }: { readonly found: CaseSummary; readonly other: RelatedCase }) {
  const { t } = useText();
  const [joining, setJoining] = useState(false);
  const may = other.mayGoOnHere || other.mayGoOnThere;
  return (
    <Banner
      tone="warning" title={t('registry.one.two-cases')}
      action={(
        <ButtonRow>
          <LinkButton size="small" look="quiet" href={`/app/cases/${other.caseId}`}>{t('registry.one.see-case')}</LinkButton>
          {may ? <Button size="small" onClick={() => setJoining(true)}>{t('registry.join.open')}</Button> : null}
        </ButtonRow>
      )}
    >
      {t(may ? 'registry.one.two-cases-text' : 'registry.join.supervision')}
      {joining ? <JoinDialog found={found} other={other} onClose={() => setJoining(false)} /> : null}
    </Banner>
  );
}

const JoinDraft = JoinCases.pick({ note: true }).extend({ goesOn: z.enum(['here', 'there'], { error: 'platform.missing' }) });

/** Which case goes on, and what whoever goes on must know. Only what the reader may do is offered. */
function JoinDialog({ found, other, onClose }: { readonly found: CaseSummary; readonly other: RelatedCase; readonly onClose: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const choices = [
    ...(other.mayGoOnHere ? [{ value: 'here' as const, label: t('registry.join.this', { code: found.publicCode, office: found.officeName }) }] : []),
    ...(other.mayGoOnThere ? [{ value: 'there' as const, label: t('registry.join.other', { code: other.publicCode, office: other.officeName }) }] : []),
  ];
  const form = useForm({
    id: null, schema: JoinDraft, initial: choices.length === 1 ? { goesOn: choices[0]!.value } : {},
    onSubmit: async ({ goesOn, note }) => {
      const [closing, into] = goesOn === 'here' ? [other.caseId, found.caseId] : [found.caseId, other.caseId];
      await api.send('POST', `/api/cases/${closing}/join`, { into, note });
      notify({ text: t('registry.join.done') });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('registry.join.open')} description={t('registry.join.lead')}>
      <Form form={form} submitLabel={t('registry.join.open')} onCancel={onClose}>
        <RadioGroup {...form.field('goesOn')} label={t('registry.join.which')} options={choices} />
        <TextArea {...form.field('note')} label={t('registry.join.note')} hint={t('registry.join.note-hint')} />
      </Form>
    </Dialog>
  );
}

/** The other cases of the person, each with its state; those that go on here with their note and what waits in them. */
export function RelatedCasesCard({ caseId, pendingIn }: { readonly caseId: string; readonly pendingIn: (caseId: string) => ReactNode }) {
  const { t, formatDate } = useText();
  const { data } = useRelatedCases(caseId);
  if (!data || (data.cases.length === 0 && data.elsewhere === 0)) return null;
  return (
    <Card title={t('registry.join.title')} icon="people" count={data.cases.length}>
      <ItemList items={data.cases} itemKey={(c) => c.caseId} label={t('registry.join.title')}>
        {(c) => {
          const join = data.joined.find((j) => j.caseId === c.caseId);
          return (
            <Item
              title={<Link href={`/app/cases/${c.caseId}`}>{c.publicCode}</Link>}
              meta={[c.officeName, c.closedOn ? t('registry.join.opened-closed', { from: formatDate(c.openedOn), to: formatDate(c.closedOn) }) : t('registry.join.opened', { date: formatDate(c.openedOn) })].join(' · ')}
              tags={<StatusTag tone={join || c.state !== 'closed' ? 'info' : 'neutral'}>{t(join ? 'registry.join.goes-on-here' : `registry.state.${c.state}`)}</StatusTag>}
            >
              {join ? <><JoinWords join={join} />{pendingIn(c.caseId)}<ButtonRow><UndoJoin join={join} /></ButtonRow></> : null}
            </Item>
          );
        }}
      </ItemList>
      {data.elsewhere > 0 ? <Note>{t('registry.join.elsewhere', { n: data.elsewhere })}</Note> : null}
    </Card>
  );
}
