/** What reception answers, field by field: what is not named here never leaves the room. */
import { z } from 'zod';
import { BIRTH_PRECISIONS } from '#kernel/birth';
import { RETURN_KINDS, SEXES } from '#kernel/codes';
import { candidate } from '#registry/schema';
import {
  FLAGS, LATER_QUESTIONS, LEFT_HOW, MODES, NEXT_STEPS, PROBLEM_SEVERITY, ROW_STATES, ReturnAccount, VARIANTS,
  type ArrivalsBoard, type DeskChoices, type DeskView, type FamilyDesk, type FamilySlip, type FinishedDesk, type FinishedFamily, type ScannedPerson, type ParsedPerson, type ProblemCode, type ReturnEvent, type RowProblem,
  type SlipContent,
} from './schema.ts';

const text = z.string();
const orNull = z.string().nullable();
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const flags = z.array(z.enum(FLAGS));
const sex = z.enum(SEXES).nullable();
const kind = z.enum(RETURN_KINDS);
const mode = z.enum(MODES);

export const parsedPerson: z.ZodType<ParsedPerson> = z.object({
  givenNames: text, surname1: text, surname2: orNull, nameAsSeen: text, birthDate: orNull, birthPrecision: z.enum(BIRTH_PRECISIONS).nullable(), birthAsSeen: orNull,
  statedAge: z.number().nullable(), sex, number: z.object({ asSeen: text, type: text, result: text }).nullable(), originAdmin1: orNull, originAdmin2: orNull, originAsSeen: orNull,
  destinationAdmin1: orNull, destinationAdmin2: orNull, destinationAsSeen: orNull, phone: orNull, group: orNull, relation: orNull, remarks: orNull, authority: orNull,
  kind: kind.nullable(), reference: orNull, flags,
});

export const rowProblem: z.ZodType<RowProblem> = z.object({
  row: z.number(), column: z.number().nullable(), header: orNull, code: z.enum(Object.keys(PROBLEM_SEVERITY) as [ProblemCode, ...ProblemCode[]]),
  severity: z.enum(['block', 'warn']), params,
});

/** How many stand in each state. */
export const rowCounts = z.object({ expected: z.number(), waiting: z.number(), taken: z.number(), finished: z.number(), notArrived: z.number() });

const earlier = z.object({ band: z.enum(['surely', 'perhaps']), year: orNull, place: orNull, more: z.number() }).nullable();

export const arrivalsBoard: z.ZodType<ArrivalsBoard> = z.object({
  lines: z.array(z.object({
    rowId: text, manifestId: orNull, manifestLabel: orNull, no: z.number().nullable(), name: text, age: z.number().nullable(), sex, flags, lane: z.number(), state: z.enum(ROW_STATES),
    minutesWaiting: z.number().nullable(), takenBy: orNull, takenByMe: z.boolean(), problems: z.number(), before: earlier, slipId: orNull,
  })),
  counts: rowCounts, longestWait: z.number().nullable(),
});

const choice = z.object({ code: text, label: text });

export const deskChoices: z.ZodType<DeskChoices> = z.object({
  assistance: z.array(choice), urgentNeeds: z.array(choice.extend({ urgency: text })), documents: z.array(choice), fromCountries: z.array(text),
  numberTypes: z.array(text), childUntil: z.number(), later: z.array(z.enum(LATER_QUESTIONS)),
});

export const deskView: z.ZodType<DeskView> = z.object({
  rowId: text, manifestId: orNull, state: z.enum(ROW_STATES), takenBy: orNull, takenByMe: z.boolean(), person: parsedPerson, flags,
  raw: z.array(z.object({ header: text, value: text })), problems: z.array(rowProblem),
  arrival: z.object({ arrivesOn: text, mode, kind, fromCountry: orNull, authority: orNull }),
  draft: z.record(z.string(), z.unknown()).nullable(), draftAt: orNull, draftBy: orNull, before: earlier, places: z.object({ origin: orNull, destination: orNull }),
  choices: deskChoices, given: z.array(z.object({ item: text, label: text, at: text, blocks: z.boolean() })),
  slipId: orNull,
});

export const deskCandidates = z.object({ candidates: z.array(candidate) });

export const finishedDesk: z.ZodType<FinishedDesk> = z.object({ personId: text, publicCode: text, returnId: text, caseId: orNull, slipId: text });

export const finishedFamily: z.ZodType<FinishedFamily> = z.object({
  members: z.array(z.object({ rowId: text, personId: text, publicCode: text, returnId: text, caseId: orNull, slipId: text })), householdId: orNull,
});

export const familyDesk: z.ZodType<FamilyDesk> = z.object({ members: z.array(deskView), registered: z.number() });

export const returnEvent: z.ZodType<ReturnEvent> = z.object({
  returnId: text, personId: text, account: ReturnAccount.nullable(), returnedOn: text, mode: mode.nullable(), kind: kind.nullable(), fromCountry: orNull, authority: orNull, monthsAbroad: z.number().nullable(), destinationAdmin2: orNull,
  destinationName: orNull, officeId: text, officeName: orNull, imported: z.boolean(), assistance: z.array(z.object({ item: text, at: text })),
});

export const slipContent: z.ZodType<SlipContent> = z.object({
  slipId: text, publicCode: text, language: z.enum(['es', 'en']), issuedOn: text, nextStep: z.enum(NEXT_STEPS), windowName: text, placeName: text,
  words: z.object({ title: text, code: text, nextStep: text, step: text, where: text, bring: text, issued: text, keep: text }),
  qr: z.object({ path: text, size: z.number() }),
});

const given = z.object({ entryId: text, item: text, label: text, at: text, by: orNull, reason: orNull, undone: z.boolean(), undoUntil: orNull });
const offered = z.object({ code: text, label: text, state: z.enum(['may', 'given']), times: z.number(), lastAt: orNull, lastBy: orNull, again: orNull });

export const scannedPerson: z.ZodType<ScannedPerson> = z.object({
  rowId: text, personId: orNull, number: z.number().nullable(), name: text, age: z.number().nullable(), state: z.enum(ROW_STATES), flags, childAlone: z.boolean(),
  variant: z.enum(VARIANTS), minutesHere: z.number().nullable(), left: z.object({ at: text, how: z.enum(LEFT_HOW) }).nullable(), slipId: orNull,
  offered: z.array(offered), given: z.array(given),
});

export const familySlips: z.ZodType<{ slips: FamilySlip[] }> = z.object({ slips: z.array(z.object({ no: z.number().nullable(), name: text, slip: slipContent })) });
