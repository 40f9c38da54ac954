import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, Item, ItemList, Link, LinkButton, Note, StatusTag, useText } from '#ui';
import { wordingIn } from '../instrument.ts';
import type { FitNews, FitNewsList } from '../schema.ts';

interface NewsProps {
  /** False for who looks on: nothing is offered that the server would refuse. */
  readonly mayRecord: boolean;
}

/** Services that changed and now fit somebody whose case the office keeps: for whom, which, and why. Silent when there is nothing. */
export function FitNewsPanel({ mayRecord }: NewsProps) {
  const { t } = useText();
  const { data } = useQuery({ queryKey: ['assessment', 'fit-news'], queryFn: ({ signal }) => api.get<FitNewsList>('/api/fit-news', {}, signal) });
  if (!data || data.news.length === 0) return null;
  return (
    <Card title={t('assessment.news')} icon="heart" count={data.news.length} flush>
      <Note>{t('assessment.news-lead')}</Note>
      <ItemList items={data.news} itemKey={(n) => n.newsId} label={t('assessment.news')}>{(news) => <NewsLine news={news} mayRecord={mayRecord} />}</ItemList>
    </Card>
  );
}

function NewsLine({ news, mayRecord }: NewsProps & { readonly news: FitNews }) {
  const { t, locale, formatDate } = useText();
  const see = useMutation({ mutationFn: () => api.send('POST', `/api/fit-news/${news.newsId}/seen`, {}) });
  const [decided] = news.because;
  return (
    <Item
      title={<Link href={`/app/cases/${news.caseId}`}>{news.name}</Link>}
      meta={[wordingIn(news.need, locale), formatDate(news.at)].join(' · ')}
      tags={<>
        {news.waited ? <StatusTag tone="info" icon="clock">{t('assessment.news-waited')}</StatusTag> : null}
        {news.mine ? <StatusTag tone="neutral">{t('assessment.news-mine')}</StatusTag> : null}
      </>}
    >
      <p>{t(news.verdict === 'fits' ? 'assessment.news-fits' : 'assessment.news-may', { service: wordingIn(news.service.name, locale), organization: news.service.organization })}</p>
      {decided ? <p>{t('assessment.news-because', { reasons: news.because.join(' · ') })}</p> : null}
      {news.stillAsked > 0 ? <p>{t('assessment.news-asked', { n: news.stillAsked })}</p> : null}
      <ButtonRow>
        <LinkButton size="small" look="primary" icon="search" href={`/app/cases/${news.caseId}/suggestions?need=${news.needId}`}>{t('assessment.need-services')}</LinkButton>
        {mayRecord ? <Button size="small" look="quiet" pending={see.isPending} onClick={() => see.mutate()}>{t('assessment.news-seen')}</Button> : null}
      </ButtonRow>
    </Item>
  );
}
