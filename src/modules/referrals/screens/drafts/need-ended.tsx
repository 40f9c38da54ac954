import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import type { NeedView } from '#assessment/schema';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Dialog, Form, Loaded, Note, Select, Stack, TextField, useForm, useNavigate, useNotify, useText } from '#ui';
import type { ReferralDraftLine } from '../../drafts/schema.ts';
import { useLabel } from '../shared-words.tsx';
import { DiscardDraft } from './discard-draft.tsx';

type Line = ReferralDraftLine & { readonly needEnded: NonNullable<ReferralDraftLine['needEnded']> };

export const hasEnded = (line: ReferralDraftLine): line is Line => line.needEnded !== null;

/** Where a draft is written on. */
export function draftHref({ caseId, needId, serviceId, replaces }: Pick<ReferralDraftLine, 'caseId' | 'needId' | 'serviceId'> & Partial<Pick<ReferralDraftLine, 'replaces'>>): string {
  return `/app/cases/${caseId}/referrals/new?need=${needId}&service=${encodeURIComponent(serviceId)}${replaces ? `&replaces=${replaces}` : ''}`;
}

/** How the need of a draft ended, with what may be done about it: open it again, let the draft answer another one, or discard it. */
export function NeedEnded({ line }: { readonly line: Line }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const [act, setAct] = useState<'reopen' | 'other-need' | null>(null);
  const { needEnded: { state, on, why, coveredBy } } = line;
  const done = () => setAct(null);
  return (
    <Stack gap={3}>
      <Banner tone="warning" title={coveredBy ? t('referrals.draft.need-covered', { need: label(coveredBy) }) : t(`referrals.draft.need-${state}`, { date: formatDate(on) })}>
        {why ? <>{t('referrals.draft.need-why', { why })}<br /></> : null}{t('referrals.draft.need-ended-text')}
      </Banner>
      <ButtonRow>
        {coveredBy ? null : <Button size="small" icon="undo" onClick={() => setAct('reopen')}>{t('referrals.draft.reopen')}</Button>}
        <Button size="small" icon="swap" onClick={() => setAct('other-need')}>{t('referrals.draft.other-need')}</Button>
        <DiscardDraft draftId={line.draftId} />
      </ButtonRow>
      <Dialog open={act !== null} onClose={done} title={act ? t(`referrals.draft.${act}`) : ''} description={label(line.needLabel)}>
        {act === 'reopen' ? <Reopen line={line} onDone={done} /> : null}
        {act === 'other-need' ? <OtherNeed line={line} onDone={done} /> : null}
      </Dialog>
    </Stack>
  );
}

interface ActProps { readonly line: Line; readonly onDone: () => void }

const Why = z.strictObject({ why: z.string({ error: 'platform.missing' }).trim().min(1, 'assessment.why-missing').max(500) });

function Reopen({ line, onDone }: ActProps) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `referrals.draft.reopen.${line.draftId}`, schema: Why, initial: { why: '' },
    onSubmit: async ({ why }) => {
      await api.send('POST', `/api/needs/${line.needId}/state`, { state: 'open', why });
      notify({ text: t('referrals.draft.reopened') });
      onDone();
    },
  });
  return <Form form={form} submitLabel={t('referrals.draft.reopen')} onCancel={onDone}><TextField {...form.field('why')} label={t('referrals.draft.reopen-why')} /></Form>;
}

function OtherNeed({ line, onDone }: ActProps) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['assessment', 'needs', line.caseId], queryFn: ({ signal }) => api.get<{ needs: NeedView[] }>(`/api/cases/${line.caseId}/needs`, {}, signal) });
  return (
    <Loaded query={query}>
      {({ needs }) => {
        const open = needs.filter((need) => need.state === 'open' && need.caseId === line.caseId && need.needId !== line.needId);
        return open.length === 0 ? <Note>{t('referrals.draft.other-need-none')}</Note> : <Choose line={line} needs={open} onDone={onDone} />;
      }}
    </Loaded>
  );
}

const Chosen = z.strictObject({ needId: z.uuid('platform.missing') });

function Choose({ line, needs, onDone }: ActProps & { readonly needs: readonly NeedView[] }) {
  const { t } = useText();
  const label = useLabel();
  const notify = useNotify();
  const navigate = useNavigate();
  const form = useForm({
    id: `referrals.draft.need.${line.draftId}`, schema: Chosen, initial: { needId: '' },
    onSubmit: async (command) => {
      const moved = await api.send<{ caseId: string; needId: string; serviceId: string }>('POST', `/api/referral-drafts/${line.draftId}/need`, command);
      notify({ text: t('referrals.draft.moved') });
      navigate(draftHref(moved));
    },
  });
  return (
    <Form form={form} submitLabel={t('referrals.draft.other-need')} onCancel={onDone}>
      <Select {...form.field('needId')} label={t('referrals.draft.other-need-which')} emptyLabel={t('referrals.draft.other-need-choose')} options={needs.map((need) => ({ value: need.needId, label: label(need.label) }))} />
    </Form>
  );
}
