import { type ReactNode, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { URGENCIES, type Urgency } from '#kernel/codes';
import type { NeedType } from '#directory/schema';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, Combobox, Dialog, Disclosure, EmptyState, Form, Item, ItemList, LinkButton, Loaded, Select, StatusTag, TextArea, TextField, useForm, useText, type Tone } from '#ui';
import { CaseMark } from '#registry/screens';
import { wordingIn } from '../instrument.ts';
import { NEED_LEVELS, type NeedLevel } from '../levels.ts';
import { AddNeed, type NeedState, type NeedView } from '../schema.ts';
import { NeedActions } from './need-actions.tsx';
import { byKind, reasonsOf, urgencyOf, type NeedKind } from './by-kind.ts';

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
  /** What other rooms have to say before these needs are closed. */
  readonly beforeClosing?: ((needIds: readonly string[]) => ReactNode) | undefined;
}

/** Needs of a case and of those that go on in it: open ones by urgency with their reason; a need leads to its services. */
export function NeedsPanel({ caseId, mayRecord, beforeClosing }: NeedsProps) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: ['assessment', 'needs', caseId], queryFn: ({ signal }) => api.get<{ needs: NeedView[] }>(`/api/cases/${caseId}/needs`, {}, signal) });
  return (
    <Card
      title={t('assessment.needs')} icon="heart" count={query.data ? openOf(query.data.needs, caseId).length : undefined}
      actions={mayRecord ? <Button size="small" icon="plus" onClick={() => setAdding(true)}>{t('assessment.need-add')}</Button> : null}
    >
      <Loaded query={query}>
        {({ needs }) => {
          const closed = needs.filter((n) => n.state !== 'open');
          return (
            <>
              <ItemList
                items={openOf(needs, caseId)} itemKey={([n]) => n.needId} label={t('assessment.needs')}
                empty={<EmptyState icon="heart" title={t('assessment.needs-empty')}>{t('assessment.needs-empty-text')}</EmptyState>}
              >
                {(kind) => <NeedLine kind={kind} on={caseId} mayRecord={mayRecord} others={mayCoverOf(needs, kind)} beforeClosing={beforeClosing} />}
              </ItemList>
              {closed.length > 0 ? (
                <Disclosure summary={t('assessment.needs-closed', { n: closed.length })}>
                  <ItemList items={closed} itemKey={(n) => n.needId} label={t('assessment.needs-closed', { n: closed.length })}>{(need) => <NeedLine kind={[need]} on={caseId} mayRecord={mayRecord} others={[]} />}</ItemList>
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

const openOf = (needs: readonly NeedView[], caseId: string) => byKind(needs.filter((n) => n.state === 'open'), caseId);

/** Open needs of the same case, read by the same people, under which a need may be put. */
const mayCoverOf = (needs: readonly NeedView[], [need]: NeedKind) =>
  needs.filter((n) => n.state === 'open' && n.caseId === need.caseId && n.needId !== need.needId && n.restricted === need.restricted);

const MOVES: Record<NeedState, readonly NeedState[]> = { open: ['met', 'withdrawn'], met: ['open'], withdrawn: ['open'] };

interface LineProps {
  readonly kind: NeedKind;
  /** The case on whose page it stands. */
  readonly on: string;
  readonly mayRecord: boolean;
  readonly others: readonly NeedView[];
  readonly beforeClosing?: NeedsProps['beforeClosing'];
}

function NeedTags({ kind, on }: Pick<LineProps, 'kind' | 'on'>) {
  const { t } = useText();
  const [need] = kind;
  return (
    <>
      {need.state === 'open' ? <UrgencyTag urgency={urgencyOf(kind)} /> : null}
      {need.level === 'individual' ? null : <StatusTag tone="neutral" icon="people">{t(`assessment.level.${need.level}`)}</StatusTag>}
      <CaseMark of={kind.map((n) => n.caseId)} on={on} />
      {need.restricted ? <StatusTag tone="info" icon="lock">{t('assessment.restricted')}</StatusTag> : null}
    </>
  );
}

/** Why it is a need: the reasons of rules, what covers it, what whoever added it wrote. */
function NeedGrounds({ kind }: Pick<LineProps, 'kind'>) {
  const { t, locale } = useText();
  const [need] = kind;
  const reasons = reasonsOf(kind);
  return (
    <>
      {reasons.length > 0 ? <ul className="assessment-reasons">{reasons.map((r) => <li key={r.code}>{wordingIn(r.wording, locale)}</li>)}</ul> : null}
      {need.coveredBy ? <p>{t('assessment.need-covered-by', { need: wordingIn(need.coveredBy.label, locale) })}</p> : null}
      {kind.map((n) => (n.note ? <p key={n.needId}>{n.note}</p> : null))}
    </>
  );
}

function NeedLine({ kind, on, mayRecord, others, beforeClosing }: LineProps) {
  const { t, locale, formatDate } = useText();
  const [to, setTo] = useState<NeedState | null>(null);
  const [need] = kind;
  const said = need.state === 'open' ? beforeClosing?.(kind.map((n) => n.needId)) : null;
  return (
    <Item
      title={wordingIn(need.label, locale)}
      meta={need.closedOn ? t('assessment.need-closed-on', { state: t(`assessment.need-state.${need.state}`), date: formatDate(need.closedOn) }) : t('assessment.need-since', { date: formatDate(need.openedOn) })}
      tags={<NeedTags kind={kind} on={on} />}
    >
      <NeedGrounds kind={kind} />
      <ButtonRow>
        {need.state === 'open' ? <LinkButton size="small" look="primary" icon="search" href={`/app/cases/${need.caseId}/suggestions?need=${need.needId}`}>{t('assessment.need-services')}</LinkButton> : null}
        {(mayRecord && !need.coveredBy ? MOVES[need.state] : []).map((state) => <Button key={state} size="small" look="quiet" onClick={() => setTo(state)}>{t(`assessment.need-make.${state}`)}</Button>)}
        <NeedActions kind={kind} others={others} mayRecord={mayRecord} beforeClosing={said} />
      </ButtonRow>
      <Dialog open={to !== null} onClose={() => setTo(null)} title={to ? t(`assessment.need-make.${to}`) : ''} description={wordingIn(need.label, locale)}>
        {to === null ? null : said}
        {to ? <StateForm kind={kind} to={to} onDone={() => setTo(null)} /> : null}
      </Dialog>
    </Item>
  );
}

const Why = z.strictObject({ why: z.string().trim().min(1, 'assessment.why-missing').max(500) });

/** What is said of a kind of need is said of it in each of the cases that have it. */
function StateForm({ kind, to, onDone }: { readonly kind: NeedKind; readonly to: NeedState; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `assessment.need.${kind[0].needId}.${to}`, schema: Why, initial: { why: '' },
    onSubmit: async ({ why }) => {
      for (const need of kind) await api.send('POST', `/api/needs/${need.needId}/state`, { state: to, why });
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
    id: `assessment.need.add.${caseId}`, schema: AddNeed, initial: { need: '', urgency: '2weeks' as Urgency, level: 'individual' as NeedLevel, note: '' },
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
      <Select {...form.field('level')} label={t('assessment.need-level')} options={NEED_LEVELS.map((l) => ({ value: l, label: t(`assessment.level.${l}`) }))} />
      <TextArea {...form.field('note')} label={t('assessment.need-note')} optional rows={3} />
    </Form>
  );
}
