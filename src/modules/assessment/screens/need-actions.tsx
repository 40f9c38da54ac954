import { type ReactNode, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { api } from '#platform/client';
import { Button, Dialog, Form, Loaded, Select, TextField, Timeline, useForm, useText, type Happening } from '#ui';
import { wordingIn } from '../instrument.ts';
import { ChangeNeed, NEED_LEVELS, type NeedHappening } from '../need-schema.ts';
import type { NeedView } from '../schema.ts';
import type { NeedKind } from './by-kind.ts';

type Act = 'change' | 'cover' | 'uncover' | 'history';

/** What may be done with a need besides closing it. */
function actsOf(need: NeedView, others: readonly NeedView[], mayRecord: boolean): Act[] {
  const open = need.state === 'open' && mayRecord;
  return [...(open ? ['change' as const] : []), ...(open && others.length > 0 ? ['cover' as const] : []), ...(need.coveredBy && mayRecord ? ['uncover' as const] : []), 'history'];
}

interface ActionsProps {
  readonly kind: NeedKind;
  /** Open needs of the same case that may cover this one. */
  readonly others: readonly NeedView[];
  readonly mayRecord: boolean;
  /** Said before it is put under another one: closed, what was prepared for it cannot go out. */
  readonly beforeClosing?: ReactNode;
}

/** Urgency and level, what covers it, and its history: behind buttons, each with its own form. */
export function NeedActions({ kind, others, mayRecord, beforeClosing }: ActionsProps) {
  const { t, locale } = useText();
  const [act, setAct] = useState<Act | null>(null);
  const [need] = kind;
  const done = () => setAct(null);
  return (
    <>
      {actsOf(need, others, mayRecord).map((one) => <Button key={one} size="small" look="quiet" onClick={() => setAct(one)}>{t(`assessment.need-act.${one}`)}</Button>)}
      <Dialog open={act !== null} onClose={done} title={act ? t(`assessment.need-act.${act}`) : ''} description={wordingIn(need.label, locale)}>
        {act === 'change' ? <ChangeForm kind={kind} onDone={done} /> : null}
        {act === 'cover' ? beforeClosing : null}
        {act === 'cover' ? <CoverForm need={need} others={others} onDone={done} /> : null}
        {act === 'uncover' ? <UncoverForm need={need} onDone={done} /> : null}
        {act === 'history' ? <History need={need} /> : null}
      </Dialog>
    </>
  );
}

/** What is said of a kind of need is said of it in each of the cases that have it. */
function ChangeForm({ kind, onDone }: { readonly kind: NeedKind; readonly onDone: () => void }) {
  const { t } = useText();
  const [need] = kind;
  const form = useForm({
    id: `assessment.need.${need.needId}.change`, schema: ChangeNeed, initial: { urgency: need.urgency, level: need.level, why: '' },
    onSubmit: async (command) => {
      for (const one of kind) await api.send('POST', `/api/needs/${one.needId}/change`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('assessment.need-save')} onCancel={onDone}>
      <Select {...form.field('urgency')} label={t('assessment.need-urgency')} options={URGENCIES.map((u) => ({ value: u, label: t(`assessment.urgency.${u}`) }))} />
      <Select {...form.field('level')} label={t('assessment.need-level')} options={NEED_LEVELS.map((l) => ({ value: l, label: t(`assessment.level.${l}`) }))} />
      <TextField {...form.field('why')} label={t('assessment.need-why')} />
    </Form>
  );
}

const Cover = z.strictObject({ by: z.uuid('assessment.need-cannot-cover'), why: z.string().trim().min(1, 'assessment.why-missing').max(500) });

function CoverForm({ need, others, onDone }: { readonly need: NeedView; readonly others: readonly NeedView[]; readonly onDone: () => void }) {
  const { t, locale } = useText();
  const form = useForm({
    id: `assessment.need.${need.needId}.cover`, schema: Cover, initial: { by: '', why: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/needs/${need.needId}/cover`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('assessment.need-save')} onCancel={onDone}>
      <Select {...form.field('by')} label={t('assessment.need-covering')} hint={t('assessment.need-covering-hint')} emptyLabel={t('assessment.choose')} options={others.map((o) => ({ value: o.needId, label: wordingIn(o.label, locale) }))} />
      <TextField {...form.field('why')} label={t('assessment.need-why')} />
    </Form>
  );
}

const Why = z.strictObject({ why: z.string().trim().min(1, 'assessment.why-missing').max(500) });

function UncoverForm({ need, onDone }: { readonly need: NeedView; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `assessment.need.${need.needId}.uncover`, schema: Why, initial: { why: '' },
    onSubmit: async ({ why }) => {
      await api.send('POST', `/api/needs/${need.needId}/cover`, { by: null, why });
      onDone();
    },
  });
  return <Form form={form} submitLabel={t('assessment.need-save')} onCancel={onDone}><TextField {...form.field('why')} label={t('assessment.need-why')} /></Form>;
}

function useTitleOf(): (event: NeedHappening) => string {
  const { t, locale } = useText();
  const said: Record<NeedHappening['kind'], (event: NeedHappening) => string> = {
    state: (e) => (e.was === null ? t('assessment.need-added') : t(`assessment.need-state.${e.becomes ?? 'open'}`)),
    urgency: (e) => t('assessment.need-urgency-now', { urgency: t(`assessment.urgency.${e.becomes ?? 'long'}`) }),
    level: (e) => t('assessment.need-level-now', { level: t(`assessment.level.${e.becomes ?? 'individual'}`) }),
    covered: (e) => (e.covering ? t('assessment.need-covered-by', { need: wordingIn(e.covering, locale) }) : t('assessment.need-stands-alone')),
  };
  return (event) => said[event.kind](event);
}

function History({ need }: { readonly need: NeedView }) {
  const { t, formatDate } = useText();
  const titleOf = useTitleOf();
  const query = useQuery({ queryKey: ['assessment', 'need-history', need.needId], queryFn: ({ signal }) => api.get<{ history: NeedHappening[] }>(`/api/needs/${need.needId}/history`, {}, signal) });
  const asEntry = (event: NeedHappening, i: number): Happening => ({
    key: `${event.at}-${i}`, when: formatDate(new Date(event.at), 'time'), icon: 'heart', tone: 'info',
    title: titleOf(event), who: event.byRules ? t('assessment.by-rules') : event.who, detail: event.why,
  });
  return <Loaded query={query}>{({ history }) => <Timeline label={t('assessment.need-act.history')} items={history.map(asEntry)} />}</Loaded>;
}
