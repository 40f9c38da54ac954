import { isPlainDate } from '#kernel/dates';
import { useText } from '#ui';
import type { RowProblem } from '../schema.ts';

/** The sentence of a problem of a list, its dates in the reader's form. */
export function useProblemSentence(): (problem: Pick<RowProblem, 'code' | 'params'>) => string {
  const { t, formatDate } = useText();
  return ({ code, params }) => {
    const shown = Object.entries(params).map(([name, value]) => [name, typeof value === 'string' && isPlainDate(value) ? formatDate(value) : value] as const);
    return t(`reception.problem.${code}`, Object.fromEntries(shown));
  };
}
