import { z } from 'zod';
import { COUNTRIES, LOCALES, ROLES } from '#kernel/codes';

export const OFFICE_KINDS = ['reception', 'window', 'provider', 'national'] as const;

/** Where people work and whose records they see. */
export const office = z.object({
  id: z.uuid(),
  country: z.enum(COUNTRIES),
  kind: z.enum(OFFICE_KINDS),
  ref: z.string(),
  nameEs: z.string(),
  nameEn: z.string(),
  organizationId: z.string().nullable(),
  admin2: z.string().nullable(),
  /** Municipalities or departments whose cases it receives; empty for the national fallback. */
  territory: z.array(z.string()),
});
export type Office = z.infer<typeof office>;

export const signIn = z.strictObject({
  login: z.string().trim().min(1).max(100).transform((s) => s.toLowerCase()),
  password: z.string().min(1).max(200),
});
export type SignIn = z.infer<typeof signIn>;

export const MIN_PASSWORD = 12;
export const changePassword = z.strictObject({
  current: z.string().min(1).max(200),
  next: z.string().min(MIN_PASSWORD, 'access.password-too-short').max(200),
});
export type ChangePassword = z.infer<typeof changePassword>;

/** What the browser knows of its session. */
export const session = z.object({
  csrf: z.string(),
  demo: z.boolean(),
  /** The product's now, which a demo may have moved. */
  now: z.string(),
  /** IANA zone of the country: the browser shows days and hours in it. */
  timeZone: z.string(),
  mustChangePassword: z.boolean(),
  actor: z.object({
    userId: z.string(),
    displayName: z.string(),
    role: z.enum(ROLES),
    country: z.enum(COUNTRIES),
    officeId: z.string().nullable(),
    officeNameEs: z.string().nullable(),
    officeNameEn: z.string().nullable(),
    organizationId: z.string().nullable(),
    locale: z.enum(LOCALES),
  }),
});
export type Session = z.infer<typeof session>;

export const newAccount = z.strictObject({
  login: z.string().trim().toLowerCase().min(3).max(100).regex(/^[a-z0-9._@-]+$/),
  displayName: z.string().trim().min(1).max(120),
  role: z.enum(ROLES),
  country: z.enum(COUNTRIES),
  officeRef: z.string().nullable(),
  organizationId: z.string().nullable(),
  locale: z.enum(LOCALES),
  password: z.string().min(1).max(200),
  demo: z.boolean(),
});
export type NewAccount = z.infer<typeof newAccount>;

export const auditEntry = z.object({
  at: z.string(),
  actorName: z.string().nullable(),
  actorRole: z.string(),
  officeEs: z.string().nullable(),
  officeEn: z.string().nullable(),
  action: z.string(),
  purpose: z.string(),
  recordKind: z.string().nullable(),
  recordId: z.string().nullable(),
  outcome: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Result of checking the audit chains. */
export const auditCheck = z.object({
  ok: z.boolean(),
  entries: z.number(),
  chains: z.array(z.object({ chain: z.string(), seq: z.number(), hash: z.string() })),
  faults: z.array(z.object({ chain: z.string(), seq: z.number(), fault: z.enum(['changed', 'gap', 'broken-link', 'head']) })),
});
export type AuditCheck = z.infer<typeof auditCheck>;

/** Accounts that act, and those that have ended. */
export const ACCOUNT_LISTS = ['active', 'ended'] as const;
export type AccountList = (typeof ACCOUNT_LISTS)[number];

export const endAccount = z.strictObject({ why: z.string().trim().min(1, 'access.ending-reason-missing').max(300) });
export type EndAccount = z.infer<typeof endAccount>;

export const accountPage = z.object({
  lines: z.array(z.object({
    accountId: z.string(), login: z.string(), displayName: z.string(), role: z.string(), officeName: z.string().nullable(),
    /** The office of the account is no longer there. */
    officeClosed: z.boolean(), endedAt: z.string().nullable(), endedWhy: z.string().nullable(), own: z.boolean(),
  })),
  next: z.string().nullable(),
  counts: z.object({ active: z.number(), ended: z.number() }),
});
export type AccountPage = z.infer<typeof accountPage>;
