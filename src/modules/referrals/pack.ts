import { z } from 'zod';
import { defineSlice } from '#platform/country';
import { isFactCode, isRestricted, staysWithTeam } from '#kernel/facts';
import { CONSENT_SECTIONS } from '#registry/schema';

const Label = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });
const days = z.number().int().min(1).max(120);
const timeZone = z.string().refine((zone) => isTimeZone(zone), 'not an IANA time zone');

/** What is waited for after an answer, and who hears of it when time passes. */
const clock = z.strictObject({
  /** After which share of the time the other side is reminded. */
  remindShare: z.number().min(0).max(1),
  /** Days from the end of a clock until supervision hears of it too. */
  daysToSupervisor: days,
  /** On a waiting list, until a place should be found. */
  daysForPlace: z.number().int().min(1).max(730),
  /** From yes to the beginning. */
  daysToStart: z.number().int().min(1).max(365),
  /** From the beginning to an outcome. */
  daysToOutcome: z.number().int().min(1).max(730),
});

const CLOCKS = {
  '24h': { remindShare: 0.5, daysToSupervisor: 1, daysForPlace: 7, daysToStart: 2, daysToOutcome: 30 },
  '72h': { remindShare: 0.5, daysToSupervisor: 3, daysForPlace: 14, daysToStart: 7, daysToOutcome: 60 },
  '2weeks': { remindShare: 0.5, daysToSupervisor: 7, daysForPlace: 60, daysToStart: 14, daysToOutcome: 90 },
  long: { remindShare: 0.5, daysToSupervisor: 14, daysForPlace: 90, daysToStart: 30, daysToOutcome: 180 },
};

/** Who may send in an emergency without consent. An empty list: nobody. */
const emergency = z.strictObject({
  /** True until the institution has confirmed it. */
  proposed: z.boolean(),
  roles: z.array(z.enum(['window', 'protection'])),
  /** Within how many hours somebody else looks at it. */
  hoursToReview: z.number().int().min(1).max(72),
});

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** A fact may be offered for sharing only if it exists, is not of the closed circle, and does not stay with the team. */
const shareableFact = z.string().refine((code) => isFactCode(code) && !isRestricted(code) && !staysWithTeam(code), 'not a fact that may be shared');

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
  clocks: z.strictObject({ '24h': clock, '72h': clock, '2weeks': clock, long: clock }).default(CLOCKS),
  /** How often the person is asked how it went, before the officer may take note without having reached them. */
  confirmTries: z.number().int().min(0).max(9).default(3),
  /** Zones of offices that do not live by the clock of the country: by code of the place, the longest that fits. */
  zones: z.record(z.string(), timeZone).default({}),
  /** After how many days somebody is reminded of a referral that was begun and not sent. */
  drafts: z.strictObject({ remindDays: z.number().int().min(1).max(60) }).default({ remindDays: 3 }),
  emergency: emergency.default({ proposed: true, roles: ['protection'], hoursToReview: 72 }),
});
export type ReferralsPack = z.infer<typeof schema>;

export const referralsSlice = defineSlice<ReferralsPack>('referrals', schema as z.ZodType<ReferralsPack>);
