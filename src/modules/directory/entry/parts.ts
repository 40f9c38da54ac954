import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';

/**
 * Parts of a directory entry that a practitioner needs: how to reach it, when it is open, what it costs, how many it can
 * take. Every default means "the sources do not say"; nothing here names a private person.
 */

const LONG = 4000;
const SHORT = 300;

/** Text that somebody wrote, or null where no source says anything. */
export const said = (max: number = LONG) => z.string().trim().min(1).max(max).nullable().default(null);
const words = z.string().trim().min(1).max(SHORT);

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = z.string().refine(isPlainDate, 'directory.not-a-day');
const dayOrNull = day.nullable().default(null);

/** ISO 639-3. */
export const languageCode = z.string().regex(/^[a-z]{3}$/, 'directory.not-a-language');

/** Only web addresses, in the letters that a web address is made of. */
export const webAddress = z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).regex(/^https?:\/\/(?:[\w\-.~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/).max(500);

const mailAddress = z.email().max(200);

export const MODALITIES = ['place', 'phone', 'remote', 'mobile_team'] as const;
/** How a service is had: by going there, by phone, on line, or from a team that travels a route. */
export type Modality = (typeof MODALITIES)[number];

export const PHONE_KINDS = ['voice', 'cell', 'text', 'fax', 'textphone', 'video', 'pager'] as const;

export const phoneSchema = z.object({
  number: z.string().trim().regex(/^[+()\d][\d\s().*#/-]{1,38}$/, 'directory.not-a-phone'),
  extension: z.number().int().min(0).max(99_999_999).nullable().default(null),
  kind: z.enum(PHONE_KINDS).default('voice'),
  /** The number to give to people who ask for the service; the only one ever shown of a place that is kept secret. */
  intake: z.boolean().default(false),
  languages: z.array(languageCode).max(20).default([]),
  note: said(SHORT),
});
export type DirectoryPhone = z.infer<typeof phoneSchema>;

export const webSchema = z.object({ url: webAddress, label: said(SHORT) });

/** Whom to turn to, by function: never a private person. */
export const contactSchema = z.object({
  role: words,
  department: said(SHORT),
  email: mailAddress.nullable().default(null),
  phones: z.array(phoneSchema).max(10).default([]),
});

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'directory.not-a-time');

export const scheduleSchema = z.object({
  days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
  /** Null: the source names days only. A time of closing before that of opening lies on the next day. */
  opens: clockTime.nullable().default(null),
  closes: clockTime.nullable().default(null),
  validFrom: dayOrNull,
  validTo: dayOrNull,
  /** 2 is every second week, counted from the week of `validFrom`. */
  everyWeeks: z.number().int().min(1).max(52).default(1),
  note: said(SHORT),
}).refine((s) => s.everyWeeks === 1 || s.validFrom !== null, { error: 'directory.schedule-without-start', path: ['validFrom'] })
  .refine((s) => s.validFrom === null || s.validTo === null || s.validFrom <= s.validTo, { error: 'directory.schedule-backwards', path: ['validTo'] });
export type Schedule = z.infer<typeof scheduleSchema>;

export const costSchema = z.object({
  amount: z.number().nonnegative().max(1e9).nullable().default(null),
  currency: z.string().regex(/^[A-Z]{3}$/).nullable().default(null),
  note: said(SHORT),
  validFrom: dayOrNull,
  validTo: dayOrNull,
});

const count = z.number().int().min(0).max(1_000_000);

/** How many it can take now, by unit (beds, places in a course…). */
export const liveCapacitySchema = z.object({
  unit: words,
  available: count,
  maximum: count.nullable().default(null),
  waiting: count.nullable().default(null),
  updated: z.iso.datetime(),
}).refine((c) => c.maximum === null || c.available <= c.maximum, { error: 'directory.more-than-maximum', path: ['available'] });
export type LiveCapacity = z.infer<typeof liveCapacitySchema>;

export const fundingSchema = z.object({ source: words, until: dayOrNull, note: said(SHORT) });

/** Who confirmed an entry last: an institution or an office, never a person. */
export const confirmationSchema = z.object({ on: day, by: words });

export const EVIDENCE_LEVELS = ['action', 'evaluated_practice'] as const;

/** Where the team of a mobile service stops. */
export const stopSchema = z.object({
  admin1: z.string().min(1),
  admin2: z.string().min(1),
  note: said(SHORT),
  schedules: z.array(scheduleSchema).max(20).default([]),
});

export const PRECISIONS = ['exact', 'municipality', 'department'] as const;

const addressSchema = z.object({ street: words, more: said(SHORT), postalCode: said(20) });

/** What a place has beside the municipality. */
export const placeDetailsSchema = z.object({
  name: said(SHORT),
  address: addressSchema.nullable().default(null),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  /** How exact the coordinates are; null without coordinates. */
  precision: z.enum(PRECISIONS).nullable().default(null),
  /** True: nothing finer than the department is stored or shown, and only an intake phone. */
  confidential: z.boolean().default(false),
  directions: said(1000),
  accessibility: z.array(words).max(20).default([]),
  phones: z.array(phoneSchema).max(10).default([]),
  schedules: z.array(scheduleSchema).max(50).default([]),
});

/** What services and organizations have in common. */
export const reachDetailsSchema = z.object({
  descriptionEs: said(),
  phones: z.array(phoneSchema).max(20).default([]),
  emails: z.array(mailAddress).max(10).default([]),
  urls: z.array(webSchema).max(10).default([]),
  contacts: z.array(contactSchema).max(20).default([]),
  funding: z.array(fundingSchema).max(20).default([]),
  /** Who or what stands in its place now. */
  successorId: z.string().min(1).nullable().default(null),
  confirmed: confirmationSchema.nullable().default(null),
  /** Day until which it should be confirmed again. */
  confirmBy: dayOrNull,
});

export const organizationDetailsSchema = reachDetailsSchema.extend({ descriptionEn: said() });

export const serviceDetailsSchema = reachDetailsSchema.extend({
  alternateNames: z.array(words).max(20).default([]),
  modality: z.array(z.enum(MODALITIES)).max(4).default([]),
  route: z.array(stopSchema).max(200).default([]),
  /** Languages in which it serves. */
  languages: z.array(languageCode).max(40).default([]),
  interpretation: said(1000),
  schedules: z.array(scheduleSchema).max(50).default([]),
  /** Whoever wishes it is attended by a woman, as the service says of itself; null when nobody said. */
  womenAttend: z.boolean().nullable().default(null),
  free: z.boolean().nullable().default(null),
  costs: z.array(costSchema).max(20).default([]),
  /** Municipalities, departments or the country whose inhabitants it serves; null when not stated. */
  servedAreas: z.array(z.string().min(1)).min(1).max(3000).nullable().default(null),
  liveCapacity: z.array(liveCapacitySchema).max(20).default([]),
  waitingList: z.boolean().nullable().default(null),
  /** Days that one usually waits. */
  waitDays: z.number().int().min(0).max(3650).nullable().default(null),
  legalBases: z.array(z.string().min(1)).max(40).default([]),
  applicationProcess: said(),
  evidence: z.enum(EVIDENCE_LEVELS).nullable().default(null),
});
export type ServiceDetails = z.infer<typeof serviceDetailsSchema>;
