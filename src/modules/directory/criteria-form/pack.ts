import { z } from 'zod';
import { defineSlice } from '#platform/country';
import { samplePersonSchema } from './schema.ts';

/** `countries/<cc>/sample-people.json`: made-up people, to see what conditions do before they judge anybody. */
export const samplePeopleSlice = defineSlice('sample-people', z.strictObject({
  note: z.string(),
  people: z.array(samplePersonSchema).min(1).refine((people) => new Set(people.map((one) => one.id)).size === people.length, 'the same id twice'),
}));
