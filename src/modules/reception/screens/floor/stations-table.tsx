import { Card, DataTable, Link, StatusTag, useText } from '#ui';
import type { Column } from '#ui';
import type { StationLine } from '../../schema.ts';

/** How full each station of the point is; one press goes there. */
export function StationsTable({ stations, station, onChoose }: { readonly stations: readonly StationLine[]; readonly station: string; readonly onChoose: (code: string) => void }) {
  const { t } = useText();
  const columns: readonly Column<StationLine>[] = [
    { key: 'station', title: t('reception.floor.station'), cell: (s) => s.station === station
      ? <StatusTag tone="accent" icon="place">{s.label}</StatusTag>
      : <Link href={`?station=${s.station}`} onClick={(event) => { event.preventDefault(); onChoose(s.station); window.scrollTo({ top: 0 }); }}>{s.label}</Link> },
    { key: 'waiting', title: t('reception.state.waiting'), numeric: true, cell: (s) => s.waiting },
    { key: 'longest', title: t('reception.floor.longest'), numeric: true, wideOnly: true, cell: (s) => s.longestWait ?? '–' },
    { key: 'busy', title: t('reception.floor.busy'), numeric: true, wideOnly: true, cell: (s) => s.busy },
    { key: 'paused', title: t('reception.stop.paused'), numeric: true, wideOnly: true, cell: (s) => s.paused },
    { key: 'done', title: t('reception.floor.done-today'), numeric: true, wideOnly: true, cell: (s) => s.done },
  ];
  return <Card title={t('reception.floor.stations')} flush><DataTable caption={t('reception.floor.stations')} columns={columns} rows={stations} rowKey={(s) => s.station} /></Card>;
}
