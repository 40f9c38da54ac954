/** Lists of both sides, a page at a time. */
import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { placesLeftSchema } from '#directory/schema';
import { Id, Label } from './shapes.ts';
import { InboxItem, OfficerReferralLine } from './views.ts';

/** Lists are counted so far, and no further: "200 or more". */
export const MOST_COUNTED = 200;

const WORKING_LISTS = ['returned', 'unanswered', 'waiting', 'answered'] as const;
/** The officer's work lists: came back · past its time · waiting for others · answered, to be confirmed. Every sent referral stands on one of them. */
export type WorkingList = (typeof WORKING_LISTS)[number];

export const OFFICER_LISTS = [...WORKING_LISTS, 'late', 'escalated', 'case-closed'] as const;
/** And what looks across them: late to begin or to end · with supervision · its case was closed. */
export type OfficerList = (typeof OFFICER_LISTS)[number];

export const OfficerReferrals = z.object({
  counts: z.record(z.enum(OFFICER_LISTS), z.number().int()),
  list: z.enum(OFFICER_LISTS),
  items: z.array(OfficerReferralLine),
  /** Where the next page starts. */
  next: z.string().nullable(),
});
export type OfficerReferrals = z.infer<typeof OfficerReferrals>;

export const INBOX_LISTS = ['new', 'open', 'closed', 'ended'] as const;
/** The provider's lists; `ended` are those whose sharing the person or supervision ended. */
export type InboxList = (typeof INBOX_LISTS)[number];

export const Inbox = z.object({
  counts: z.record(z.enum(INBOX_LISTS), z.number().int()),
  list: z.enum(INBOX_LISTS),
  items: z.array(InboxItem),
  next: z.string().nullable(),
});
export type Inbox = z.infer<typeof Inbox>;

/** Places left of each own service, and who waits, in the published order. */
export const WaitingLists = z.object({
  services: z.array(z.object({
    serviceId: z.string(), name: Label, places: placesLeftSchema,
    waiting: z.array(z.object({ referralId: Id, publicCode: z.string().nullable(), urgency: z.enum(URGENCIES), since: z.iso.datetime() })),
  })),
});
export type WaitingLists = z.infer<typeof WaitingLists>;
