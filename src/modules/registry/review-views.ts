/** The review list: who may be one person, sorted by supervision. What is asked of it and what it answers. */
import { z } from 'zod';
import { KIN_HINTS } from './rules/kin.ts';
import { candidateView, reason } from './views.ts';

/** Most records that are sorted at one time. */
export const REVIEW_MOST = 24;

export const REVIEW_LISTS = ['open', 'mine', 'decided'] as const;
export type ReviewList = (typeof REVIEW_LISTS)[number];

export const DOUBT_ORIGINS = ['officer', 'night'] as const;

/** A record of a set; of those out of sight only what a comparison needs. */
export const reviewPerson = candidateView.extend({
  personId: z.string(),
  identityId: z.string(),
  inSight: z.boolean(),
  age: z.number().nullable(),
  registeredOn: z.string(),
  source: z.string(),
  publicCode: z.string().nullable(),
  caseId: z.string().nullable(),
});
export type ReviewPerson = z.infer<typeof reviewPerson>;

/** What one field of two records counted, in bits: against strangers, and against two people of one family. */
export const weighedField = reason.extend({ side: z.enum(['agrees', 'differs', 'silent']), strangers: z.number(), family: z.number() });
export type WeighedField = z.infer<typeof weighedField>;

/** Why two records may be one person, as the model in force sees it now. */
export const pairComparison = z.object({
  fields: z.array(weighedField),
  strangers: z.number(),
  family: z.number(),
  /** Of pairs that compare so, the share that is one person, one family, neither. */
  chances: z.object({ one: z.number(), family: z.number(), strangers: z.number() }),
});
export type PairComparison = z.infer<typeof pairComparison>;

/** A question between two records that nobody has answered yet. */
export const doubt = z.object({
  a: z.string(),
  b: z.string(),
  /** An officer was not sure, or the comparison of the whole registry found them alike. */
  origin: z.enum(DOUBT_ORIGINS),
  linkId: z.string().nullable(),
  askedBy: z.string().nullable(),
  since: z.string(),
  note: z.string().nullable(),
  /** The two are one person already, by what the comparison found or by an earlier decision: the question is whether they stay so. */
  treatedAsOne: z.boolean(),
  agrees: z.array(reason),
  differs: z.array(reason),
  comparison: pairComparison.nullable(),
  /** What makes relatives look alike, where that is how these two do. */
  hint: z.enum(KIN_HINTS).nullable(),
});
export type Doubt = z.infer<typeof doubt>;

/** A decision that stands between two records of a set. */
export const standingDecision = z.object({
  linkId: z.string(),
  act: z.string(),
  a: z.string(),
  b: z.string(),
  decision: z.enum(['same', 'different']),
  by: z.string().nullable(),
  at: z.string().nullable(),
  note: z.string().nullable(),
  auto: z.boolean(),
  mayTakeBack: z.boolean(),
});
export type StandingDecision = z.infer<typeof standingDecision>;

export const reviewSet = z.object({
  people: z.array(reviewPerson),
  doubts: z.array(doubt),
  decisions: z.array(standingDecision),
  notes: z.array(z.object({ text: z.string(), by: z.string().nullable(), at: z.string() })),
  assignedTo: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  /** The account that asks. */
  me: z.string(),
  reviewers: z.array(z.object({ id: z.string(), displayName: z.string() })),
  /** There are more records than are sorted at one time. */
  more: z.boolean(),
});
export type ReviewSet = z.infer<typeof reviewSet>;

/** A set as a line of the list. */
export const reviewLine = z.object({
  personId: z.string(),
  names: z.array(z.object({ name: z.string(), age: z.number().nullable(), inSight: z.boolean() })),
  records: z.number(),
  doubts: z.number(),
  origin: z.enum(DOUBT_ORIGINS),
  askedBy: z.string().nullable(),
  since: z.string(),
  assignedTo: z.string().nullable(),
  /** Every doubt of the set looks like relatives. */
  family: z.boolean(),
  /** Every doubt of the set is between records that are treated as one person already. */
  treatedAsOne: z.boolean(),
});
export type ReviewLine = z.infer<typeof reviewLine>;

/** What was decided in one act. */
export const decidedLine = z.object({
  linkId: z.string(),
  decision: z.enum(['same', 'different', 'sorted']),
  pairs: z.number(),
  names: z.array(z.string()),
  by: z.string().nullable(),
  at: z.string(),
  note: z.string().nullable(),
  auto: z.boolean(),
  undone: z.boolean(),
  mayTakeBack: z.boolean(),
});
export type DecidedLine = z.infer<typeof decidedLine>;

