import { Item, LinkButton, Stack, StatusTag, useText } from '#ui';
import type { ReferralDraftLine } from '../../drafts/schema.ts';
import { useLabel } from '../shared-words.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { draftHref, hasEnded, NeedEnded } from './need-ended.tsx';

/** Who writes referrals; nobody else is told of drafts. */
export const WRITERS: ReadonlySet<string> = new Set(['window', 'protection']);

/** One referral that is being written: where it would go, who wrote it last, and the way on. */
export function DraftLine({ line, named }: { readonly line: ReferralDraftLine; readonly named: boolean }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const ended = hasEnded(line);
  const date = formatDate(new Date(line.savedAt), 'time');
  const about = `${label(line.serviceName)} · ${label(line.organizationName)}`;
  return (
    <Item
      title={named ? `${line.person} · ${line.publicCode}` : label(line.serviceName)}
      meta={<>{label(line.needLabel)} · {named ? about : label(line.organizationName)}</>}
      tags={<><StatusTag tone="neutral">{t('referrals.state.draft')}</StatusTag>{line.old ? <StatusTag tone="warning" icon="clock">{t('referrals.draft.old')}</StatusTag> : null}{ended ? <StatusTag tone="danger" icon="alert">{t('referrals.draft.need-ended')}</StatusTag> : null}</>}
      actions={ended ? null : <><LinkButton size="small" icon="edit" href={draftHref(line)}>{t('referrals.draft.go-on')}</LinkButton><DiscardDraft draftId={line.draftId} /></>}
    >
      <Stack gap={3}>
        <p>{line.mine ? t('referrals.draft.begun-by-you', { date }) : t('referrals.draft.begun', { date, name: line.savedBy })}</p>
        {hasEnded(line) ? <NeedEnded line={line} /> : null}
      </Stack>
    </Item>
  );
}
