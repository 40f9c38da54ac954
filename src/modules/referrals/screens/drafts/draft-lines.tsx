import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Confirm, Item, LinkButton, StatusTag, useNotify, useText } from '#ui';
import type { ReferralDraftLine } from '../../drafts/schema.ts';
import { useLabel } from '../shared-words.tsx';

/** Who writes referrals; nobody else is told of drafts. */
export const WRITERS: ReadonlySet<string> = new Set(['window', 'protection']);

/** Where a draft is written on. */
function hrefOf({ caseId, needId, serviceId, replaces }: ReferralDraftLine): string {
  return `/app/cases/${caseId}/referrals/new?need=${needId}&service=${encodeURIComponent(serviceId)}${replaces ? `&replaces=${replaces}` : ''}`;
}

/** Throws a draft away, after asking. */
export function DiscardDraft({ draftId, onDone }: { readonly draftId: string; readonly onDone?: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const drop = useMutation({
    mutationFn: () => api.send('POST', `/api/referral-drafts/${draftId}/discard`, {}),
    onSuccess: () => {
      notify({ text: t('referrals.draft.discarded') });
      setAsking(false);
      onDone?.();
    },
  });
  return (
    <>
      <Button size="small" look="quiet" icon="trash" onClick={() => setAsking(true)}>{t('referrals.draft.discard')}</Button>
      <Confirm open={asking} onClose={() => setAsking(false)} title={t('referrals.draft.discard')} confirmLabel={t('referrals.draft.discard')} danger pending={drop.isPending} onConfirm={() => drop.mutate()}>
        {t('referrals.draft.discard-text')}
      </Confirm>
    </>
  );
}

/** One referral that is being written: where it would go, who wrote it last, and the way on. */
export function DraftLine({ line, named }: { readonly line: ReferralDraftLine; readonly named: boolean }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const date = formatDate(new Date(line.savedAt), 'time');
  const about = `${label(line.serviceName)} · ${label(line.organizationName)}`;
  return (
    <Item
      title={named ? `${line.person} · ${line.publicCode}` : label(line.serviceName)}
      meta={<>{label(line.needLabel)} · {named ? about : label(line.organizationName)}</>}
      tags={<><StatusTag tone="neutral">{t('referrals.state.draft')}</StatusTag>{line.old ? <StatusTag tone="warning" icon="clock">{t('referrals.draft.old')}</StatusTag> : null}</>}
      actions={<><LinkButton size="small" icon="edit" href={hrefOf(line)}>{t('referrals.draft.go-on')}</LinkButton><DiscardDraft draftId={line.draftId} /></>}
    >
      {line.mine ? t('referrals.draft.begun-by-you', { date }) : t('referrals.draft.begun', { date, name: line.savedBy })}
    </Item>
  );
}
