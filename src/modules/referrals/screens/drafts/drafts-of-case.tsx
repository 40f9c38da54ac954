import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Banner, ItemList, useText } from '#ui';
import type { ReferralDraftsOfCase } from '../../drafts/schema.ts';
import { useLabel } from '../shared-words.tsx';
import { DraftLine, WRITERS } from './draft-lines.tsx';

function useDraftsOfCase(caseId: string) {
  const { actor: { role } } = useSession();
  const query = useQuery({
    queryKey: ['referrals', 'drafts', 'case', caseId], enabled: WRITERS.has(role),
    queryFn: ({ signal }) => api.get<ReferralDraftsOfCase>(`/api/cases/${caseId}/referral-drafts`, {}, signal),
  });
  return query.data?.drafts ?? [];
}

/** What was begun and never sent, named where it ends with its case (`needIds` absent), or cannot be sent any more because its need is closed. */
export function DraftsThatEnd({ caseId, needIds }: { readonly caseId: string; readonly needIds?: readonly string[] }) {
  const { t } = useText();
  const label = useLabel();
  const drafts = useDraftsOfCase(caseId).filter((draft) => needIds === undefined || needIds.includes(draft.needId));
  if (drafts.length === 0) return null;
  return (
    <Banner tone="warning" title={t(needIds ? 'referrals.draft.need-ends' : 'referrals.draft.case-ends', { n: drafts.length })}>
      <ul>{drafts.map((draft) => <li key={draft.draftId}>{label(draft.serviceName)} · {label(draft.organizationName)} ({label(draft.needLabel)})</li>)}</ul>
    </Banner>
  );
}

/** That a referral is being written in this case, and by whom; nothing where there is none. */
export function DraftsOfCase({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const drafts = useDraftsOfCase(caseId);
  if (drafts.length === 0) return null;
  return <div id="case-drafts"><ItemList items={drafts} itemKey={(d) => d.draftId} label={t('referrals.draft.card')}>{(line) => <DraftLine line={line} named={false} />}</ItemList></div>;
}
