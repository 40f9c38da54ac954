import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, Item, ItemList, Link, LinkButton, Note, useText } from '#ui';
import type { TwoCases } from '../../schema.ts';

const FIRST = 5;

type Line = TwoCases['people'][number];

/** People whom two offices accompany without seeing one another: only supervision can join their cases. Silent when there is nobody. */
export function TwoCasesPanel() {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const { data } = useQuery({ queryKey: ['registry', 'two-cases'], queryFn: ({ signal }) => api.get<TwoCases>('/api/case-joins/open', {}, signal) });
  if (!data || data.people.length === 0) return null;
  const { people, more } = data;
  return (
    <Card
      title={t('registry.two-cases.title')} icon="swap" tone="warning" count={people.length}
      footer={!all && people.length > FIRST ? <Button onClick={() => setAll(true)}>{t('registry.two-cases.all', { n: people.length })}</Button> : null}
    >
      <p>{t('registry.two-cases.lead')}</p>
      <ItemList items={all ? people : people.slice(0, FIRST)} itemKey={(line) => line.cases[0]!.caseId} label={t('registry.two-cases.title')}>
        {(line) => <PersonItem line={line} />}
      </ItemList>
      {more ? <Note>{t('registry.two-cases.more')}</Note> : null}
    </Card>
  );
}

function PersonItem({ line }: { readonly line: Line }) {
  const { t, formatDate } = useText();
  const about = (c: Line['cases'][number]) => [c.officeName, t('registry.join.opened', { date: formatDate(c.openedOn) }), c.taken ? null : t('registry.case.no-holder')].filter(Boolean).join(' · ');
  return (
    <Item
      title={line.name} meta={line.age === null ? undefined : t('registry.age', { age: line.age })}
      actions={<LinkButton size="small" href={`/app/cases/${line.cases[0]!.caseId}`}>{t('registry.two-cases.go')}</LinkButton>}
    >
      <ul className="registry-cases">{line.cases.map((c) => <li key={c.caseId}><Link href={`/app/cases/${c.caseId}`}>{c.publicCode}</Link> · {about(c)}</li>)}</ul>
    </Item>
  );
}
