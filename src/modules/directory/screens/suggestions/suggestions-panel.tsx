import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { useCaseAddress } from '#registry/screens';
import { Card, Disclosure, EmptyState, LinkButton, Loaded, Note, Page, PageHeader, Stack, useNavigate, useText } from '#ui';
import type { Suggestion, SuggestionsView } from '#directory/matching';
import { useNeeds } from '../data.ts';
import { NextQuestionCard } from './next-question.tsx';
import { Reasons, SuggestionCard, VerdictTag } from './suggestion-card.tsx';
import { useSuggestionWords } from './words.ts';
import './suggestions.css';

interface PanelProps {
  readonly caseId: string;
  readonly needId: string;
  readonly personId: string;
  /** Called with the chosen offer; without it nothing can be sent from here. */
  readonly onRefer?: ((suggestion: Suggestion) => void) | undefined;
}

/** Suggested services for one need of a case. */
export function SuggestionsPanel(props: PanelProps) {
  const { caseId, needId } = props;
  const query = useQuery({
    queryKey: ['directory', 'suggestions', caseId, needId],
    queryFn: ({ signal }) => api.get<SuggestionsView>(`/api/cases/${caseId}/needs/${needId}/suggestions`, {}, signal),
  });
  return <Loaded query={query}>{(view) => <SuggestionList {...props} view={view} />}</Loaded>;
}

function SuggestionList({ view, caseId, personId, onRefer }: PanelProps & { readonly view: SuggestionsView }) {
  const { t } = useText();
  const words = useSuggestionWords(view);
  const [need] = view.needs;
  if (!need) return null;
  return (
    <Stack gap={4}>
      {view.nextQuestion ? <NextQuestionCard key={`${view.nextQuestion.fact}/${view.nextQuestion.key ?? ''}`} question={view.nextQuestion} personId={personId} caseId={caseId} words={words} /> : null}
      {need.offers.length === 0 ? <NothingFound /> : (
        <>
          <Note>{t('directory.suggestions.count', { shown: need.offers.length, total: need.total })} · {t('directory.suggestions.order')}</Note>
          {need.offers.map((suggestion) => (
            <SuggestionCard key={suggestion.offerId} suggestion={suggestion} reported={view.reported[suggestion.serviceId]} card={view.services[suggestion.serviceId]} words={words} onRefer={onRefer} papersHref={`/app/cases/${caseId}/papers`} />
          ))}
          <Note>{t('directory.suggestions.far.note')}</Note>
        </>
      )}
      <NotFitting view={view} words={words} />
    </Stack>
  );
}

function NothingFound() {
  const { t } = useText();
  return (
    <Card>
      <EmptyState icon="search" title={t('directory.suggestions.none.title')} action={<LinkButton href="/app/directory">{t('directory.suggestions.none.directory')}</LinkButton>}>
        {t('directory.suggestions.none.text')}
      </EmptyState>
    </Card>
  );
}

/** What the conditions rule out, with the reason: the person may be told why, and a wrong fact can be found. */
function NotFitting({ view, words }: { readonly view: SuggestionsView; readonly words: ReturnType<typeof useSuggestionWords> }) {
  const { t, locale } = useText();
  const [need] = view.needs;
  if (!need || need.notFitting.length === 0) return null;
  return (
    <Disclosure summary={t('directory.suggestions.not-fitting', { n: need.notFitting.length })}>
      <Stack gap={4}>
        {need.notFitting.map((suggestion) => (
          <div key={suggestion.offerId} className="directory-suggestions__refused">
            <h2 className="directory-suggestions__name">{view.services[suggestion.serviceId]?.name[locale] ?? suggestion.serviceId}</h2>
            <VerdictTag verdict={suggestion.verdict} />
            <Reasons suggestion={{ ...suggestion, reasonsFor: [], asks: [] }} words={words} />
          </div>
        ))}
      </Stack>
    </Disclosure>
  );
}

interface CaseOfPage {
  readonly case: { readonly personId: string };
}

interface NeedsOfCase {
  readonly needs: readonly { readonly needId: string; readonly need: string }[];
}

/** The page of suggestions; the need is named in the address (`?need=…`). */
export function SuggestionsPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const back = useCaseAddress(caseId);
  const [address] = useState(() => new URLSearchParams(window.location.search));
  const needId = address.get('need') ?? '';
  // A referral that came back is replaced by the next one; its id travels along.
  const replaces = address.get('replaces');
  const query = useQuery({ queryKey: ['cases', caseId, 'page'], queryFn: ({ signal }) => api.get<CaseOfPage>(`/api/cases/${caseId}`, {}, signal) });
  const refer = (suggestion: Suggestion): void => navigate(`/app/cases/${caseId}/referrals/new?need=${needId}&service=${encodeURIComponent(suggestion.serviceId)}${replaces ? `&replaces=${encodeURIComponent(replaces)}` : ''}`);
  return (
    <Page title={t('directory.suggestions.title')}>
      <PageHeader
        title={t('directory.suggestions.title')} lead={<NeedName caseId={caseId} needId={needId} />}
        back={{ href: back, label: t('directory.suggestions.back') }}
      />
      <Loaded query={query}>{(found) => <SuggestionsPanel caseId={caseId} needId={needId} personId={found.case.personId} onRefer={refer} />}</Loaded>
    </Page>
  );
}

function NeedName({ caseId, needId }: { readonly caseId: string; readonly needId: string }) {
  const { t, locale } = useText();
  const ofCase = useQuery({ queryKey: ['cases', caseId, 'needs'], queryFn: ({ signal }) => api.get<NeedsOfCase>(`/api/cases/${caseId}/needs`, {}, signal) });
  const catalogue = useNeeds();
  const code = ofCase.data?.needs.find((n) => n.needId === needId)?.need;
  const type = catalogue.data?.needs.find((n) => n.code === code);
  if (!type) return null;
  return <>{t('directory.suggestions.for-need', { need: locale === 'es' ? type.labelEs : type.labelEn })}</>;
}
