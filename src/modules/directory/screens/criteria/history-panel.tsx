import { useState } from 'react';
import type { Criteria } from '#kernel/criteria';
import { Button, Card, KeyValueCompare, Row, Select, Stack, StatusTag, Timeline, useText, useToday, type ComparedRow, type Happening } from '#ui';
import type { CriteriaVersion } from '../../criteria-schema.ts';
import { useRuleWords } from '../rule-words.ts';
import { partsOf, sentenceOf, useNames } from './names.ts';

const criteriaOf = (version: CriteriaVersion): Criteria | null => version.criteria as Criteria | null;

/** In force, coming, ended, or under another one that comes before it. */
function stateOf({ inForce, from, until }: CriteriaVersion, today: string): 'in-force' | 'coming' | 'ended' | 'below' {
  if (inForce) return 'in-force';
  if (from !== null && from > today) return 'coming';
  return until !== null && until < today ? 'ended' : 'below';
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
  const items = versions.map((one): Happening => {
    const state = stateOf(one, today);
    return {
      key: String(one.version), icon: state === 'in-force' ? 'check' : 'history', tone: state === 'in-force' ? 'success' : 'neutral',
      when: t('directory.conditions.history.written', { date: formatDate(one.at) }),
      who: one.source === 'pack' ? t('directory.conditions.history.pack') : (one.by ?? t('directory.conditions.history.somebody')),
      title: <Row gap={2}><strong>{t('directory.conditions.version', { n: one.version })}</strong><StatusTag tone={state === 'in-force' ? 'success' : 'neutral'}>{t(`directory.conditions.state.${state}`)}</StatusTag></Row>,
      detail: (
        <Stack gap={2}>
          <span>{words.period(one)}</span>
          <span>{sentenceOf(criteriaOf(one), names, locale, t)}</span>
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
      <Compared left={find(left)} right={find(right)} />
    </Stack>
  );
}

/** Two versions line by line: days, reason, and each condition that one or both of them have. */
export function Compared({ left, right, titles }: { readonly left: CriteriaVersion; readonly right: CriteriaVersion; readonly titles?: readonly [string, string] }) {
  const { t, locale } = useText();
  const names = useNames();
  const words = useRuleWords();
  const say = (part: Criteria): string => sentenceOf(part, names, locale, t);
  const row = (key: string, label: string, a: string, b: string): ComparedRow => ({ key, label, left: a, right: b, verdict: a === b ? 'same' : 'different' });
  const sentences = [left, right].map((one) => partsOf(criteriaOf(one)).map(say));
  const all = [...new Set(sentences.flat())];
  const [leftTitle, rightTitle] = titles ?? [t('directory.conditions.version', { n: left.version }), t('directory.conditions.version', { n: right.version })];
  const rows = [
    row('period', t('directory.conditions.compare.days'), words.period(left), words.period(right)),
    ...all.map((text, i) => row(`c${i}`, t('directory.conditions.condition', { at: String(i + 1) }), sentences[0]!.includes(text) ? text : '', sentences[1]!.includes(text) ? text : '')),
    ...(all.length === 0 ? [row('none', t('directory.conditions.sentence'), say0(left), say0(right))] : []),
    row('reason', t('directory.conditions.reason'), left.reason ?? '', right.reason ?? ''),
  ];
  function say0(one: CriteriaVersion): string {
    return sentenceOf(criteriaOf(one), names, locale, t);
  }
  return <KeyValueCompare caption={t('directory.conditions.compare')} leftTitle={leftTitle} rightTitle={rightTitle} rows={rows} />;
}
