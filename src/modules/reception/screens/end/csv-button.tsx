import { Button, useText } from '#ui';
import { csvOf } from '../../rules/lists.ts';
import type { Reconciliation } from '../../schema.ts';

/** The differences as a file for a spreadsheet program; no cell of it can act as a formula. */
export function CsvButton({ list }: { readonly list: Reconciliation }) {
  const { t } = useText();
  const save = () => {
    const rows = [
      [t('reception.end.kind'), t('reception.end.reference'), t('reception.people.name'), t('reception.end.reason'), t('reception.end.note')],
      ...list.differences.map((d) => [t(`reception.difference.${d.kind}`), d.reference, d.name, d.reason ? t(`reception.reason.${d.reason}`) : '', d.note ?? '']),
    ];
    const address = URL.createObjectURL(new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${t('reception.end.file-name')}-${list.arrivesOn}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return <Button icon="download" onClick={save}>{t('reception.end.csv')}</Button>;
}
