/** How long `suggest` takes: one person, and a bus of 135, over 5,000 made-up offers. Run by `npm run bench`. */
import { performance } from 'node:perf_hooks';
import type { Criteria, Leaf } from '#kernel/criteria';
import { known, type FactCode, type FactSet, type FactValue } from '#kernel/facts';
import { indexOffers, suggest, type Offer, type OfferPlace, type SuggestOptions, type Suggestions } from '#directory/matching';

export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly target: string;
}

const OFFERS = 5_000;
const NEED_CODES = 60;
const PEOPLE = 135;
const NEEDS_PER_PERSON = 6;

/** Small repeatable generator (mulberry32): the same offers and people on every machine. */
export function generator(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
const below = (random: Random, n: number): number => Math.floor(random() * n);
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;
const needCode = (n: number): string => `need_${n}`;

const BOOLEANS: readonly FactCode[] = ['wantsJob', 'wantsBusiness', 'hasDebt', 'familySupport', 'usCitizenChildren', 'indigenous', 'stillAbroad', 'violenceSurvivor'];

function leaf(random: Random): Leaf {
  const kind = below(random, 6);
  if (kind === 0) return { fact: 'age', op: 'between', value: [15 + below(random, 10), 30 + below(random, 40)] };
  if (kind === 1) return { fact: 'returnType', op: 'in', value: ['deported', pick(random, ['assistedVoluntary', 'independentVoluntary'])] };
  if (kind === 2) return { fact: 'languages', key: 'eng', op: 'gte', value: 'conversational' };
  if (kind === 3) return { fact: 'educationLevel', op: 'gte', value: pick(random, ['primary', 'lowerSecondary', 'upperSecondary']) };
  return { fact: pick(random, BOOLEANS), op: 'is', value: random() < 0.8 };
}

function criteria(random: Random): Criteria {
  const parts: Criteria[] = Array.from({ length: 1 + below(random, 3) }, () => leaf(random));
  if (random() < 0.3) parts.push({ any: [leaf(random), leaf(random)] });
  return { all: parts };
}

function place(random: Random): OfferPlace {
  const kind = random();
  if (kind < 0.1) return { kind: 'nationwide' };
  if (kind < 0.3) return { kind: 'unstated' };
  const admin1 = `ZZ-${String(1 + below(random, 18)).padStart(2, '0')}`;
  const admin2 = `${admin1}${String(1 + below(random, 20)).padStart(2, '0')}`;
  return { kind: 'point', admin1, admin2, latitude: 13 + random() * 3, longitude: -92 + random() * 7, precision: 'admin2' };
}

function syntheticOffer(random: Random, n: number): Offer {
  const needs = Array.from({ length: 1 + below(random, 4) }, () => needCode(below(random, NEED_CODES)));
  return {
    id: `s${n}`, serviceId: `s${n}`, country: 'ZZ', needCodes: [...new Set(needs)], place: place(random), criteria: random() < 0.85 ? criteria(random) : null,
    openConditions: [], requiredDocuments: random() < 0.3 ? [pick(random, ['id', 'birth'])] : null, ages: random() < 0.3 ? ['adult'] : null,
    sexes: random() < 0.05 ? ['F'] : null, protectionOnly: random() < 0.02, status: random() < 0.05 ? 'closed' : 'active', asOf: 2015 + below(random, 10),
    capacity: 'unknown', specificity: pick(random, [0, 1, 1, 2] as const), languages: [], acceptance: null, waitDays: random() < 0.5 ? below(random, 60) : null,
  };
}

/** What a desk usually knows, with gaps. */
function syntheticPerson(random: Random): FactSet {
  const facts: Partial<Record<FactCode, FactValue>> = {
    age: 18 + below(random, 45), sex: pick(random, ['F', 'M']), returnType: 'deported', travellingAs: 'alone', documentsHeld: { id: 'lost' },
  };
  if (random() < 0.6) facts.educationLevel = pick(random, ['primary', 'upperSecondary']);
  if (random() < 0.5) facts.languages = { spa: 'native', eng: pick(random, ['none', 'fluent']) };
  for (const code of BOOLEANS.slice(0, 6)) if (random() < 0.5) facts[code] = random() < 0.5;
  return Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, known(value, '2026-11-01')]));
}

const needsOf = (random: Random): { code: string; urgency: 'long' | '72h' }[] =>
  Array.from({ length: NEEDS_PER_PERSON }, () => ({ code: needCode(below(random, NEED_CODES)), urgency: random() < 0.3 ? ('72h' as const) : ('long' as const) }));

const OPTIONS: SuggestOptions = {
  country: 'ZZ', today: '2026-11-22', limit: 10, mayReadRestricted: false,
  place: { admin1: 'ZZ-01', admin2: 'ZZ-0101', latitude: 14, longitude: -90 },
  travel: { currency: 'XTS', detourFactor: 1.6, speedKmh: 25, trunkSpeedKmh: 45, farePerStraightKm: 1, minFare: 5, rangePercent: 35, islands: [] },
};

/** Wall-clock time and processor time: on a busy machine the second says what one core needs. */
function measure(name: string, target: string, runs: number, work: (n: number) => unknown): BenchRow[] {
  for (let i = 0; i < 20; i++) work(i);
  const wall: number[] = [];
  const processor: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    const before = process.cpuUsage();
    work(20 + i);
    const used = process.cpuUsage(before);
    wall.push(performance.now() - start);
    processor.push((used.user + used.system) / 1000);
  }
  return [row(name, target, wall), row(`${name}, processor time`, target, processor)];
}

export function row(name: string, target: string, times: number[]): BenchRow {
  const two = (value: number): number => Math.round(value * 100) / 100;
  const sorted = times.sort((a, b) => a - b);
  return { name, unit: 'ms', median: two(sorted[Math.floor(sorted.length / 2)]!), min: two(sorted[0]!), max: two(sorted.at(-1)!), target };
}

/** Measures on one core, with the figures to reach beside each row. */
export async function run(): Promise<BenchRow[]> {
  const random = generator(2026);
  const offers = Array.from({ length: OFFERS }, (_, n) => syntheticOffer(random, n));
  const index = indexOffers(offers);
  const busLoad = (): { facts: FactSet; needs: ReturnType<typeof needsOf> }[] =>
    Array.from({ length: PEOPLE }, () => ({ facts: syntheticPerson(random), needs: needsOf(random) }));
  const buses = Array.from({ length: 30 }, busLoad);
  const one = ({ facts, needs }: (typeof buses)[number][number]): Suggestions => suggest(needs, facts, index, OPTIONS);
  const everybody = buses.flat();
  const everywhere = indexOffers(offers.map((offer) => ({ ...offer, needCodes: ['need_0'] })));
  return [
    ...measure(`suggest: 1 person, ${NEEDS_PER_PERSON} needs, ${OFFERS} offers`, '< 5 ms', 300, (n) => one(everybody[n]!)),
    ...measure(`suggest: ${PEOPLE} people, never the same, ${OFFERS} offers`, '< 300 ms', 10, (n) => buses[n]!.map(one)),
    ...measure(`suggest: 1 person, 1 need answered by all ${OFFERS} offers`, '(worst case)', 50, (n) =>
      suggest([{ code: 'need_0', urgency: 'long' }], everybody[n]!.facts, everywhere, OPTIONS)),
    ...measure(`index of ${OFFERS} offers`, '(once per change)', 20, () => indexOffers(offers)),
  ];
}
