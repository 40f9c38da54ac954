import { useState } from 'react';
import type { Criteria } from '#kernel/criteria';
import { Button, Card, Row, Select, Stack, StatusTag, Timeline, useText, useToday, type Happening } from '#ui';
import type { CriteriaVersion } from '../../criteria-schema.ts';
import { useRuleWords } from '../rule-words.ts';
import { Compared } from './compared.tsx';
import { sentenceOf, useNames, useNeedName } from './names.ts';

const criteriaOf = (version: CriteriaVersion): Criteria | null => version.criteria as Criteria | null;

/** In force, coming, ended, or under another one that comes before it. */
function stateOf({ inForce, from, until }: CriteriaVersion, today: string): 'in-force' | 'coming' | 'ended' | 'below' {
  if (inForce) return 'in-force';
  if (from !== null && from > today) return 'coming';
  return until !== null && until < today ? 'ended' : 'below';
}

/** Who wrote it, and who published it where that was somebody else. */
function whoOf({ source, by, publishedBy }: CriteriaVersion, t: ReturnType<typeof useText>['t']): string {
  if (source === 'pack') return t('directory.conditions.history.pack');
  const author = by ?? t('directory.conditions.history.somebody');
  return publishedBy === null || publishedBy === by ? author : t('directory.conditions.history.both', { author, publisher: publishedBy });
}

interface HistoryProps {
  readonly versions: readonly CriteriaVersion[];
  /** Puts the conditions of a version into the form. */
  readonly onStartFrom?: (version: CriteriaVersion) => void;
}

/** Every version: which is in force, who wrote it, when and why; and two of them side by side. */
export function HistoryPanel({ versions, onStartFrom }: HistoryProps) {
  const { t, locale, formatDate } = useText();
  const today = useToday();
  const names = useNames();
  const words = useRuleWords();
  const nameOf = useNeedName();
  const items = versions.map((one): Happening => {
    const state = stateOf(one, today);
    return {
      key: String(one.version), icon: state === 'in-force' ? 'check' : 'history', tone: state === 'in-force' ? 'success' : 'neutral',
      when: t('directory.conditions.history.written', { date: formatDate(one.at) }),
      who: whoOf(one, t),
      title: <Row gap={2}><strong>{t('directory.conditions.version', { n: one.version })}</strong><StatusTag tone={state === 'in-force' ? 'success' : 'neutral'}>{t(`directory.conditions.state.${state}`)}</StatusTag>{one.unreviewed ? <StatusTag tone="warning">{t('directory.keep.unreviewed')}</StatusTag> : null}</Row>,
      detail: (
        <Stack gap={2}>
          <span>{words.period(one)}</span>
          <span>{sentenceOf(criteriaOf(one), names, locale, t)}</span>
          {Object.entries(one.needCriteria).map(([need, more]) => <span key={need}><strong>{t('directory.conditions.part.need', { need: nameOf(need) })}:</strong> {sentenceOf(more as Criteria, names, locale, t)}</span>)}
          {one.reason ? <span className="ui-note">{t('directory.conditions.history.reason', { reason: one.reason })}</span> : null}
          {onStartFrom ? <Row><Button size="small" look="quiet" icon="edit" onClick={() => onStartFrom(one)}>{t('directory.conditions.history.start', { n: one.version })}</Button></Row> : null}
        </Stack>
      ),
    };
  });
  return (
    <Card title={t('directory.conditions.history')} icon="history" count={versions.length}>
      <Stack>
        <Timeline items={items} label={t('directory.conditions.history')} />
        {versions.length > 1 ? <Compare versions={versions} /> : null}
      </Stack>
    </Card>
  );
}

function Compare({ versions }: Pick<HistoryProps, 'versions'>) {
  const { t } = useText();
  const [left, setLeft] = useState(versions[1]!.version);
  const [right, setRight] = useState(versions[0]!.version);
  const options = versions.map(({ version }) => ({ value: String(version), label: t('directory.conditions.version', { n: version }) }));
  const find = (n: number): CriteriaVersion => versions.find((one) => one.version === n) ?? versions[0]!;
  return (
    <Stack gap={3}>
      <h3>{t('directory.conditions.compare')}</h3>
      <Row gap={3} align="end">
        <Select name="compare-left" label={t('directory.conditions.compare.one')} value={String(left)} options={options} onChange={(value) => setLeft(Number(value ?? left))} />
        <Select name="compare-right" label={t('directory.conditions.compare.other')} value={String(right)} options={options} onChange={(value) => setRight(Number(value ?? right))} />
      </Row>
      <Compared left={find(left)} right={find(right)} titles={[left, right].map((n) => t('directory.conditions.version', { n })) as [string, string]} />
    </Stack>
  );
}
