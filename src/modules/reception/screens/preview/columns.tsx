import { useState } from 'react';
import { Button, Card, DataTable, Disclosure, NumberField, Select, Stack, StatusTag, useText } from '#ui';
import type { Column } from '#ui';
import { FIELDS, type Field, type ManifestReading, type ReadColumn, type ReadingChoices } from '../../schema.ts';

/** No column names people, or no row names the columns: said here once for the whole file. */
export function MissingColumns({ reading, pending, onAnswer }: { readonly reading: ManifestReading; readonly pending: boolean; readonly onAnswer: (choices: ReadingChoices) => void }) {
  const { t } = useText();
  const [headerRow, setHeaderRow] = useState<number | undefined>();
  const noColumns = reading.questions.includes('columns');
  if (!noColumns && reading.headerRow !== null) return null;
  return (
    <Card title={t('reception.questions.title')} icon="question" tone="warning">
      <Stack>
        {noColumns ? <p>{t('reception.questions.columns')}</p> : null}
        {reading.headerRow === null ? (
          <>
            <NumberField name="headerRow" label={t('reception.questions.header-row')} hint={t('reception.questions.header-row-hint')} value={headerRow} onChange={setHeaderRow} optional />
            <div><Button pending={pending} disabled={headerRow === undefined} onClick={() => { if (headerRow !== undefined) onAnswer({ headerRow }); }}>{t('reception.questions.answer')}</Button></div>
          </>
        ) : null}
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
