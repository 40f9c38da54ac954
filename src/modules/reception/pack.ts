import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { isFactCode, isRestricted } from '#kernel/facts';
import { defineSlice } from '#platform/country';
import { floorSchema } from './pack/floor.ts';
import { FLAGS, MODES, VARIANTS, type ItemRule } from './schema.ts';

const label = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });
const code = z.string().regex(/^[a-z][A-Za-z0-9_-]*$/);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** An urgent answer may tell a fact at once ("no place to sleep"); never one of the closed circle. */
const facts = z.record(
  z.string().refine((fact) => isFactCode(fact) && !isRestricted(fact), 'not a fact that the desk may record'),
  z.union([scalar, z.array(scalar)]),
);

/** How often something is given to one person: once per return, once a day, or again after some minutes. */
const rule: z.ZodType<ItemRule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once') }), z.strictObject({ kind: z.literal('daily') }), z.strictObject({ kind: z.literal('apart'), minutes: z.int().min(1).max(2880) }),
]);

/** Whom an item is offered to, how they came, and where; absent: everybody, everywhere. */
const offer = { variants: z.array(z.enum(VARIANTS)).min(1).optional(), modes: z.array(z.enum(MODES)).min(1).optional(), stations: z.array(code).min(1).optional() };

/** The way home: fares up to the ceiling are the desk's, beyond it a supervisor's. */
const transport = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** `null`: the country has set none, so that every fare is a supervisor's. */
  ceiling: z.number().positive().nullable(),
  /** Where the figure comes from, or that it is a proposal and from what. */
  basis: z.string().min(10),
  sources: z.array(z.string()).default([]),
  means: z.array(z.strictObject({ code, label })).min(1),
});

/** What a country sets for its reception points: `countries/<cc>/reception.json`. */
const schema = z.strictObject({
  /** True until the institution has confirmed lists and ages. */
  proposed: z.boolean(),
  childUnder: z.int().min(15).max(21),
  elderFrom: z.int().min(50).max(80),
  /** Who is seen first: the first lane with a matching flag; everybody else comes last. `ahead`: how many minutes earlier than their arrival they count. */
  lanes: z.array(z.strictObject({ lane: z.int().min(1).max(8), flags: z.array(z.enum(FLAGS)).min(1), ahead: z.int().min(0).max(720) })).min(1),
  floor: floorSchema,
  /** Countries that people usually come back from, most frequent first. */
  fromCountries: z.array(z.string().length(2)).min(1),
  /** Document types (of the registry) that a number in a list may be, most likely first. */
  numberTypes: z.array(z.string()).min(1),
  /** Items handed over at the desk, by one tap each; `sources` name where the practice is described. */
  assistance: z.array(z.strictObject({ code, label, sources: z.array(z.string()).default([]), rule: rule.default({ kind: 'once' }), ...offer })).min(1),
  /** Flags that a station is shown; a station that is not named is shown all. */
  flagsAt: z.partialRecord(code, z.array(z.enum(FLAGS))).default({}),
  transport,
  /** Needs that cannot wait for the window; codes are need codes of the directory. */
  urgentNeeds: z.array(z.strictObject({ code, label, urgency: z.enum(URGENCIES), facts: facts.default({}) })).min(1),
  /** Papers asked about at the desk; ids of the directory's documents. */
  papers: z.array(z.strictObject({ id: z.string(), label })).min(1),
});
export type ReceptionPack = z.infer<typeof schema>;

export const receptionSlice = defineSlice<ReceptionPack>('reception', schema as z.ZodType<ReceptionPack>);
