import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Confirm, useNotify, useText } from '#ui';

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
