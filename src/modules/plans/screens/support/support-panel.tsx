import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { CaseMark } from '#registry/screens';
import { Button, Card, Dialog, Disclosure, EmptyState, Form, Item, ItemList, Loaded, Note, Stack, StatusTag, TextArea, useForm, useNotify, useText } from '#ui';
import { type CaseSupport, StrikeSupport, type SupportLine, type SupportProposal, type SupportView } from '../../support/schema.ts';
import { useLabel } from '../conference/words.tsx';
import { SupportForm } from './support-form.tsx';

/** What the person received so far, and completed referrals of which nobody has written it down. */
export function SupportPanel({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const [asked, setAsked] = useState<SupportView | 'new' | null>(null);
  const query = useQuery({ queryKey: ['plans', 'support', caseId], queryFn: ({ signal }) => api.get<CaseSupport>(`/api/cases/${caseId}/support`, {}, signal) });
  const close = () => setAsked(null);
  return (
    <Card title={t('plans.support.panel')} icon="check" actions={query.data?.mayRecord ? <Button size="small" icon="plus" onClick={() => setAsked('new')}>{t('plans.support.add')}</Button> : null}>
      <Loaded query={query}>
        {(data) => (
          <Stack gap={4}>
            {data.mayRecord && data.proposals.length > 0 ? <Proposals caseId={caseId} proposals={data.proposals} /> : null}
            <ItemList items={data.supports} itemKey={(s) => s.supportId} label={t('plans.support.panel')} empty={<EmptyState icon="check" title={t('plans.support.none')} />}>
              {(support) => <Line support={support} on={caseId} mayRecord={data.mayRecord} onCorrect={() => setAsked(support)} />}
            </ItemList>
            <Note>{t('plans.support.team-only')}</Note>
            <Dialog open={asked !== null} onClose={close} title={t(asked === 'new' ? 'plans.support.add' : 'plans.support.correct')}>
              {asked === null ? null : <SupportForm caseId={caseId} data={data} corrects={asked === 'new' ? null : asked} onDone={close} />}
            </Dialog>
          </Stack>
        )}
      </Loaded>
    </Card>
  );
}

/** One step takes over what a completed referral delivered. */
function Proposals({ caseId, proposals }: { readonly caseId: string; readonly proposals: readonly SupportProposal[] }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const notify = useNotify();
  const take = useMutation({
    mutationFn: (referralId: string) => api.send('POST', `/api/cases/${caseId}/support/from-referral`, { referralId }),
    onSuccess: () => notify({ text: t('plans.support.saved') }),
  });
  return (
    <section>
      <h3>{t('plans.support.proposals')}</h3>
      <ItemList items={proposals} itemKey={(p) => p.referralId} label={t('plans.support.proposals')}>
        {(p) => (
          <Item
            title={label(p.needLabel)} meta={`${label(p.serviceName)} · ${label(p.organizationName)} · ${formatDate(p.on)}`}
            actions={<Button size="small" look="primary" pending={take.isPending && take.variables === p.referralId} onClick={() => take.mutate(p.referralId)}>{t('plans.support.take')}</Button>}
          />
        )}
      </ItemList>
    </section>
  );
}

/** What was given, in one line: how much, its worth, by whom, when. */
function useSaid(): (line: SupportLine) => string {
  const { formatDate, formatNumber } = useText();
  const label = useLabel();
  return (line) => [
    formatDate(line.givenOn), label(line.giverName),
    ...(line.quantity === null ? [] : [`${formatNumber(line.quantity)} ${line.unit ?? ''}`]),
    ...(line.amount === null || line.currency === null ? [] : [formatNumber(line.amount, { style: 'currency', currency: line.currency })]),
    ...(line.note === null ? [] : [line.note]),
  ].join(' · ');
}

function Line({ support, on, mayRecord, onCorrect }: { readonly support: SupportView; readonly on: string; readonly mayRecord: boolean; readonly onCorrect: () => void }) {
  const { t } = useText();
  const label = useLabel();
  const said = useSaid();
  const [striking, setStriking] = useState(false);
  const struck = support.state === 'struck';
  return (
    <Item
      title={label(support.needLabel)} meta={said(support)}
      tags={(
        <>
          {struck ? <StatusTag tone="neutral">{t('plans.support.struck')}</StatusTag> : null}
          {!struck && support.before.length > 0 ? <StatusTag tone="info">{t('plans.support.corrected')}</StatusTag> : null}
          {support.referralId === null ? null : <StatusTag tone="info">{t('plans.support.from-referral')}</StatusTag>}
          <CaseMark of={[support.caseId]} on={on} />
        </>
      )}
      actions={mayRecord ? (
        <>
          <Button size="small" onClick={onCorrect}>{t('plans.support.correct')}</Button>
          {struck ? null : <Button size="small" look="quiet" onClick={() => setStriking(true)}>{t('plans.support.strike')}</Button>}
        </>
      ) : null}
    >
      {support.before.length > 0 ? <Before support={support} /> : null}
      <Dialog open={striking} onClose={() => setStriking(false)} title={t('plans.support.strike')}><StrikeForm support={support} onDone={() => setStriking(false)} /></Dialog>
    </Item>
  );
}

/** The newest reason, and every line before it as it stood. */
function Before({ support }: { readonly support: SupportView }) {
  const { t, formatDate } = useText();
  const said = useSaid();
  const label = useLabel();
  const by = (line: SupportLine) => t('plans.support.by', { date: formatDate(new Date(line.at), 'time'), by: line.by });
  return (
    <>
      <p className="ui-note">{support.why} · {by(support)}</p>
      <Disclosure summary={t('plans.support.before')}>
        <ItemList items={support.before} itemKey={(line) => String(line.seq)} label={t('plans.support.before')}>
          {(line) => <Item title={label(line.needLabel)} meta={said(line)}><p className="ui-note">{line.why === null ? '' : `${line.why} · `}{by(line)}</p></Item>}
        </ItemList>
      </Disclosure>
    </>
  );
}

function StrikeForm({ support, onDone }: { readonly support: SupportView; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.support.strike.${support.supportId}`, schema: StrikeSupport, initial: {}, prepare: (values) => ({ ...values, seq: support.seq }),
    onSubmit: async (command) => { await api.send('POST', `/api/support/${support.supportId}/strike`, command); onDone(); },
  });
  return <Form form={form} submitLabel={t('plans.support.strike')} onCancel={onDone}><TextArea {...form.field('why')} label={t('plans.support.why')} rows={2} maxLength={500} /></Form>;
}