export const reviewPage = z.object({
  lines: z.array(reviewLine),
  decided: z.array(decidedLine),
  /** Open doubts, counted up to `most`. */
  counts: z.object({ open: z.number(), mine: z.number(), most: z.number() }),
});
export type ReviewPage = z.infer<typeof reviewPage>;

const note = z.string().trim().max(300, { error: 'registry.text-too-long' });

/** Records sorted into people. Decisions that do not fit must be named, so that nothing is overruled unawares. */
export const SortPeople = z.strictObject({
  groups: z.array(z.array(z.uuid()).min(1)).min(1).max(REVIEW_MOST),
  /** The groups are different people; otherwise nothing is said between them. */
  apart: z.boolean(),
  takingBack: z.array(z.uuid()).max(400).default([]),
  note: note.optional(),
});
export type SortPeople = z.input<typeof SortPeople>;

export const AssignReview = z.strictObject({ officerId: z.uuid().nullable() });
export type AssignReview = z.input<typeof AssignReview>;

export const NoteReview = z.strictObject({ text: note.min(1, { error: 'registry.note-empty' }) });
export type NoteReview = z.input<typeof NoteReview>;

/** The other records of one person, as somebody sees them who sees this one. */
export const identityRecords = z.object({
  records: z.array(z.object({
    personId: z.string(), publicCode: z.string(), name: z.string(), caseId: z.string().nullable(), caseOpen: z.boolean(), officeName: z.string().nullable(), registeredOn: z.string(),
  })),
  /** Records of other offices: only that there are some. */
  elsewhere: z.number(),
  /** Cases that are open beside this one: somebody has to go on with one of them. */
  otherOpenCases: z.array(z.object({ caseId: z.string().nullable(), personId: z.string().nullable() })),
  doubts: z.array(z.object({ since: z.string(), askedBy: z.string().nullable(), note: z.string().nullable(), found: z.boolean() })),
});
export type IdentityRecords = z.infer<typeof identityRecords>;

/** Records that were opened at another office than the one that keeps them. */
/** Two records of the person of a case were found to be one, or not to be one after all. */
export const linkNews = z.object({ caseId: z.string(), publicCode: z.string(), name: z.string(), at: z.string(), atNight: z.boolean(), stands: z.boolean(), otherOpen: z.boolean() });
export type LinkNews = z.infer<typeof linkNews>;

export const welcomes = z.object({
  links: z.array(linkNews),
  opened: z.array(z.object({ personId: z.string(), publicCode: z.string(), name: z.string(), caseId: z.string().nullable(), at: z.string() })),
  accounts: z.array(z.object({ name: z.string().nullable(), n: z.number() })),
  most: z.number(),
});
export type Welcomes = z.infer<typeof welcomes>;

/** People with two open cases that only supervision can join, who waited longest first. */
export const twoCases = z.object({
  people: z.array(z.object({
    name: z.string(),
    age: z.number().nullable(),
    cases: z.array(z.object({ caseId: z.string(), publicCode: z.string(), officeName: z.string(), openedOn: z.string(), taken: z.boolean() })),
  })),
  /** There are more than these. */
  more: z.boolean(),
});
export type TwoCases = z.infer<typeof twoCases>;

/** How people are recognised: what each agreement and difference counts, in bits. Numbers and common names only. */
export const recognition = z.object({
  version: z.string(),
  /** On how many records it was learnt, and when; `null`: the model that a new registry starts with. */
  learned: z.object({ on: z.number(), at: z.string() }).nullable(),
  /** Records among which somebody is looked for. */
  population: z.number(),
  fields: z.array(z.object({
    field: z.string(),
    /** How often a level is seen in one person, one family and strangers (`null`: as often as the name), and what it counts against each. */
    levels: z.array(z.object({ level: z.string(), one: z.number(), family: z.number(), strangers: z.number().nullable(), againstStrangers: z.number(), againstFamily: z.number() })),
  })),
  names: z.array(z.object({ word: z.string(), people: z.number(), bits: z.number() })),
  /** Where each answer begins: bits of odds, points needed against strangers in a registry of this size, and the error there. */
  bands: z.array(z.object({ band: z.string(), bits: z.number(), needed: z.number(), error: z.number() })),
  /** Versions learnt from the registry, the newest first, each with what it weighs otherwise than the one before. */
  versions: z.array(z.object({
    version: z.string(), at: z.string(), on: z.number(), inForce: z.boolean(), changed: z.number(),
    weights: z.array(z.object({ field: z.string(), level: z.string(), from: z.number(), to: z.number() })),
    bands: z.array(z.object({ band: z.string(), from: z.number(), to: z.number() })),
  })),
  run: z.object({ at: z.string(), records: z.number(), linked: z.number(), toReview: z.number() }).nullable(),
});
export type Recognition = z.infer<typeof recognition>;
