import { useState } from 'react';
import { Button, Card, DataTable, Disclosure, NumberField, RadioGroup, Select, Stack, StatusTag, useText } from '#ui';
import type { Column } from '#ui';
import { FIELDS, NAME_ORDERS, SEX_M, type DateOrder, type Field, type ManifestReading, type ReadColumn, type ReadingChoices } from '../../schema.ts';

const DAY_OR_MONTH: readonly DateOrder[] = ['dmy', 'mdy'];

/** What the file leaves open: asked once for the whole file, never guessed cell by cell. */
export function QuestionsCard({ reading, pending, onAnswer }: { readonly reading: ManifestReading; readonly pending: boolean; readonly onAnswer: (choices: ReadingChoices) => void }) {
  const { t } = useText();
  const [choices, setChoices] = useState<ReadingChoices>({});
  const say = (change: ReadingChoices) => setChoices((now) => ({ ...now, ...change }));
  const open = new Set(reading.questions);
  return (
    <Card title={t('reception.questions.title')} icon="question" tone="warning">
      <Stack>
        {open.has('columns') ? <p>{t('reception.questions.columns')}</p> : null}
        {open.has('dateOrder') ? (
          <RadioGroup
            name="dateOrder" label={t('reception.questions.date-order')} value={choices.dateOrder} onChange={(dateOrder) => say({ dateOrder })}
            options={DAY_OR_MONTH.map((order) => ({ value: order, label: t(`reception.date-order.${order}`) }))}
          />
        ) : null}
        {open.has('nameOrder') ? (
          <RadioGroup
            name="nameOrder" label={t('reception.questions.name-order')} value={choices.nameOrder} onChange={(nameOrder) => say({ nameOrder })}
            options={NAME_ORDERS.map((order) => ({ value: order, label: t(`reception.name-order.${order}`) }))}
          />
        ) : null}
        {open.has('sexM') ? (
          <RadioGroup
            name="sexM" label={t('reception.questions.sex-m')} value={choices.sexM} onChange={(sexM) => say({ sexM })}
            options={SEX_M.map((meaning) => ({ value: meaning, label: t(`reception.sex-m.${meaning}`) }))}
          />
        ) : null}
        {reading.headerRow === null ? (
          <NumberField name="headerRow" label={t('reception.questions.header-row')} hint={t('reception.questions.header-row-hint')} value={choices.headerRow} onChange={(headerRow) => say({ headerRow })} optional />
        ) : null}
        <div><Button look="primary" pending={pending} onClick={() => onAnswer(choices)}>{t('reception.questions.answer')}</Button></div>
      </Stack>
    </Card>
  );
}

interface ColumnsProps {
  readonly reading: ManifestReading;
  readonly pending: boolean;
  readonly onChange: (columns: Record<string, Field>) => void;
}

/** What each column is taken for; confirmed once per sender and remembered. */
export function ColumnsCard({ reading, pending, onChange }: ColumnsProps) {
  const { t } = useText();
  const options = FIELDS.map((field) => ({ value: field, label: t(`reception.field.${field}`) }));
  const change = (index: number, field: Field) => onChange({ ...Object.fromEntries(reading.columns.filter((c) => c.by === 'officer').map((c) => [String(c.index), c.field])), [String(index)]: field });
  const columns: Column<ReadColumn>[] = [
    { key: 'header', title: t('reception.columns.header'), cell: (c) => c.header || t('reception.columns.number', { n: c.index + 1 }) },
    { key: 'example', title: t('reception.columns.example'), cell: (c) => c.example, wideOnly: true },
    {
      key: 'field', title: t('reception.columns.field'),
      cell: (c) => <Select name={`column-${c.index}`} hideLabel label={t('reception.columns.field-of', { header: c.header || c.index + 1 })} value={c.field} disabled={pending} options={options} onChange={(field) => { if (field) change(c.index, field); }} />,
    },
    { key: 'by', title: t('reception.columns.by'), cell: (c) => <StatusTag icon={null} tone={c.by === 'guess' ? 'neutral' : 'success'}>{t(`reception.columns.by-${c.by}`)}</StatusTag>, wideOnly: true },
  ];
  return (
    <Disclosure summary={t('reception.columns.title', { n: reading.columns.filter((c) => c.field !== 'ignore').length })} open={reading.questions.includes('columns')}>
      <DataTable caption={t('reception.columns.caption')} columns={columns} rows={reading.columns} rowKey={(c) => String(c.index)} />
    </Disclosure>
  );
}
