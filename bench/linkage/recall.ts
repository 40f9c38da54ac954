/** How right the answers were: look-ups kind by kind, groups and pairs. */
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

/** Pairs of rows that belong to groups of one name. */
const pairsIn = (sizes: Iterable<number>): number => [...sizes].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
const sizesBy = (keys: Iterable<string>): Map<string, number> => {
  const sizes = new Map<string, number>();
  for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  return sizes;
};

/** Precision, recall and F1 of the groups by pairs, and how right each decision about pairs was. */
export function groupsTable(answers: string, truth: string): string {
  const personOf = new Map(read(truth, 'truth-registrations.csv').map((r) => [r['reg_id']!, r['person_id']!]));
  const rows = read(answers, 'clusters.csv').map((r) => ({ group: r['cluster_id']!, person: personOf.get(r['reg_id']!)! }));
  const [grouped, people] = [pairsIn(sizesBy(rows.map((r) => r.group)).values()), pairsIn(sizesBy(rows.map((r) => r.person)).values())];
  const right = pairsIn(sizesBy(rows.map((r) => `${r.group}|${r.person}`)).values());
  const groups = `| groups | ${grouped} | ${share(right, grouped)} | ${share(right, people)} | F1 ${share(2 * right, grouped + people)}, ${(((grouped - right) / rows.length) * 100_000).toFixed(0)} wrong pairs in 100,000 rows |`;
  const pairs = Map.groupBy(read(answers, 'pairs.csv'), (p) => p['decision']!);
  const decisions = [...pairs].map(([decision, list]) => {
    const same = list.filter((p) => personOf.get(p['reg_id_a']!) === personOf.get(p['reg_id_b']!)).length;
    return `| pairs: ${decision} | ${list.length} | ${share(same, list.length)} | ${share(same, people)} | ${((list.length / rows.length) * 1000).toFixed(1)} per 1,000 rows |`;
  });
  return ['| what | pairs | precision | recall | beside |', '|---|--:|--:|--:|---|', groups, ...decisions].join('\n');
}
