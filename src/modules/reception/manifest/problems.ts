import { PROBLEM_SEVERITY, type Field, type ProblemCode, type ReadColumn, type RowProblem } from '#reception/schema';

/** Notes a problem of the row at hand, in the column of `field`. */
export type Find = (code: ProblemCode, field: Field | null, params: Readonly<Record<string, string | number>>) => void;

/** A list of problems of one row, and the function that adds to it. */
export function problemsOf(row: number, columns: readonly ReadColumn[]): { problems: RowProblem[]; find: Find } {
  const problems: RowProblem[] = [];
  const find: Find = (code, field, params) => {
    const column = field === null ? undefined : columns.find((c) => c.field === field);
    problems.push({
      row, column: column ? column.index + 1 : null, header: column?.header ?? null, code, severity: PROBLEM_SEVERITY[code], params,
    });
  };
  return { problems, find };
}
