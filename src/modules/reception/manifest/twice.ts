import { fold } from '#kernel/text';
import { PROBLEM_SEVERITY, type Field, type ProblemCode, type ReadColumn, type ReadRow, type RowProblem } from '#reception/schema';

/** Adds what only shows when rows are compared: the same row twice, the same person twice, one number on two people. */
export function noticeTwice(rows: readonly ReadRow[], columns: readonly ReadColumn[]): ReadRow[] {
  const reference = new Set(columns.filter((c) => c.field === 'reference').map((c) => c.index));
  const seenRows = new Map<string, number>();
  const seenPeople = new Map<string, number>();
  const seenNumbers = new Map<string, number>();
  return rows.map((row) => {
    const found: RowProblem[] = [];
    const sameRow = first(seenRows, wholeRow(row, reference), row.row);
    const samePerson = first(seenPeople, personKey(row), row.row);
    const sameNumber = first(seenNumbers, row.person.number?.asSeen.toUpperCase().replace(/[^A-Z0-9]/g, '') ?? '', row.row);
    if (sameRow !== null) found.push(problem('row-twice', null, row.row, sameRow, columns));
    else if (samePerson !== null) found.push(problem('person-twice', null, row.row, samePerson, columns));
    else if (sameNumber !== null) found.push(problem('number-twice', 'number', row.row, sameNumber, columns));
    return found.length === 0 ? row : { ...row, problems: [...row.problems, ...found] };
  });
}

/** The row that had this key first, if it is another one. */
function first(seen: Map<string, number>, key: string, row: number): number | null {
  if (key === '') return null;
  const before = seen.get(key);
  if (before === undefined) seen.set(key, row);
  return before ?? null;
}

function wholeRow(row: ReadRow, reference: ReadonlySet<number>): string {
  const cells = row.raw.filter((_, i) => !reference.has(i)).map((cell) => fold(cell));
  return cells.every((cell) => cell === '') ? '' : cells.join('|');
}

function personKey({ person }: ReadRow): string {
  const name = fold(person.nameAsSeen);
  return name === '' || person.birthDate === null || person.birthPrecision !== 'day' ? '' : `${name}|${person.birthDate}`;
}

function problem(code: ProblemCode, field: Field | null, row: number, other: number, columns: readonly ReadColumn[]): RowProblem {
  const column = field === null ? undefined : columns.find((c) => c.field === field);
  return { row, column: column ? column.index + 1 : null, header: column?.header ?? null, code, severity: PROBLEM_SEVERITY[code], params: { other } };
}
