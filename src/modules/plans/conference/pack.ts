/** What a country may set about case conferences: `countries/<cc>/conference.json`. */
import { z } from 'zod';
import { defineSlice } from '#platform/country';

const Label = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });

const schema = z.strictObject({
  /** True until the institution has confirmed the days and the wording. */
  proposed: z.boolean().default(true),
  /** Days that members may still read after a conference was closed. */
  retentionDays: z.number().int().min(0).max(365).default(30),
  /** What is read to the person for each institution; `{organization}` is filled in. */
  consent: z.strictObject({ version: z.string().min(1).max(40), wording: Label }),
});
export type ConferencePack = z.infer<typeof schema>;

export const conferenceSlice = defineSlice<ConferencePack>('conference', schema as z.ZodType<ConferencePack>);
