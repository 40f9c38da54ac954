import { useState } from 'react';
import { Button, Card, Checkbox, DataTable, Disclosure, EmptyState, StatusTag, useText } from '#ui';
import type { Column } from '#ui';
import type { ManifestReading, ReadRow, RowProblem, SetApartRow } from '../../schema.ts';
import { useProblemSentence } from '../problem-sentence.ts';
import { FlagTags } from '../tags.tsx';

const PAGE = 100;

interface RowsProps {
  readonly reading: ManifestReading;
  readonly leaveOut: ReadonlySet<number>;
  readonly onToggle: (row: number) => void;
}

function LeaveOut({ row, leaveOut, onToggle }: { readonly row: number } & Omit<RowsProps, 'reading'>) {
  const { t } = useText();
  return <Checkbox name={`leave-out-${row}`} label={t('reception.problems.leave-out', { row })} value={leaveOut.has(row)} onChange={() => onToggle(row)} />;
}

/** Every problem by row and column of the file, the blocking ones first. */
export function ProblemsCard({ reading, leaveOut, onToggle }: RowsProps) {
  const { t } = useText();
  const sentence = useProblemSentence();
  const [shown, setShown] = useState(PAGE);
  const problems = reading.rows.flatMap((row) => row.problems).sort((a, b) => a.severity.localeCompare(b.severity) || a.row - b.row);
  const columns: Column<RowProblem & { key: string }>[] = [
    { key: 'row', title: t('reception.problems.row'), numeric: true, cell: (p) => p.row },
    { key: 'column', title: t('reception.problems.column'), cell: (p) => (p.column === null ? t('reception.problems.whole-row') : `${columnLetter(p.column)} · ${p.header || p.column}`) },
    { key: 'problem', title: t('reception.problems.problem'), cell: sentence },
    {
      key: 'severity', title: t('reception.problems.effect'),
      cell: (p) => (p.severity === 'block' ? <LeaveOut row={p.row} leaveOut={leaveOut} onToggle={onToggle} /> : <StatusTag tone="warning" icon="info">{t('reception.problems.warns')}</StatusTag>),
    },
  ];
  const rows = problems.slice(0, shown).map((p, i) => ({ ...p, key: `${p.row}-${p.code}-${i}` }));
  return (
    <Card title={t('reception.problems.title')} icon="alert" count={problems.length} flush footer={problems.length > shown ? <Button onClick={() => setShown(shown + PAGE * 5)}>{t('reception.problems.more', { n: problems.length - shown })}</Button> : null}>
      <DataTable caption={t('reception.problems.title')} columns={columns} rows={rows} rowKey={(p) => p.key} rowTone={(p) => (p.severity === 'block' ? 'danger' : null)} empty={<EmptyState title={t('reception.problems.none')} />} />
    </Card>
  );
}

/** Column letters as spreadsheet programs show them. */
function columnLetter(column: number): string {
  let rest = column;
  let letters = '';
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}

/** Who will be taken in, as understood. */
export function PeopleCard({ reading, leaveOut, onToggle }: RowsProps) {
  const { t, formatDate } = useText();
  const [shown, setShown] = useState(PAGE);
  const columns: Column<ReadRow>[] = [
    { key: 'row', title: t('reception.problems.row'), numeric: true, cell: (r) => r.row },
    { key: 'name', title: t('reception.people.name'), cell: ({ person }) => [person.givenNames, person.surname1, person.surname2].filter(Boolean).join(' ') || person.nameAsSeen || '—' },
    { key: 'birth', title: t('reception.people.birth'), cell: ({ person }) => (person.birthDate ? formatDate(birthShown(person)) : person.birthAsSeen ?? '—') },
    { key: 'sex', title: t('reception.people.sex'), cell: ({ person }) => (person.sex ? t(`reception.sex.${person.sex}`) : '—'), wideOnly: true },
    { key: 'origin', title: t('reception.people.origin'), cell: ({ person }) => person.originAsSeen ?? '—', wideOnly: true },
    { key: 'flags', title: t('reception.people.first'), cell: ({ person }) => <FlagTags flags={person.flags} />, wideOnly: true },
    { key: 'out', title: t('reception.people.take'), cell: (r) => <LeaveOut row={r.row} leaveOut={leaveOut} onToggle={onToggle} /> },
  ];
  return (
    <Disclosure summary={t('reception.people.title', { n: reading.rows.length })}>
      <DataTable caption={t('reception.people.caption')} columns={columns} rows={reading.rows.slice(0, shown)} rowKey={(r) => String(r.row)} rowTone={(r) => (leaveOut.has(r.row) ? 'done' : null)} />
      {reading.rows.length > shown ? <Button onClick={() => setShown(shown + PAGE * 5)}>{t('reception.problems.more', { n: reading.rows.length - shown })}</Button> : null}
    </Disclosure>
  );
}

function birthShown(person: ReadRow['person']): string {
  const length = person.birthPrecision === 'year' ? 4 : person.birthPrecision === 'month' ? 7 : 10;
  return person.birthDate!.slice(0, length);
}

/** Rows of the file that are no people, with the reason: nothing is dropped in silence. */
export function SetApartCard({ reading }: { readonly reading: ManifestReading }) {
  const { t } = useText();
  const columns: Column<SetApartRow>[] = [
    { key: 'row', title: t('reception.problems.row'), numeric: true, cell: (r) => r.row },
    { key: 'why', title: t('reception.apart.why'), cell: (r) => t(r.why === 'title' ? 'reception.apart.row-title' : `reception.apart.${r.why}`) },
    { key: 'text', title: t('reception.apart.text'), cell: (r) => r.text || '—' },
  ];
  return (
    <Disclosure summary={t('reception.apart.title', { n: reading.setApart.length })}>
      <DataTable caption={t('reception.apart.caption')} columns={columns} rows={reading.setApart} rowKey={(r) => String(r.row)} />
    </Disclosure>
  );
}
