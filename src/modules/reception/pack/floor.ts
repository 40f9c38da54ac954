/** What a country sets for the floor of its reception points: stations, the way over them, and what is asked now or later. */
import { z } from 'zod';
import { EXIT, FLAGS, LATER_QUESTIONS, MODES, REGISTRATION, VARIANTS } from '../schema.ts';

const label = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });
const station = z.string().regex(/^[a-z][A-Za-z]{2,29}$/);
const flags = z.array(z.enum(FLAGS)).min(1);

const step = z.strictObject({
  station,
  /** `must`: always, and before leaving · `offer`: for who wants · `flagged`: must, for who has one of `flags`. */
  when: z.enum(['must', 'offer', 'flagged']),
  flags: flags.optional(),
});

const plan = z.strictObject({
  variant: z.enum(VARIANTS),
  /** Left out: for every way of arriving. */
  modes: z.array(z.enum(MODES)).min(1).optional(),
  /** One after the other; the stations of one stage in any order. */
  stages: z.array(z.array(step).min(1)).min(2),
});

const shape = z.strictObject({
  /** `first`: who is seen first at this station besides the lanes. */
  stations: z.array(z.strictObject({ code: station, label, first: flags.optional(), sources: z.array(z.string()).default([]) })).min(2),
  /** The first plan that fits somebody is theirs. */
  plans: z.array(plan).min(1),
  /** By the code of the office: which stations stand there. A point that is not named has all of them. */
  points: z.record(z.string(), z.strictObject({ mode: z.enum(MODES).optional(), stations: z.array(station).min(2), note: z.string().optional() })),
  /** The short path: questions that may wait for the window. */
  later: z.array(z.enum(LATER_QUESTIONS)).default([]),
});
export type FloorPack = z.infer<typeof shape>;
export type FloorPlan = z.infer<typeof plan>;

/** Everybody has a way that begins with registration among the first and ends at the exit; every code is a station. */
export const floorSchema = shape.superRefine((floor, context) => {
  for (const message of [...pointProblems(floor), ...wayProblems(floor)]) context.addIssue({ code: 'custom', message });
});

const ENDS = [REGISTRATION, EXIT] as const;

function pointProblems(floor: FloorPack): string[] {
  const known = new Set(floor.stations.map((s) => s.code));
  return [
    ...ENDS.filter((code) => !known.has(code)).map((code) => `no station ${code}`),
    ...Object.entries(floor.points).flatMap(([ref, point]) => [
      ...point.stations.filter((code) => !known.has(code)).map((code) => `${ref}: ${code} is no station`),
      ...ENDS.filter((code) => !point.stations.includes(code)).map((code) => `${ref}: has no ${code}`),
    ]),
  ];
}

function wayProblems(floor: FloorPack): string[] {
  const known = new Set(floor.stations.map((s) => s.code));
  const everybody = VARIANTS.flatMap((variant) => MODES.map((mode) => ({ variant, mode })));
  return [
    ...floor.plans.flatMap((p) => planProblems(p, known).map((problem) => `${p.variant}: ${problem}`)),
    ...everybody.filter(({ variant, mode }) => !floor.plans.some((p) => p.variant === variant && (p.modes?.includes(mode) ?? true))).map(({ variant, mode }) => `no plan for ${variant} by ${mode}`),
  ];
}

function planProblems(p: FloorPlan, known: ReadonlySet<string>): string[] {
  const steps = p.stages.flat();
  const must = (code: string) => (s: FloorPlan['stages'][number][number] | undefined): boolean => s?.station === code && s.when === 'must';
  const last = p.stages.at(-1) ?? [];
  const codes = steps.map((s) => s.station);
  return [
    ...codes.filter((c) => !known.has(c)).map((c) => `${c} is no station`),
    ...codes.filter((c, i) => codes.indexOf(c) !== i).map((c) => `${c} twice`),
    ...((p.stages[0] ?? []).some(must(REGISTRATION)) ? [] : ['does not begin with registration']),
    ...(last.length === 1 && last.every(must(EXIT)) ? [] : ['does not end at the exit']),
    ...steps.filter((s) => (s.when === 'flagged') !== (s.flags !== undefined)).map((s) => `${s.station}: flags only where flagged`),
  ];
}
