/** What the form for conditions needs beside the service: names for codes, and made-up people to try conditions on. */
import { z } from 'zod';
import { isFactValue } from '#kernel/fact-values';
import { FACT_CODES, type FactCode, type FactValue } from '#kernel/facts';

const both = z.object({ es: z.string().min(1), en: z.string().min(1) });
const named = both.extend({ id: z.string() });

const factCode = z.enum(FACT_CODES as unknown as [FactCode, ...FactCode[]]);
const factValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string()), z.record(z.string(), z.string())]);

/** Answers of somebody made up, each one that its fact can have. */
export const madeUpFactsSchema = z.partialRecord(factCode, factValue).superRefine((facts, issues) => {
  for (const [code, value] of Object.entries(facts)) {
    if (!isFactValue(code as FactCode, value)) issues.addIssue({ code: 'custom', message: `${code} cannot have this value`, path: [code] });
  }
});
export type MadeUpFacts = Partial<Record<FactCode, FactValue>>;

/** Somebody who does not exist. */
export const samplePersonSchema = named.extend({ facts: madeUpFactsSchema });
export type SamplePerson = z.infer<typeof samplePersonSchema>;

export const criteriaFormSchema = z.object({
  people: z.array(samplePersonSchema),
  documents: z.array(named),
  departments: z.array(z.object({ id: z.string(), name: z.string() })),
  receptionPoints: z.array(named),
  /** Names of places where the made-up people live. */
  placeNames: z.record(z.string(), z.string()),
});
export type CriteriaForm = z.infer<typeof criteriaFormSchema>;
