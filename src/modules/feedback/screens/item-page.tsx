import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Card, DescriptionList, Item, ItemList, Link, Loaded, Note, Page, PageHeader, SplitView, Stack, useText, type Term } from '#ui';
import type { FeedbackView, HappenedStep } from '../schema.ts';
import { StepsCard } from './steps-card.tsx';
import { StateTags, useLabel } from './words.tsx';

/** One item: what was said, about what, by when; what was done; and what to do. */
export function FeedbackItemPage({ feedbackId }: { readonly feedbackId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['feedback', 'one', feedbackId], queryFn: ({ signal }) => api.get<FeedbackView>(`/api/feedback/${feedbackId}`, {}, signal) });
  return (
    <Page title={t('feedback.list.title')}>
      <Loaded query={query}>
        {(view) => (
          <>
            <PageHeader title={t('feedback.one.title', { ref: view.ref })} over={t(`feedback.kind.${view.kind}`)} back={{ href: '/app/feedback', label: t('feedback.list.title') }} tags={<StateTags line={view} />} />
            <SplitView side="end" list={<Facts view={view} />}>
              <Stack>
                {view.restricted ? <Banner tone="warning" icon="lock">{t('feedback.one.restricted')}</Banner> : null}
                <Card title={t('feedback.one.said')}><Paragraphs text={view.said} /></Card>
                <StepsCard view={view} />
                <Card title={t('feedback.one.steps')}>
                  <ItemList items={view.steps} itemKey={(step) => `${step.at} ${step.kind}`} label={t('feedback.one.steps')}>{(step) => <Done step={step} />}</ItemList>
                </Card>
              </Stack>
            </SplitView>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Paragraphs({ text }: { readonly text: string }) {
  return <>{text.split('\n').filter(Boolean).map((line, at) => <p key={`${at} ${line}`}>{line}</p>)}</>;
}

function Done({ step }: { readonly step: HappenedStep }) {
  const { t, formatDate } = useText();
  const what = step.kind === 'classified' && step.what ? t(`feedback.kind.${step.what}`) : (step.what ?? '');
  return (
    <Item title={t(`feedback.step.${step.kind}`, { what })} meta={[formatDate(new Date(step.at), 'time'), step.by].filter(Boolean).join(' · ')}>
      {step.words.map((word) => <div key={`${word.kind} ${word.text}`}><p className="ui-note">{t(`feedback.words.${word.kind}`)}</p><Paragraphs text={word.text} /></div>)}
    </Item>
  );
}

function wantsWords({ wantsAnswer, way }: FeedbackView): string {
  if (!wantsAnswer) return 'feedback.one.no-answer';
  return way === null ? 'feedback.one.code-only' : 'feedback.one.way-too';
}

function useFacts(view: FeedbackView): Term[] {
  const { t, formatDate } = useText();
  const label = useLabel();
  const office = view.offices.find((o) => o.officeId === view.officeId);
  const time = (at: string) => formatDate(new Date(at), 'time');
  return [
    { term: t('feedback.one.office'), value: office ? label(office.name) : t('feedback.nobody-named') },
    ...(view.serviceName ? [{ term: t('feedback.one.service'), value: label(view.serviceName) }] : []),
    ...(view.aboutAccount ? [{ term: t('feedback.one.person'), value: view.aboutAccount.name }] : []),
    { term: t('feedback.one.name'), value: view.name ?? t('feedback.one.anonymous') },
    ...(view.caseId ? [{ term: t('feedback.one.case'), value: <Link href={`/app/cases/${view.caseId}`}>{t('feedback.one.open-case')}</Link> }] : []),
    { term: t('feedback.channel'), value: `${t(`feedback.channel.${view.channel}`)} · ${time(view.receivedAt)}` },
    { term: t('feedback.one.ack-by'), value: time(view.ackDueAt) },
    { term: t('feedback.one.answer-by'), value: time(view.answerDueAt) },
    { term: t('feedback.one.wants'), value: t(wantsWords(view)) },
    ...(view.way ? [{ term: t('feedback.one.way'), value: view.way }] : []),
  ];
}

function Facts({ view }: { readonly view: FeedbackView }) {
  const { t, formatDate } = useText();
  const facts = useFacts(view);
  return (
    <Card title={t('feedback.column.about')}>
      <DescriptionList items={facts} />
      {view.contentUntil ? <Note>{t('feedback.one.until', { date: formatDate(new Date(view.contentUntil)) })}</Note> : null}
    </Card>
  );
}
