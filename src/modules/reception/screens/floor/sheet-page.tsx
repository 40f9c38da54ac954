import { Button, Loaded, Page, PageHeader, PrintPage, TableFrame, useText, useToday } from '#ui';
import type { DayBoard } from '../../schema.ts';
import { addressOf, askedOf, useDayBoard } from './board-page.tsx';
import './floor.css';

/** The sheet of the end of the day: counts for the file, no names. */
export function DaySheetPage() {
  const { t } = useText();
  const asked = askedOf(window.location.search, useToday());
  const query = useDayBoard(asked);
  const title = t('reception.board.sheet');
  return (
    <Page width="narrow" title={title}>
      <div className="ui-no-print">
        <PageHeader
          title={title} lead={t('reception.board.sheet-lead')} back={{ href: addressOf('/app/board', asked), label: t('reception.board.title') }}
          actions={<Button look="primary" icon="print" shortcut="p" onClick={() => window.print()}>{t('reception.slip.print')}</Button>}
        />
      </div>
      <Loaded query={query}>{(board) => <Sheet board={board} />}</Loaded>
    </Page>
  );
}

function Sheet({ board }: { readonly board: DayBoard }) {
  const { t, formatDate } = useText();
  const { point } = board;
  if (!point) return <p>{t('reception.board.nothing')}</p>;
  const figures: readonly (readonly [string, number | string])[] = [
    [t('reception.board.arrived'), point.arrived], [t('reception.difference.notArrived'), point.notArrived], [t('reception.state.expected'), point.expected],
    [t('reception.board.registered'), point.registered], [t('reception.board.left'), point.left], [t('reception.board.here'), point.here],
    [t('reception.board.without-step'), point.withoutStep], [t('reception.board.without-before'), point.withoutStepBefore], [t('reception.board.children-alone'), point.childrenAlone],
    [t('reception.board.median'), point.medianMinutes ?? '–'], [t('reception.board.p90-short'), point.p90Minutes ?? '–'],
  ];
  return (
    <PrintPage>
      <div className="reception-sheet">
        <header><h2>{point.officeName}</h2><p>{formatDate(board.day, 'long')}</p></header>
        <Table title={t('reception.board.figures')} heads={[t('reception.board.figure'), t('reception.board.count')]} rows={figures.map(([name, n]) => [name, n])} />
        <Table
          title={t('reception.board.by-station')} heads={[t('reception.floor.station'), t('reception.board.done'), t('reception.board.skipped'), t('reception.state.waiting'), t('reception.board.minutes')]}
          rows={board.stations.map((s) => [s.label, s.done, s.skipped, s.waiting, s.medianMinutes ?? '–'])}
        />
        <Table title={t('reception.board.given')} heads={[t('reception.board.item'), t('reception.board.count')]} rows={board.given.map((g) => [g.label, g.count])} />
        <footer className="reception-sheet__foot">{t('reception.board.sheet-foot')}</footer>
      </div>
    </PrintPage>
  );
}

function Table({ title, heads, rows }: { readonly title: string; readonly heads: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] }) {
  const { t } = useText();
  const numeric = (at: number) => (at === 0 ? undefined : 'reception-sheet__number');
  return (
    <TableFrame label={title}>
      <table>
        <caption>{title}</caption>
        <thead><tr>{heads.map((head, at) => <th key={head} scope="col" className={numeric(at)}>{head}</th>)}</tr></thead>
        <tbody>
          {rows.length === 0 ? <tr><td colSpan={heads.length}>{t('reception.board.none')}</td></tr> : null}
          {rows.map(([name, ...cells]) => <tr key={String(name)}><th scope="row">{name}</th>{cells.map((cell, at) => <td key={heads[at + 1]} className={numeric(at + 1)}>{cell}</td>)}</tr>)}
        </tbody>
      </table>
    </TableFrame>
  );
}
