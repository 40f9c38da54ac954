/** How long the way to papers takes: 60 made-up papers with several ways each, all asked for at once. Run by `npm run bench`. */
import { performance } from 'node:perf_hooks';
import { planPapers, type Needs, type PaperQuestion, type PaperWays, type Way } from '#directory/papers';
import { generator, row, type BenchRow } from './matching.ts';

const PAPERS = 60;
const PACKS = 200;

type Random = () => number;
const below = (random: Random, n: number): number => Math.floor(random() * n);
const paper = (n: number): string => `paper-${String(n).padStart(2, '0')}`;

/** Mostly papers that come before, as in life; now and then one that comes after, so that papers wait for each other. */
function needsOf(random: Random, n: number, reach: number): Needs {
  const one = (): Needs => ({ document: paper(random() < 0.03 ? below(random, PAPERS) : Math.max(0, n - 1 - below(random, reach))) });
  if (n < 8) return { all: [] };
  const all = Array.from({ length: below(random, 3) }, one);
  if (random() < 0.4) all.push({ any: [one(), one(), { all: [one(), one()] }] });
  if (random() < 0.2) all.push({ criteria: { fact: 'hasPhone', op: 'is', value: random() < 0.5 } });
  return { all };
}

function wayTo(random: Random, n: number, k: number, reach: number): Way {
  const unknown = random() < 0.3;
  return {
    id: `${paper(n)}-${k}`, document: paper(n), office: 'civilRegistry', organizationId: null, abroad: false, needs: needsOf(random, n, reach),
    days: { typical: unknown ? null : below(random, 60), worst: null }, cost: random() < 0.3 ? null : { amount: below(random, 5000), currency: 'XTS' }, feeStated: false,
    visits: 1 + below(random, 3), validDays: null, legalBases: [], help: [], words: [], basis: 'stated', asOf: 2024, sources: [{ source: 'made-up', where: null }],
  };
}

function packOf(random: Random, reach: number): PaperWays {
  const ways = Array.from({ length: PAPERS }, (_, n) => Array.from({ length: 1 + below(random, 3) }, (_, k) => wayTo(random, n, k, reach))).flat();
  return { ways, currency: 'XTS', assumptions: { days: 30, cost: 1000, visits: 1 } };
}

/** Everything waits for choices among everything: sharing makes the cheapest plan hard to prove. */
function hostilePack(random: Random): PaperWays {
  const tool = (): Needs => ({ document: paper(below(random, PAPERS / 2)) });
  const ways = Array.from({ length: PAPERS }, (_, n): Way => ({
    ...wayTo(random, 0, 0, 1), id: paper(n), document: paper(n), needs: n < PAPERS / 2 ? { all: [] } : { all: [{ any: [tool(), tool(), tool(), tool()] }, { any: [tool(), tool(), tool()] }] },
  }));
  return { ways, currency: 'XTS', assumptions: { days: 0, cost: 1000, visits: 1 } };
}

const ASKED: PaperQuestion = {
  goals: Array.from({ length: PAPERS }, (_, n) => paper(n)), facts: {}, lapses: {}, today: '2026-11-23', mayReadRestricted: false, services: [],
};
const LAST: PaperQuestion = { ...ASKED, goals: [paper(PAPERS - 1), paper(PAPERS - 2), paper(PAPERS - 3)] };

function measure(name: string, target: string, packs: readonly PaperWays[], question: PaperQuestion): BenchRow[] {
  for (const pack of packs) planPapers(question, pack);
  let proven = 0;
  const wall: number[] = [];
  const processor: number[] = [];
  for (const pack of packs) {
    const start = performance.now();
    const before = process.cpuUsage();
    const { plan } = planPapers(question, pack);
    const used = process.cpuUsage(before);
    wall.push(performance.now() - start);
    processor.push((used.user + used.system) / 1000);
    if (plan.exact) proven += 1;
  }
  return [row(`${name}; ${proven} of ${packs.length} proven cheapest`, target, wall), row(`${name}, processor time`, target, processor)];
}

/** Measures on one core, with the figures to reach beside each row. */
export async function run(): Promise<BenchRow[]> {
  const random = generator(2026);
  const packs = Array.from({ length: PACKS }, () => packOf(random, 12));
  const hostile = Array.from({ length: PACKS }, () => hostilePack(random));
  return [
    ...measure(`way to papers: all of ${PAPERS} papers`, '< 10 ms', packs, ASKED),
    ...measure(`way to papers: 3 of ${PAPERS} papers`, '< 10 ms', packs, LAST),
    ...measure(`way to papers: ${PAPERS} papers made to exhaust the search`, '< 10 ms', hostile, { ...ASKED, goals: ASKED.goals.slice(PAPERS / 2) }),
  ];
}
