/** What is remembered of those who send lists. */
import { z } from 'zod';
import { DATE_ORDERS, FIELDS, NAME_ORDERS, SEX_M, type DateOrder, type Field, type NameOrder, type SexM } from './list.ts';
import type { Variant } from './items.ts';
import type { Mode } from './words.ts';
import type { ReturnKind } from '#kernel/codes';

/** Order of dates and names and the meaning of M, as somebody confirmed them. */
export interface RememberedReadings {
  readonly dateOrder?: DateOrder | undefined;
  readonly nameOrder?: NameOrder | undefined;
  readonly sexM?: SexM | undefined;
}

/** How this sender's people usually arrive: proposed, never taken over unseen. */
export interface UsualArrival {
  readonly mode?: Mode | undefined;
  readonly kind?: ReturnKind | undefined;
  readonly fromCountry?: string | undefined;
  readonly authority?: string | undefined;
  readonly variant?: Variant | undefined;
}

/** What one shape of header of one sender means. */
export interface SenderMemory {
  readonly sender: string;
  /** The sender's name, folded. */
  readonly senderKey: string;
  /** Header words in order, folded, joined by `|`. */
  readonly shape: string;
  readonly columns: Readonly<Record<string, Field>>;
  readonly readings: RememberedReadings;
  readonly arrival: UsualArrival;
}

/** A remembered layout as the list of senders shows it. */
export interface SenderLine extends SenderMemory {
  readonly layoutId: string;
  readonly uses: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** Corrects what a remembered layout means. */
export const ChangeSender = z.strictObject({
  columns: z.record(z.string().max(200), z.enum(FIELDS)),
  readings: z.strictObject({ dateOrder: z.enum(DATE_ORDERS).optional(), nameOrder: z.enum(NAME_ORDERS).optional(), sexM: z.enum(SEX_M).optional() }).default({}),
});
export type ChangeSender = z.output<typeof ChangeSender>;
export type ChangeSenderInput = z.input<typeof ChangeSender>;
