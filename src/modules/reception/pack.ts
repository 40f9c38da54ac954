import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { isFactCode, isRestricted } from '#kernel/facts';
import { defineSlice } from '#platform/country';
import { FLAGS } from './schema.ts';

const label = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });
const code = z.string().regex(/^[a-z][A-Za-z0-9_-]*$/);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** An urgent answer may tell a fact at once ("no place to sleep"); never one of the closed circle. */
const facts = z.record(
  z.string().refine((fact) => isFactCode(fact) && !isRestricted(fact), 'not a fact that the desk may record'),
  z.union([scalar, z.array(scalar)]),
);

/** What a country sets for its reception points: `countries/<cc>/reception.json`. */
const schema = z.strictObject({
  /** True until the institution has confirmed lists and ages. */
  proposed: z.boolean(),
  childUnder: z.int().min(15).max(21),
  elderFrom: z.int().min(50).max(80),
  /** Who is seen first: the first lane with a matching flag; everybody else comes last. */
  lanes: z.array(z.strictObject({ lane: z.int().min(1).max(8), flags: z.array(z.enum(FLAGS)).min(1) })).min(1),
  /** Countries that people usually come back from, most frequent first. */
  fromCountries: z.array(z.string().length(2)).min(1),
  /** Document types (of the registry) that a number in a list may be, most likely first. */
  numberTypes: z.array(z.string()).min(1),
  /** Items handed over at the desk, by one tap each; `sources` name where the practice is described. */
  assistance: z.array(z.strictObject({ code, label, sources: z.array(z.string()).default([]) })).min(1),
  /** Needs that cannot wait for the window; codes are need codes of the directory. */
  urgentNeeds: z.array(z.strictObject({ code, label, urgency: z.enum(URGENCIES), facts: facts.default({}) })).min(1),
  /** Papers asked about at the desk; ids of the directory's documents. */
  papers: z.array(z.strictObject({ id: z.string(), label })).min(1),
});
export type ReceptionPack = z.infer<typeof schema>;

export const receptionSlice = defineSlice<ReceptionPack>('reception', schema as z.ZodType<ReceptionPack>);
