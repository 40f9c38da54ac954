import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Card, DescriptionList, EmptyState, ExternalLink, Grid, Link, Loaded, Note, Page, PageHeader, Row, Select, Stack, StatusTag, TextField, useText } from '#ui';
import type { RightCard } from '../../rights/schema.ts';
import { useNeeds, useService } from '../data.ts';
import { useServiceWords } from '../words.ts';

const useRights = () => useQuery({ queryKey: ['directory', 'rights'], queryFn: () => api.get<{ cards: RightCard[] }>('/api/directory/rights'), staleTime: Infinity });

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** What the law gives: short cards for whoever stands at a counter, with the sheet that the person can hold. */
export function RightsCardsPage() {
  const { t, locale } = useText();
  const rights = useRights();
  const needs = useNeeds();
  const words = useServiceWords();
  const [need, setNeed] = useState<string | null>(null);
  const [text, setText] = useState('');
  const options = (cards: readonly RightCard[]) => {
    const used = new Set(cards.flatMap((card) => card.needs));
    return (needs.data?.needs ?? []).filter((n) => used.has(n.code)).map((n) => ({ value: n.code, label: words.need(n) })).sort((a, b) => a.label.localeCompare(b.label));
  };
  const matches = (card: RightCard): boolean =>
    (need === null || card.needs.includes(need)) && folded(`${card.title[locale]} ${card.plain[locale]} ${card.instrument}`).includes(folded(text.trim()));
  return (
    <Page title={t('directory.rights.title')}>
      <PageHeader title={t('directory.rights.title')} lead={t('directory.rights.lead')} back={{ href: '/app/directory', label: t('directory.list.title') }} />
      <Loaded query={rights}>
        {({ cards }) => {
          const found = cards.filter(matches);
          return (
            <Stack>
              <Card>
                <Grid min="small">
                  <TextField name="text" label={t('directory.list.text')} value={text} onChange={(value) => setText(value ?? '')} />
                  <Select name="need" label={t('directory.rights.need')} options={options(cards)} emptyLabel={t('directory.list.any')} value={need} onChange={(value) => setNeed(value || null)} width="full" />
                </Grid>
              </Card>
              {found.length === 0 ? <EmptyState icon="search" title={t('directory.rights.none')}>{t('directory.list.none-help')}</EmptyState> : null}
              {found.map((card) => <RightCardView key={card.id} card={card} />)}
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

function RightCardView({ card }: { readonly card: RightCard }) {
  const { t, locale } = useText();
  const { actor } = useSession();
  const sheet = `/${actor.country.toLowerCase()}/derechos/${card.id}${locale === 'en' ? '?lang=en' : ''}`;
  return (
    <Card title={card.title[locale]} icon="book" footer={card.kind === 'background' ? null : <ExternalLink href={sheet}>{t('directory.rights.sheet')}</ExternalLink>}>
      <Stack>
        <Row gap={2}>
          <StatusTag tone={card.kind === 'right' ? 'success' : 'neutral'}>{t(`directory.rights.kind.${card.kind}`)}</StatusTag>
          {card.standing === 'reported' ? null : <StatusTag tone="warning">{t(`directory.rights.standing.${card.standing}`)}</StatusTag>}
        </Row>
        <p>{card.plain[locale]}</p>
        {card.show ? <p><strong>{card.show[locale]}</strong></p> : null}
        <Citation card={card} />
        {card.services.length > 0 ? <Row gap={2}>{card.services.map((id) => <ServiceLink key={id} serviceId={id} />)}</Row> : null}
        <Note>{t('directory.rights.may-have-changed')}</Note>
      </Stack>
    </Card>
  );
}

/** What an official can look up, and the words of the source. */
function Citation({ card }: { readonly card: RightCard }) {
  const { t, locale } = useText();
  return (
    <DescriptionList emptyLabel={t('directory.service.not-stated')} items={[
      { term: t('directory.rights.instrument'), value: card.instrument },
      { term: t('directory.rights.article'), value: card.article?.[locale] ?? t('directory.rights.no-article') },
      { term: t('directory.rights.published'), value: card.published?.[locale] ?? card.year },
      { term: t('directory.service.source-text'), value: <span lang="en">{[card.grants, card.citation].filter(Boolean).join(' · ')}</span> },
      { term: t('directory.service.sources'), value: <span lang="en">{card.sources.map((s) => [s.title, s.where].filter(Boolean).join(' · ')).join(' / ')}</span> },
    ]} />
  );
}

/** The name of a service; nothing for one that the reader may not know of. */
function ServiceLink({ serviceId }: { readonly serviceId: string }) {
  const words = useServiceWords();
  const { data } = useService(serviceId);
  return data ? <Link href={`/app/directory/${serviceId}`}>{words.name(data.service)}</Link> : null;
}

/** The cards that a service rests on, where a source says so. */
export function RightsOfService({ serviceId }: { readonly serviceId: string }) {
  const { t, locale } = useText();
  const { actor } = useSession();
  const cards = (useRights().data?.cards ?? []).filter((card) => card.services.includes(serviceId));
  if (cards.length === 0) return null;
  return (
    <Card title={t('directory.rights.of-service')} icon="book" count={cards.length}>
      <ul>
        {cards.map((card) => (
          <li key={card.id}>
            {card.kind === 'background' ? card.title[locale] : <ExternalLink href={`/${actor.country.toLowerCase()}/derechos/${card.id}`}>{card.title[locale]}</ExternalLink>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
