import type {
  DateOrder, Field, Layout, NameOrder, Question, ReadColumn, ReadingChoices, RememberedReadings, SenderMemory, SexM,
} from '#reception/schema';
import { mapColumns, namesPeople } from './columns.ts';
import { orderEvidence, settleOrder } from './dates.ts';
import { guessNameOrder } from './names.ts';
import { meaningOfM } from './sex.ts';
import type { Table } from './table.ts';

/** Everything about columns that is decided once for the whole file. */
export interface FileSense {
  readonly columns: readonly ReadColumn[];
  readonly dateOrder: DateOrder | null;
  readonly nameOrder: NameOrder | null;
  readonly sexM: SexM | null;
  readonly smallGroups: ReadonlySet<string>;
  readonly questions: readonly Question[];
  /** Who settled each reading: the file itself, what is remembered of the sender, the officer. */
  readonly by: Readonly<Record<Layout['question'], Layout['by']>>;
}

type Settled = Pick<FileSense, 'dateOrder' | 'nameOrder' | 'sexM'>;

/** What is known of a file besides its cells. */
export interface SenseHints {
  readonly arrivesOn: string;
  readonly choices?: ReadingChoices | undefined;
  readonly memory?: SenderMemory | undefined;
}

const READINGS = ['dateOrder', 'nameOrder', 'sexM'] as const;

/** Decides for the whole file what its columns hold and how its dates, names and sexes are written. */
export function makeSense(table: Table, widest: number, hints: SenseHints): FileSense {
  const headers = Array.from({ length: Math.max(widest, table.headers.length) }, (_, i) => table.headers[i]?.trim() ?? '');
  const column = (index: number) => table.people.map((p) => p.cells[index] ?? '');
  const examples = headers.map((_, i) => column(i).find((cell) => cell.trim() !== '')?.trim().slice(0, 80) ?? '');
  const columns = mapColumns(headers, examples, { officer: hints.choices?.columns, sender: hints.memory?.columns });
  const cellsOf = (field: Field) => {
    const found = columns.find((c) => c.field === field);
    return found ? column(found.index) : [];
  };
  const { settled, by } = settle({
    dateOrder: settleOrder(orderEvidence(cellsOf('birthDate'), Number(hints.arrivesOn.slice(0, 4)))),
    nameOrder: nameOrderOf(columns, cellsOf('fullName')),
    sexM: meaningOfM(cellsOf('sex')),
  }, hints.memory?.readings ?? {}, hints.choices ?? {});
  return { columns, ...settled, by, questions: openQuestions(columns, settled), smallGroups: smallGroups(cellsOf('group')) };
}

/** The officer's answer outranks what the file says, and that what is remembered of the sender: a sender may change the layout. */
function settle(file: Settled, memory: RememberedReadings, choices: ReadingChoices): { settled: Settled; by: FileSense['by'] } {
  const by = (question: Layout['question']): Layout['by'] => {
    if (choices[question]) return 'officer';
    if (file[question] !== null) return 'file';
    return memory[question] ? 'sender' : null;
  };
  const settled = {
    dateOrder: choices.dateOrder ?? file.dateOrder ?? memory.dateOrder ?? null,
    nameOrder: choices.nameOrder ?? file.nameOrder ?? memory.nameOrder ?? null,
    sexM: choices.sexM ?? file.sexM ?? memory.sexM ?? null,
  };
  return { settled, by: { dateOrder: by('dateOrder'), nameOrder: by('nameOrder'), sexM: by('sexM') } };
}

function nameOrderOf(columns: readonly ReadColumn[], cells: readonly string[]): NameOrder | null {
  const full = columns.find((c) => c.field === 'fullName');
  return full ? guessNameOrder(full.header, cells.filter((cell) => cell.trim() !== '')) : 'givenFirst';
}

function openQuestions(columns: readonly ReadColumn[], settled: Settled): Question[] {
  const open: Question[] = namesPeople(columns) ? [] : ['columns'];
  for (const question of READINGS) if (settled[question] === null) open.push(question);
  return open;
}

/** Group codes that few rows share are families or friends; codes on half the list are buses. */
function smallGroups(cells: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
  return new Set([...counts].filter(([name, n]) => name !== '' && n >= 2 && n <= 8).map(([name]) => name));
}
