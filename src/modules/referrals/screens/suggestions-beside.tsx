import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import type { SuggestionsView } from '#directory/matching';
import { Button, ButtonRow, DescriptionList, EmptyState, LinkButton, Loaded, Stack, useText } from '#ui';
import type { OfficerReferral } from '../schema.ts';
import { suggestionsHref } from './officer-actions.tsx';
import { useLabel } from './shared-words.tsx';

const SHOWN = 3;
type About = Pick<OfficerReferral, 'caseId' | 'needId' | 'referralId' | 'serviceId'>;

/** The next best services for a need that nobody took, beside the line; asked for when somebody wants to see them. */
export function SuggestionsBeside({ referral }: { readonly referral: About }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ['directory', 'suggestions', referral.caseId, referral.needId], enabled: open,
    queryFn: ({ signal }) => api.get<SuggestionsView>(`/api/cases/${referral.caseId}/needs/${referral.needId}/suggestions`, {}, signal),
  });
  if (!open) return <ButtonRow><Button size="small" icon="search" onClick={() => setOpen(true)}>{t('referrals.next-best.show')}</Button></ButtonRow>;
  return <Loaded query={query}>{(view) => <NextBest view={view} referral={referral} />}</Loaded>;
}

function NextBest({ view, referral }: { readonly view: SuggestionsView; readonly referral: About }) {
  const { t } = useText();
  const label = useLabel();
  const offers = (view.needs[0]?.offers ?? []).filter((o) => o.serviceId !== referral.serviceId).slice(0, SHOWN);
  if (offers.length === 0) return <EmptyState title={t('referrals.next-best.none')} action={<LinkButton href={suggestionsHref(referral)}>{t('referrals.action.other-service')}</LinkButton>} />;
  return (
    <Stack gap={2}>
      <DescriptionList items={offers.map((offer) => {
        const card = view.services[offer.serviceId];
        const href = `/app/cases/${referral.caseId}/referrals/new?need=${referral.needId}&service=${encodeURIComponent(offer.serviceId)}&replaces=${referral.referralId}`;
        return {
          term: card ? label(card.name) : offer.serviceId,
          value: <>{card ? [card.organization, card.place].filter(Boolean).join(' · ') : ''} <LinkButton size="small" icon="send" href={href}>{t('referrals.next-best.send')}</LinkButton></>,
        };
      })} />
    </Stack>
  );
}
