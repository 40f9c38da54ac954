/**
 * An offer is a service at a place: what `suggest` ranks. The directory builds offers from the pack and the database;
 * everything here is data about the service, nothing about a person.
 */
import type { CountryCode, Sex } from '#kernel/codes';
import type { Criteria } from '#kernel/criteria';
import type { PlainDate } from '#kernel/dates';

/** `pilot` is offered with a note; `planned` and `closed` never are. */
export const OFFER_STATUSES = ['active', 'pilot', 'planned', 'closed'] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

export const AGE_GROUPS = ['child', 'adult'] as const;
/** `child` is everybody under 18. */
export type AgeGroup = (typeof AGE_GROUPS)[number];

/** Where an offer is had. */
export type OfferPlace =
  /** One place. `precision` says what the coordinates are: the door, the seat of the municipality, or the middle of the department. */
  | {
      readonly kind: 'point';
      readonly admin1: string;
      readonly admin2: string | null;
      readonly latitude: number;
      readonly longitude: number;
      readonly precision: 'exact' | 'admin2' | 'admin1';
      /** `admin2` ids that one cannot avoid on the way, for example the harbour of an island. */
      readonly through?: readonly string[];
    }
  /** An office in every part of the country; the address depends on where the person lives. */
  | { readonly kind: 'nationwide' }
  /** By phone or on line, or it comes to the person. */
  | { readonly kind: 'remote' }
  /** Only outside the country, for example at consulates. */
  | { readonly kind: 'abroad' }
  /** The source names no place, or says that there are some without naming them. */
  | { readonly kind: 'unstated' };

/** Words of the source that no criterion can express exactly; somebody has to ask. */
export interface OpenCondition {
  readonly es: string;
  readonly en: string;
}

/** Which version of the conditions an offer carries, and since when it holds. */
export interface OfferRules {
  readonly version: number;
  readonly source: 'pack' | 'steward';
  readonly from: string | null;
  readonly until: string | null;
}

export interface Offer {
  /** Stable id, `serviceId` or `serviceId@n` when a service has several places. */
  readonly id: string;
  readonly serviceId: string;
  readonly country: CountryCode;
  readonly needCodes: readonly string[];
  readonly place: OfferPlace;
  /** Conditions of the service; `null` if the source states none that can be said exactly. */
  readonly criteria: Criteria | null;
  /** Version of the conditions; absent where they were never numbered. */
  readonly rules?: OfferRules | null;
  /** Further conditions when it is offered for one need, for example start-up money only for who wants a business. */
  readonly needCriteria?: Readonly<Record<string, Criteria>>;
  /** Conditions that stay text: they make the verdict ask. */
  readonly openConditions: readonly OpenCondition[];
  /** Document ids; `null` when the source does not say. */
  readonly requiredDocuments: readonly string[] | null;
  /** Age groups it is meant for; `null` when the source does not say. */
  readonly ages: readonly AgeGroup[] | null;
  /** Sexes it is meant for; `null` for everybody. */
  readonly sexes: readonly Sex[] | null;
  /** Seen only by the closed circle (a shelter whose address is secret, services for survivors). */
  readonly protectionOnly: boolean;
  readonly status: OfferStatus;
  /** Year in which the source last described it. */
  readonly asOf: number;
  /** Day on which somebody who must know last confirmed it; without one only the source speaks for it. */
  readonly confirmedOn?: PlainDate | null;
  /** Unconfirmed beyond the limit of the country: shown apart, after everything else. */
  readonly phoneFirst?: boolean;
  /** `full` without a waiting list is never offered. */
  readonly capacity: 'open' | 'waitingList' | 'full' | 'unknown';
  /** 0 for the general population, 1 for people who return, 2 for one group among them. */
  readonly specificity: 0 | 1 | 2;
  /** ISO 639-3 codes of languages in which it serves; empty when the source does not say. */
  readonly languages: readonly string[];
  /** A woman attends whoever wishes it, as the service says. It is told, and changes no order. */
  readonly womenAttend?: boolean;
  /** Referrals sent and accepted so far. */
  readonly acceptance: { readonly sent: number; readonly accepted: number } | null;
  /** Days from today until one can start, opening hours and waiting included; `null` when unknown. */
  readonly waitDays: number | null;
}
