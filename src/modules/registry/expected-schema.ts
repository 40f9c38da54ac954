/** Somebody who is to come to a window after having been sent there: words shared by server and browser. */
import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';
import { asSeen } from '#kernel/text';

export const ARRIVAL_STATES = ['expected', 'came', 'elsewhere', 'declined', 'ended'] as const;
export type ArrivalState = (typeof ARRIVAL_STATES)[number];

/** What an officer writes down. `not-safe`: the contact that was used must not be used again. */
export const ARRIVAL_OUTCOMES = ['came', 'will-come', 'not-reached', 'not-safe', 'elsewhere', 'declined', 'take-back'] as const;
export type ArrivalOutcome = (typeof ARRIVAL_OUTCOMES)[number];

/** Everybody who is still to come; who has not come by the day; whom to call or settle today; of whom supervision is told; what became of the others. */
export const ARRIVAL_LISTS = ['coming', 'missing', 'call', 'escalated', 'answered'] as const;
export type ArrivalList = (typeof ARRIVAL_LISTS)[number];

const note = z.string().overwrite(asSeen).trim().max(500, { error: 'registry.text-too-long' }).regex(/^\P{Cc}*$/u, { error: 'registry.text-control' });
const day = z.string({ error: 'platform.missing' }).refine(isPlainDate, { error: 'platform.invalid' });

export const AnswerArrival = z.strictObject({
  outcome: z.enum(ARRIVAL_OUTCOMES, { error: 'platform.missing' }),
  /** Contact that was used; none where the person came forward. */
  contactId: z.uuid().optional(),
  /** Day on which the person means to come. */
  comesOn: day.optional(),
  /** Window where the person went: it is asked to take the case over. None where it is no office of ours. */
  toOfficeId: z.uuid().optional(),
  note: note.optional(),
});
export type AnswerArrival = z.input<typeof AnswerArrival>;

export const arrivalLine = z.object({
  arrivalId: z.string(),
  caseId: z.string(),
  personId: z.string(),
  publicCode: z.string(),
  name: z.string(),
  age: z.number().nullable(),
  urgency: z.enum(['24h', '72h', '2weeks', 'long']),
  state: z.enum(ARRIVAL_STATES),
  officeName: z.string(),
  fromOfficeName: z.string().nullable(),
  destinationName: z.string().nullable(),
  officerName: z.string().nullable(),
  from: z.string(),
  until: z.string(),
  /** The day has passed and nobody has seen the person. */
  missing: z.boolean(),
  nextOn: z.string().nullable(),
  tries: z.number(),
  escalated: z.boolean(),
  endedOn: z.string().nullable(),
  endedBy: z.string().nullable(),
  /** It follows from work with the person, and nobody noted it. */
  byWork: z.boolean(),
  mayAnswer: z.boolean(),
  mayTakeBack: z.boolean(),
});
export type ArrivalLine = z.infer<typeof arrivalLine>;

/** Lists are counted so far and no further. */
export const MOST_ARRIVALS = 500;

export const arrivalPage = z.object({
  lines: z.array(arrivalLine),
  next: z.string().nullable(),
  counts: z.object({ coming: z.number(), missing: z.number(), call: z.number(), escalated: z.number(), answered: z.number() }),
});
export type ArrivalPage = z.infer<typeof arrivalPage>;

export const arrivalDetail = z.object({
  arrival: arrivalLine,
  /** Ways to reach the person that may be used, safe ones first. */
  ways: z.array(z.object({
    contactId: z.string(), channel: z.string(), value: z.string(), safe: z.boolean(), mayLeaveMessage: z.boolean(), whoAnswers: z.string().nullable(), hours: z.string().nullable(),
    neutralSender: z.string().nullable(), relativeName: z.string().nullable(),
  })),
  /** How many contacts there are that must not be used. */
  unsafe: z.number(),
  notes: z.array(z.object({ outcome: z.enum(ARRIVAL_OUTCOMES), on: z.string(), by: z.string().nullable(), note: z.string().nullable(), comesOn: z.string().nullable() })),
  /** Windows to which the person may have gone. */
  offices: z.array(z.object({ officeId: z.string(), name: z.string(), placeName: z.string().nullable() })),
});
export type ArrivalDetail = z.infer<typeof arrivalDetail>;

/** How somebody stands with the window of a case; `null`: nobody was sent there. */
export const arrivalOfCase = z.object({ arrival: arrivalLine.nullable() });
export type ArrivalOfCase = z.infer<typeof arrivalOfCase>;
