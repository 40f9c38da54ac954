import { z } from 'zod';
import { LOCALES } from '#kernel/codes';

/** A link to send, or a sheet to print: two ways to the same referral for whoever has no account. */
export const OUTSIDE_KINDS = ['link', 'sheet'] as const;
export type OutsideKind = (typeof OUTSIDE_KINDS)[number];

export const OUTSIDE_ENDS = ['officer', 'replaced', 'guessed', 'closed', 'consent'] as const;
export type OutsideEnd = (typeof OUTSIDE_ENDS)[number];

export const MakeOutside = z.strictObject({ kind: z.enum(OUTSIDE_KINDS) });

/** What stands on a sheet in one language. */
const sheetWords = z.object({
  locale: z.enum(LOCALES), heading: z.string(), for: z.string(), where: z.string(), code: z.string(), until: z.string(), day: z.string(), how: z.array(z.string()), foot: z.string(),
});
export type SheetWords = z.infer<typeof sheetWords>;

/** A link or sheet as it is told once, when it is made. Said again, secret and address are empty. */
export const MadeOutside = z.object({
  linkId: z.uuid(),
  kind: z.enum(OUTSIDE_KINDS),
  /** Where the answer is given; for a link the secret stands in it. */
  path: z.string(),
  /** What is typed there; empty for a link. */
  code: z.string(),
  /** For whom it is, as it may stand on paper; null where the name must not. */
  to: z.object({ es: z.string(), en: z.string() }).nullable(),
  expiresAt: z.iso.datetime(),
  /** The sheet in every language in which its texts exist, first the one in which services answer; none for a link. */
  sheets: z.array(sheetWords),
});
export type MadeOutside = z.infer<typeof MadeOutside>;

/** One link or sheet without its secret. */
export const OutsideLink = z.object({
  linkId: z.uuid(),
  kind: z.enum(OUTSIDE_KINDS),
  createdBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  seenAt: z.iso.datetime().nullable(),
  wrongTries: z.number().int(),
  endedAt: z.iso.datetime().nullable(),
  endedWhy: z.enum(OUTSIDE_ENDS).nullable(),
  open: z.boolean(),
});
export type OutsideLink = z.infer<typeof OutsideLink>;

/** What the officer sees of answers without an account: what was handed out, and what may be. */
export const OutsideOfReferral = z.object({
  links: z.array(OutsideLink),
  /** Why none can be made; null where it can. */
  problem: z.record(z.enum(OUTSIDE_KINDS), z.string().nullable()),
});
export type OutsideOfReferral = z.infer<typeof OutsideOfReferral>;
