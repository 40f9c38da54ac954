/** How right the answers to look-ups were, kind by kind. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

type Row = Readonly<Record<string, string>>;
const read = (folder: string, name: string): Row[] => parse(readFileSync(path.join(folder, name)), { columns: true, bom: true }) as Row[];

interface Line { n: number; first: number; five: number; known: number }
interface Answer { readonly query_id: string; readonly known: boolean; readonly results: readonly { readonly reg_ids: readonly string[] }[] }

const share = (hits: number, of: number): string => (of > 0 ? (hits / of).toFixed(3) : '–');

function add(lines: Map<string, Line>, group: string, at: number, known: boolean): void {
  const line = lines.get(group) ?? { n: 0, first: 0, five: 0, known: 0 };
  lines.set(group, { n: line.n + 1, first: line.first + Number(at === 0), five: line.five + Number(at >= 0 && at < 5), known: line.known + Number(known) });
}

/** A table of recall at one and at five, and of how many were called known, for each kind of look-up. */
export function recallTable(answers: string, truth: string): string {
  const personOf = new Map(read(truth, 'truth-registrations.csv').map((r) => [r['reg_id']!, r['person_id']!]));
  const wanted = new Map(read(truth, 'truth-lookups.csv').map((r) => [r['query_id']!, r]));
  const kind = new Map(read(truth, 'lookups.csv').map((r) => [r['query_id']!, r['stratum']!]));
  const lines = new Map<string, Line>();
  for (const text of readFileSync(path.join(answers, 'answers.jsonl'), 'utf8').trim().split('\n')) {
    const answer = JSON.parse(text) as Answer;
    const { person_id: person, indigenous } = wanted.get(answer.query_id)!;
    const at = person ? answer.results.findIndex((r) => r.reg_ids.some((id) => personOf.get(id) === person)) : -1;
    add(lines, kind.get(answer.query_id)!, at, answer.known);
    for (const group of person ? ['all who came', indigenous === '1' ? 'indigenous surnames' : 'other surnames'] : ['strangers']) add(lines, group, at, answer.known);
  }
  const rows = [...lines].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([group, l]) => `| ${group} | ${l.n} | ${share(l.first, l.n)} | ${share(l.five, l.n)} | ${share(l.known, l.n)} |`);
  return ['| look-ups | n | recall@1 | recall@5 | called known |', '|---|--:|--:|--:|--:|', ...rows].join('\n');
}
