import { useQuery } from '@tanstack/react-query';
import { DIMENSIONS, type Dimension } from '#kernel/codes';
import { api } from '#platform/client';
import { BOARD_LEVELS } from '#plans/schema';
import { Card, DataTable, Loaded, Note, useText } from '#ui';
import type { GoalFigures } from '../schema.ts';

/** In which dimensions, and at which levels, people work towards something. */
export function GoalsCard() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['insights', 'goals'], queryFn: ({ signal }) => api.get<GoalFigures>('/api/insights/goals', {}, signal) });
  return <Card title={t('insights.goals.title')} flush><Loaded query={query}>{(figures) => <GoalTable figures={figures} />}</Loaded></Card>;
}

function GoalTable({ figures }: { readonly figures: GoalFigures }) {
  const { t, formatNumber } = useText();
  const words = (people: number | null): string => {
    if (people === null) return t('insights.goals.few', { n: figures.step });
    return people === 0 ? formatNumber(0) : t('insights.goals.from', { n: formatNumber(people) });
  };
  const people = (dimension: Dimension, level: string) => figures.cells.find((c) => c.dimension === dimension && c.level === level)?.people ?? null;
  return (
    <>
      <DataTable
        caption={t('insights.goals.title')} rows={DIMENSIONS} rowKey={(dimension) => dimension}
        columns={[
          { key: 'dimension', title: t('insights.goals.dimension'), cell: (dimension) => t(`insights.goals.dimension.${dimension}`) },
          ...BOARD_LEVELS.map((level) => ({ key: level, title: t(`insights.goals.level.${level}`), numeric: true, cell: (dimension: Dimension) => words(people(dimension, level)) })),
        ]}
      />
      <Note>{t('insights.goals.note', { n: figures.step })}</Note>
    </>
  );
}
