import { z } from 'zod';
import { defineSlice } from '#platform/country';
import { isFactCode, isRestricted } from '#kernel/facts';
import { CONSENT_SECTIONS } from '#registry/schema';

const Label = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });
const days = z.number().int().min(1).max(120);

/** A fact may be offered for sharing only if it exists and is not of the closed circle. */
const shareableFact = z.string().refine((code) => isFactCode(code) && !isRestricted(code), 'not a fact that may be shared');

/** What a country sets about referrals: `countries/<cc>/referrals.json`. */
const schema = z.strictObject({
  /** True until the institution has confirmed the days and the wording. */
  proposed: z.boolean(),
  /** Days a provider has to answer, by urgency of the need. */
  daysToAnswer: z.strictObject({ '24h': days, '72h': days, '2weeks': days, long: days }),
  /** Days that a provider may still open a referral after it was closed. */
  retentionDays: z.number().int().min(0).max(3650),
  declineReasons: z.array(z.strictObject({ code: z.string().regex(/^[a-z][a-z-]*$/), label: Label })).min(1),
  /** What the person may choose to share, beyond first name, code, age and the need itself. */
  sections: z.array(z.strictObject({
    code: z.enum(CONSENT_SECTIONS),
    label: Label,
    facts: z.array(shareableFact),
    /** Adds the contacts that are marked safe, and no other. */
    contacts: z.boolean().default(false),
  })),
  /** What is read to the person; `{organization}` and `{need}` are filled in. */
  consent: z.strictObject({ version: z.string().min(1), wording: Label }),
  /** Days that a link or a printed sheet opens a referral, beyond the day by which it should be answered. */
  links: z.strictObject({ days }).default({ days: 30 }),
});
export type ReferralsPack = z.infer<typeof schema>;

export const referralsSlice = defineSlice<ReferralsPack>('referrals', schema as z.ZodType<ReferralsPack>);
