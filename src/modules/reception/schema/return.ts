/** A return, help given, the slip. */
import { z } from 'zod';
import { RETURN_KINDS, type ReturnKind } from '#kernel/codes';
import { TRAVELLING_AS } from '#kernel/facts';
import type { NextStep } from './next-step.ts';
import { MODES, code, day, line, place, type Mode } from './words.ts';

export const LEFT_BECAUSE = ['income', 'work', 'family', 'study', 'health', 'disaster', 'violence', 'threats', 'extortion', 'homeViolence', 'discrimination', 'other'] as const;
/** Why somebody had left, in their own words sorted into few; several may hold. The list is proposed. */
export type LeftBecause = (typeof LEFT_BECAUSE)[number];

export const APPREHENDED = ['border', 'onTheWay', 'work', 'home', 'street', 'appointment', 'afterSentence', 'other'] as const;
/** Where somebody was when they were apprehended. The list is proposed. */
export type Apprehended = (typeof APPREHENDED)[number];

/** What the person tells of leaving and of being apprehended: only if they want to, and read by protection alone. */
export const ReturnAccount = z.strictObject({ leftBecause: z.array(z.enum(LEFT_BECAUSE)).max(LEFT_BECAUSE.length).default([]), apprehended: z.enum(APPREHENDED).nullable().default(null) });
export type ReturnAccount = z.infer<typeof ReturnAccount>;

/** The return itself, as the person and the list tell it. */
export const ReturnDetails = z.strictObject({
  returnedOn: day,
  mode: z.enum(MODES),
  kind: z.enum(RETURN_KINDS),
  fromCountry: z.string().length(2).nullable().default(null),
  authority: line(80).nullable().default(null),
  monthsAbroad: z.number().int().min(0).max(1_200).nullable().default(null),
  destinationAdmin2: place,
  travellingAs: z.enum(TRAVELLING_AS).default('alone'),
  account: ReturnAccount.optional(),
});
export type ReturnDetails = z.infer<typeof ReturnDetails>;

/** A return recorded at a municipal window, without any list. */
export const RecordReturn = z.strictObject({ personId: z.uuid(), return: ReturnDetails });
export type RecordReturn = z.output<typeof RecordReturn>;
export type RecordReturnInput = z.input<typeof RecordReturn>;

/** `reason`: why it is given again. */
export const GiveAssistance = z.strictObject({ item: code, reason: line(200).min(3, { error: 'reception.reason-missing' }).optional() });
export type GiveAssistance = z.output<typeof GiveAssistance>;

/** One return of one person. */
export interface ReturnEvent {
  readonly returnId: string;
  readonly personId: string;
  readonly returnedOn: string;
  /** Not known of a return that a file of registrations brought in. */
  readonly mode: Mode | null;
  readonly kind: ReturnKind | null;
  readonly fromCountry: string | null;
  readonly authority: string | null;
  readonly monthsAbroad: number | null;
  readonly destinationAdmin2: string | null;
  readonly destinationName: string | null;
  readonly officeId: string;
  /** The place of arrival or the window, as it was called. */
  readonly officeName: string | null;
  readonly imported: boolean;
  /** For protection alone. */
  readonly account: ReturnAccount | null;
  readonly assistance: readonly { readonly item: string; readonly at: string }[];
}

export interface SlipContent {
  readonly slipId: string;
  readonly publicCode: string;
  readonly language: 'es' | 'en';
  readonly issuedOn: string;
  readonly nextStep: NextStep;
  /** Name of the window that expects the person, and its municipality. */
  readonly windowName: string;
  readonly placeName: string;
  /** Every sentence of the paper, in the person's language, whatever language the officer reads. */
  readonly words: SlipWords;
  /** SVG path data of the QR code of the public code alone, and its width in modules. */
  readonly qr: { readonly path: string; readonly size: number };
}

export interface SlipWords {
  readonly title: string;
  readonly code: string;
  readonly nextStep: string;
  readonly step: string;
  readonly where: string;
  readonly bring: string;
  readonly issued: string;
  readonly keep: string;
}
