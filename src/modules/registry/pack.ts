import { z } from 'zod';
import { defineSlice } from '#platform/country';
import { ALGORITHMS } from './rules/numbers.ts';
import { CLOSING_CODES, DOCUMENT_TYPES } from './schema.ts';

const isRegularExpression = (text: string): boolean => {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
};

const numberFormat = z.strictObject({
  algorithm: z.enum(ALGORITHMS),
  pattern: z.string().refine(isRegularExpression, 'not a regular expression'),
  /** How the number is printed: lengths of its groups, and what stands between them. */
  groups: z.array(z.int().positive()).optional(),
  separator: z.string().optional(),
  /** Area code → number of municipality codes in it. */
  areas: z.record(z.string(), z.int().positive()).optional(),
  /** Code of the place of birth inside the number → department or state, or `abroad`. */
  birthplaces: z.record(z.string(), z.string()).optional(),
  /** False where the shape was not confirmed by an official source. */
  verified: z.boolean().default(true),
});

/** What a country sets for the registry. */
export const registrySlice = defineSlice('registry', z.strictObject({
  numbers: z.partialRecord(z.enum(DOCUMENT_TYPES), numberFormat),
  /** Papers offered at the desk, most telling first, with their id in the directory of documents. */
  documents: z.array(z.strictObject({
    type: z.enum(DOCUMENT_TYPES), id: z.string(),
    /** Years for which it holds, where a source says so: then a paper whose end nobody noted can warn too. */
    validYears: z.int().positive().optional(),
  })).min(1),
  /** Days within which somebody takes a case of this urgency. Proposed until the institution confirms it. */
  answerWithinDays: z.strictObject({ '24h': z.int(), '72h': z.int(), '2weeks': z.int(), long: z.int() }),
  /** Languages offered first, ISO 639-3. */
  languages: z.array(z.string().regex(/^[a-z]{3}$/)).min(1),
  /** Peoples that somebody may say they belong to, named as their language is; self-declared, never guessed from it. */
  peoples: z.array(z.strictObject({ code: z.string().regex(/^[a-z-]{3,20}$/), name: z.string(), kinds: z.array(z.enum(['indigenous', 'afro'])).min(1) })),
  /** How many records of other offices one account may open in a day because the person stands before it. Proposed. */
  welcomesPerDay: z.int().positive(),
  /** How cases end and go on. */
  closing: z.strictObject({
    /** A case that was closed fewer days ago than this goes on as the same case; afterwards a new one names it. Proposed. */
    reopenWithinDays: z.int().positive().default(90),
    /** Codes of closing in the country's own words. */
    labels: z.partialRecord(z.enum(CLOSING_CODES), z.strictObject({ es: z.string().min(1), en: z.string().min(1) })).default({}),
  }).prefault({}),
  /** Until when somebody who was sent to a window is expected there, and when whoever did not come is called again. */
  expected: z.strictObject({
    withinDays: z.int().positive().default(5),
    /** As far as this from the office that sends, or farther, it takes longer. */
    farKilometres: z.int().positive().default(150),
    farWithinDays: z.int().positive().default(10),
    /** For a case that waits for somebody within a day. */
    urgentWithinDays: z.int().positive().default(3),
    /** Municipality or department → days, where a country knows better than the distance. */
    byDestination: z.record(z.string(), z.int().positive()).default({}),
    retryAfterDays: z.int().positive().default(2),
    /** After so many tries in vain supervision is told. */
    escalateAfter: z.int().positive().default(3),
    /** From then on somebody tries again after so many days, until it is known what became of the person. */
    laterEveryDays: z.int().positive().default(14),
    proposed: z.boolean().default(true),
  }).prefault({}),
  /** What offices of other countries hand over to this one. Nothing is asked of offices that keep no cases. */
  abroad: z.strictObject({
    /** Offices that receive, by their code; none named: every window and the national office. */
    offices: z.array(z.string()).default([]),
    /** So many days after the day by which it should have been answered, the copy is no longer read here. */
    openDays: z.int().positive().default(30),
    proposed: z.boolean().default(true),
  }).prefault({}),
  proposed: z.boolean().default(true),
}));
