import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Banner, Button, Note, Row, Stack, StatusLine, useErrorSentence, useNavigate, useNotify, useText } from '#ui';
import type { DraftContent, ReferralDraft } from '../../drafts/schema.ts';
import { DiscardDraft } from './discard-draft.tsx';
import { type About, dropFromTab } from './kept.ts';
import type { KeptReferral } from './use-referral-draft.ts';

/** Save and leave; throw away. */
export function DraftActions({ keeper, leaveTo }: { readonly keeper: KeptReferral; readonly leaveTo: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const notify = useNotify();
  const leave = useMutation({
    mutationFn: keeper.saveNow,
    onSuccess: () => {
      notify({ text: t('referrals.draft.saved') });
      navigate(leaveTo);
    },
  });
  const discarded = () => {
    keeper.end();
    navigate(leaveTo);
  };
  return (
    <>
      {keeper.overtaken ? null : <Button pending={leave.isPending} onClick={() => leave.mutate()}>{t('referrals.draft.leave')}</Button>}
      {keeper.draftId && !keeper.overtaken ? <DiscardDraft draftId={keeper.draftId} onDone={discarded} /> : null}
    </>
  );
}

interface NoticesProps {
  readonly keeper: KeptReferral;
  readonly draft: ReferralDraft['draft'];
  readonly about: About;
  /** Words of this tab that a colleague has overtaken. */
  readonly aside: DraftContent | null;
  readonly onTake: (content: DraftContent) => void;
  readonly onReload: () => void;
}

/** Whether what is typed is kept, who wrote before, and what to do where somebody else wrote meanwhile. */
export function DraftNotices({ keeper, draft, about, aside, onTake, onReload }: NoticesProps) {
  const { t, formatDate } = useText();
  const sentence = useErrorSentence();
  return (
    <Stack gap={3}>
      <Row gap={3}>
        {keeper.draftId || keeper.saveState !== 'saved' ? <StatusLine state={keeper.saveState} /> : null}
        <Note>{draft && !draft.mine ? t('referrals.draft.written-by', { name: draft.savedBy, date: formatDate(new Date(draft.savedAt), 'time') }) : t('referrals.draft.nothing-shared')}</Note>
      </Row>
      {keeper.refused ? (
        <Banner tone="danger" live action={keeper.overtaken ? <Button size="small" onClick={onReload}>{t('referrals.draft.reload')}</Button> : null}>{sentence(keeper.refused)}</Banner>
      ) : null}
      {aside ? <Aside about={about} content={aside} onTake={onTake} /> : null}
    </Stack>
  );
}

/** Words that never reached the system: taken over or let go, by whoever typed them. */
function Aside({ about, content, onTake }: { readonly about: About; readonly content: DraftContent; readonly onTake: (content: DraftContent) => void }) {
  const { t } = useText();
  const [decided, setDecided] = useState(false);
  if (decided) return null;
  const decide = (take: boolean) => {
    dropFromTab(about);
    if (take) onTake(content);
    setDecided(true);
  };
  return (
    <Banner
      tone="warning" live
      action={<Row gap={2}><Button size="small" onClick={() => decide(true)}>{t('referrals.draft.kept-here-use')}</Button><Button size="small" look="quiet" onClick={() => decide(false)}>{t('referrals.draft.kept-here-drop')}</Button></Row>}
    >
      {t('referrals.draft.kept-here')} {content.note ? <q>{content.note}</q> : null}
    </Banner>
  );
}
