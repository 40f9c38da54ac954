import { DIMENSIONS, type Dimension } from '#kernel/codes';
import { Card, DataTable, Link, Note, Stack, shownCount, useText } from '#ui';
import { BOARD_LEVELS, boardOf, type BoardCell, type BoardLevel } from '../../board/schema.ts';
import { MOST_COUNTED_STEPS, type PlanContent, type PlanView } from '../../plan/schema.ts';

interface BoardTableProps {
  readonly caption: string;
  readonly cells: readonly BoardCell[];
  /** Where a number leads; without it a number is only read. */
  readonly hrefOf?: (dimension: Dimension, level: BoardLevel) => string;
}

/** Goals by dimension and level: nine cells, each a number that says what it counts. */
export function BoardTable({ caption, cells, hrefOf }: BoardTableProps) {
  const { t } = useText();
  const cell = (dimension: Dimension, level: BoardLevel) => {
    const open = cells.find((c) => c.dimension === dimension && c.level === level)?.open ?? 0;
    if (open === 0 || !hrefOf) return shownCount(open, MOST_COUNTED_STEPS);
    const label = t('plans.board.cell', { dimension: t(`plans.plan.dimension.${dimension}`), level: t(`plans.board.level.${level}`) });
    return <Link href={hrefOf(dimension, level)} aria-label={`${label}: ${shownCount(open, MOST_COUNTED_STEPS)}`}>{shownCount(open, MOST_COUNTED_STEPS)}</Link>;
  };
  return (
    <DataTable
      caption={caption} rows={DIMENSIONS} rowKey={(dimension) => dimension}
      columns={[
        { key: 'dimension', title: t('plans.plan.dimension'), cell: (dimension) => t(`plans.plan.dimension.${dimension}`) },
        ...BOARD_LEVELS.map((level) => ({ key: level, title: t(`plans.board.level.${level}`), numeric: true, cell: (dimension: Dimension) => cell(dimension, level) })),
      ]}
    />
  );
}

/** Where one plan acts: the goals that were agreed, or those that are being written. */
export function BoardOfPlan({ goals }: { readonly goals: PlanView['goals'] | PlanContent['goals'] }) {
  const { t } = useText();
  if (goals.length === 0) return null;
  return (
    <Card title={t('plans.board.of-plan')} icon="chart">
      <Stack gap={2}>
        <Note>{t('plans.board.of-plan-hint')}</Note>
        <BoardTable caption={t('plans.board.of-plan')} cells={boardOf(goals)} />
      </Stack>
    </Card>
  );
}
