import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { ItemList, useText } from '#ui';
import type { ReferralDraftsOfCase } from '../../drafts/schema.ts';
import { DraftLine, WRITERS } from './draft-lines.tsx';

/** That a referral is being written in this case, and by whom; nothing where there is none. */
export function DraftsOfCase({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const { actor: { role } } = useSession();
  const query = useQuery({
    queryKey: ['referrals', 'drafts', 'case', caseId], enabled: WRITERS.has(role),
    queryFn: ({ signal }) => api.get<ReferralDraftsOfCase>(`/api/cases/${caseId}/referral-drafts`, {}, signal),
  });
  const drafts = query.data?.drafts ?? [];
  if (drafts.length === 0) return null;
  return <ItemList items={drafts} itemKey={(d) => d.draftId} label={t('referrals.draft.card')}>{(line) => <DraftLine line={line} named={false} />}</ItemList>;
}
