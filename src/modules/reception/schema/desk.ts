/** The desk: one person, everything in one command. */
import { z } from 'zod';
import { BIRTH_PRECISIONS } from '#kernel/birth';
import { SEXES, type ReturnKind } from '#kernel/codes';
import type { RowProblem } from './list.ts';
import { ReturnDetails } from './return.ts';
import type { EarlierReturn, Flag, ParsedPerson, RowState } from './row.ts';
import { NEXT_STEPS } from './next-step.ts';
import type { LaterQuestion } from './script.ts';
import { DeskName, code, day, line, place, type Mode } from './words.ts';

/** The identity as the officer confirmed it. */
export const DeskIdentity = z.strictObject({
  givenNames: DeskName.min(1, { error: 'reception.name-missing' }),
  surname1: DeskName.default(''),
  surname2: DeskName.default(''),
  birthDate: day.nullable().default(null),
  birthPrecision: z.enum(BIRTH_PRECISIONS).default('day'),
  sex: z.enum(SEXES).nullable().default(null),
  originAdmin2: place.nullable().default(null),
  document: z.strictObject({ type: line(30), number: line(60), seen: z.boolean().default(false) }).nullable().default(null),
  phone: line(40).nullable().default(null),
  preferredLanguage: z.string().min(2).max(20).default('es'),
});
export type DeskIdentity = z.infer<typeof DeskIdentity>;

/** Earlier records that the officer was shown and said are somebody else. */
const notThese = z.array(z.uuid()).max(20).optional();

/** Who the officer says this is, in the light of the earlier records shown. */
export const WhoIsThis = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('samePerson'), personId: z.uuid() }),
  z.strictObject({ decision: z.literal('newPerson'), notThese }),
  z.strictObject({ decision: z.literal('notSure'), personId: z.uuid(), notThese }),
]);
export type WhoIsThis = z.infer<typeof WhoIsThis>;

/** Who takes a child that travels alone: a guardian with a name, or the protection authority. */
export const ChildHandover = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('guardian'),
    name: line(200).min(3, { error: 'reception.guardian-name-missing' }),
    relation: line(60).min(1, { error: 'reception.guardian-relation-missing' }),
    documentSeen: z.boolean().default(false),
    /** How the guardian is reached: a telephone, or where they live. */
    contact: line(80).optional(),
  }),
  z.strictObject({
    to: z.literal('protection'),
    authority: line(200).min(2, { error: 'reception.authority-missing' }),
    officer: line(200).min(3, { error: 'reception.authority-officer-missing' }),
  }),
]);
export type ChildHandover = z.infer<typeof ChildHandover>;

/** Everything that the desk does for one person, in one command. */
export const FinishDesk = z.strictObject({
  identity: DeskIdentity,
  who: WhoIsThis,
  return: ReturnDetails,
  documentsHeld: z.array(code).max(20).default([]),
  urgentNeeds: z.array(code).max(20).default([]),
  assistance: z.array(z.strictObject({ item: code, reason: line(200).min(3, { error: 'reception.reason-missing' }).optional() })).max(30).default([]),
  consentToCase: z.boolean(),
  consentReadAloud: z.boolean().default(false),
  handover: ChildHandover.nullable().default(null),
  nextStep: z.enum(NEXT_STEPS),
  slipLanguage: z.enum(['es', 'en']).default('es'),
});
export type FinishDesk = z.infer<typeof FinishDesk>;
export type FinishDeskInput = z.input<typeof FinishDesk>;

/** What an officer typed so far; any part may be missing or not yet right. */
export const DeskDraft = z.strictObject({ draft: z.record(z.string().max(40), z.unknown()) });

export interface FinishedDesk {
  readonly personId: string;
  readonly publicCode: string;
  readonly returnId: string;
  readonly caseId: string | null;
  readonly slipId: string;
}

/** One person at the desk: what the list says, what was typed so far, what may be chosen. Earlier records come apart. */
export interface DeskView {
  readonly rowId: string;
  readonly manifestId: string | null;
  readonly state: RowState;
  readonly takenBy: string | null;
  readonly takenByMe: boolean;
  readonly person: ParsedPerson;
  readonly flags: readonly Flag[];
  readonly raw: readonly { readonly header: string; readonly value: string }[];
  readonly problems: readonly RowProblem[];
  readonly arrival: { readonly arrivesOn: string; readonly mode: Mode; readonly kind: ReturnKind; readonly fromCountry: string | null; readonly authority: string | null };
  readonly draft: Readonly<Record<string, unknown>> | null;
  /** When the draft was kept last, and by whom. */
  readonly draftAt: string | null;
  readonly draftBy: string | null;
  readonly before: EarlierReturn | null;
  readonly places: { readonly origin: string | null; readonly destination: string | null };
  readonly choices: DeskChoices;
  /** What was handed over already, at whatever station; `blocks`: not again now without a reason. */
  readonly given: readonly GivenThing[];
  readonly slipId: string | null;
}

export interface GivenThing {
  readonly item: string;
  readonly label: string;
  readonly at: string;
  readonly blocks: boolean;
}

export interface PackChoice {
  readonly code: string;
  readonly label: string;
}

/** What this country lets an officer choose at the desk. */
export interface DeskChoices {
  readonly assistance: readonly PackChoice[];
  readonly urgentNeeds: readonly (PackChoice & { readonly urgency: string })[];
  readonly documents: readonly PackChoice[];
  readonly fromCountries: readonly string[];
  readonly numberTypes: readonly string[];
  readonly childUntil: number;
  /** Questions that may wait for the window. */
  readonly later: readonly LaterQuestion[];
}
