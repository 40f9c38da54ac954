import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { URGENCIES, type Urgency } from '#kernel/codes';
import type { NeedType } from '#directory/schema';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, Combobox, Dialog, Disclosure, EmptyState, Form, Item, ItemList, LinkButton, Loaded, Select, StatusTag, TextArea, TextField, useForm, useText, type Tone } from '#ui';
import { wordingIn } from '../instrument.ts';
import { AddNeed, type NeedState, type NeedView } from '../schema.ts';

const TONES: Record<Urgency, Tone> = { '24h': 'danger', '72h': 'warning', '2weeks': 'info', long: 'neutral' };

/** How soon a need must be answered, in words. */
export function UrgencyTag({ urgency }: { readonly urgency: Urgency }) {
  const { t } = useText();
  return <StatusTag tone={TONES[urgency]} icon="clock">{t(`assessment.urgency.${urgency}`)}</StatusTag>;
}

interface NeedsProps {
  readonly caseId: string;
  /** False for who looks on: nothing is offered that the server would refuse. */
  readonly mayRecord: boolean;
}

/** Needs of a case: open ones by urgency with their reason; a need leads to its services. */
export function NeedsPanel({ caseId, mayRecord }: NeedsProps) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: ['assessment', 'needs', caseId], queryFn: ({ signal }) => api.get<{ needs: NeedView[] }>(`/api/cases/${caseId}/needs`, {}, signal) });
  return (
    <Card
      title={t('assessment.needs')} icon="heart" count={query.data?.needs.filter((n) => n.state === 'open').length}
      actions={mayRecord ? <Button size="small" icon="plus" onClick={() => setAdding(true)}>{t('assessment.need-add')}</Button> : null}
    >
      <Loaded query={query}>
        {({ needs }) => {
          const closed = needs.filter((n) => n.state !== 'open');
          return (
            <>
              <ItemList
                items={needs.filter((n) => n.state === 'open')} itemKey={(n) => n.needId} label={t('assessment.needs')}
                empty={<EmptyState icon="heart" title={t('assessment.needs-empty')}>{t('assessment.needs-empty-text')}</EmptyState>}
              >
                {(need) => <NeedLine need={need} mayRecord={mayRecord} />}
              </ItemList>
              {closed.length > 0 ? (
                <Disclosure summary={t('assessment.needs-closed', { n: closed.length })}>
                  <ItemList items={closed} itemKey={(n) => n.needId} label={t('assessment.needs-closed', { n: closed.length })}>{(need) => <NeedLine need={need} mayRecord={mayRecord} />}</ItemList>
                </Disclosure>
              ) : null}
            </>
          );
        }}
      </Loaded>
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('assessment.need-add')}>
        <AddNeedForm caseId={caseId} onDone={() => setAdding(false)} />
      </Dialog>
    </Card>
  );
}

const MOVES: Record<NeedState, readonly NeedState[]> = { open: ['met', 'withdrawn'], met: ['open'], withdrawn: ['open'] };

function NeedLine({ need, mayRecord }: { readonly need: NeedView; readonly mayRecord: boolean }) {
  const { t, locale, formatDate } = useText();
  const [to, setTo] = useState<NeedState | null>(null);
  return (
    <Item
      title={wordingIn(need.label, locale)}
      meta={need.closedOn ? t('assessment.need-closed-on', { state: t(`assessment.need-state.${need.state}`), date: formatDate(need.closedOn) }) : t('assessment.need-since', { date: formatDate(need.openedOn) })}
      tags={<>{need.state === 'open' ? <UrgencyTag urgency={need.urgency} /> : null}{need.restricted ? <StatusTag tone="info" icon="lock">{t('assessment.restricted')}</StatusTag> : null}</>}
    >
      {need.reasons.length > 0 ? <ul className="assessment-reasons">{need.reasons.map((r) => <li key={r.code}>{wordingIn(r.wording, locale)}</li>)}</ul> : null}
      {need.note ? <p>{need.note}</p> : null}
      <ButtonRow>
        {need.state === 'open' ? <LinkButton size="small" look="primary" icon="search" href={`/app/cases/${need.caseId}/suggestions?need=${need.needId}`}>{t('assessment.need-services')}</LinkButton> : null}
        {(mayRecord ? MOVES[need.state] : []).map((state) => <Button key={state} size="small" look="quiet" onClick={() => setTo(state)}>{t(`assessment.need-make.${state}`)}</Button>)}
      </ButtonRow>
      <Dialog open={to !== null} onClose={() => setTo(null)} title={to ? t(`assessment.need-make.${to}`) : ''} description={wordingIn(need.label, locale)}>
        {to ? <StateForm need={need} to={to} onDone={() => setTo(null)} /> : null}
      </Dialog>
    </Item>
  );
}

const Why = z.strictObject({ why: z.string().trim().min(1, 'assessment.why-missing').max(500) });

function StateForm({ need, to, onDone }: { readonly need: NeedView; readonly to: NeedState; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `assessment.need.${need.needId}.${to}`, schema: Why, initial: { why: '' },
    onSubmit: async ({ why }) => {
      await api.send('POST', `/api/needs/${need.needId}/state`, { state: to, why });
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t(`assessment.need-make.${to}`)} onCancel={onDone}>
      <TextField {...form.field('why')} label={t('assessment.need-why')} />
    </Form>
  );
}

function AddNeedForm({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const { t, locale } = useText();
  const catalog = useQuery({ queryKey: ['directory', 'needs'], queryFn: ({ signal }) => api.get<{ needs: NeedType[] }>('/api/directory/needs', {}, signal), staleTime: 600_000 });
  const form = useForm({
    id: `assessment.need.add.${caseId}`, schema: AddNeed, initial: { need: '', urgency: '2weeks' as Urgency, note: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/cases/${caseId}/needs`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('assessment.need-add')} onCancel={onDone}>
      <Loaded query={catalog}>
        {({ needs }) => (
          <Combobox
            {...form.field('need')} label={t('assessment.need-which')}
            options={needs.filter((n) => n.personal).map((n) => ({ value: n.code, label: locale === 'en' ? n.labelEn : n.labelEs }))}
          />
        )}
      </Loaded>
      <Select {...form.field('urgency')} label={t('assessment.need-urgency')} options={URGENCIES.map((u) => ({ value: u, label: t(`assessment.urgency.${u}`) }))} />
      <TextArea {...form.field('note')} label={t('assessment.need-note')} optional rows={3} />
    </Form>
  );
}
