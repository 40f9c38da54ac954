import type { Disclosure, Division, Unit } from './schema.ts';

/** The view an indicator counts, and nothing else of the house. */
export type Facts = 'return' | 'arrival' | 'need' | 'referral' | 'followUp' | 'lost' | 'case' | 'feedback';

/** Sums that hold between indicators, cell by cell: a reader can subtract them, so they are protected together. */
export interface Link {
  readonly total: string;
  readonly parts: readonly string[];
  /** Divisions within which the sum holds too; the undivided figure always. */
  readonly within: readonly Division[];
}

/**
 * One indicator: what it counts, of what, by what it may be divided, and how small it may be shown. Words are text keys
 * `insights.indicator.<code>.{name,definition,numerator,denominator}`.
 */
export interface Indicator {
  readonly code: string;
  readonly facts: Facts;
  readonly unit: Unit;
  readonly divisions: readonly Division[];
  readonly disclosure: Disclosure;
  /** `quarters`: counts that add up over the year; `year`: people, who may come up in several quarters. */
  readonly columns: 'quarters' | 'year';
  /** Code of the indicator it is a part of, where a share makes sense. */
  readonly denominator: string | null;
  /** Counted only to protect the others; never shown. */
  readonly internal?: true;
}

export const INDICATORS = [
  { code: 'returns', facts: 'return', unit: 'events', divisions: ['month', 'point', 'sex', 'ageGroup', 'returnKind'], disclosure: 'standard', columns: 'quarters', denominator: null },
  { code: 'people-returned', facts: 'return', unit: 'people', divisions: ['sex'], disclosure: 'standard', columns: 'year', denominator: null },
  { code: 'further-returns', facts: 'return', unit: 'events', divisions: ['sex'], disclosure: 'standard', columns: 'year', denominator: 'returns' },
  { code: 'people-returning-again', facts: 'return', unit: 'people', divisions: [], disclosure: 'standard', columns: 'year', denominator: 'people-returned' },
  { code: 'people-returning-once', facts: 'return', unit: 'people', divisions: [], disclosure: 'standard', columns: 'year', denominator: null, internal: true },
  { code: 'arrivals-expected', facts: 'arrival', unit: 'events', divisions: ['month', 'point', 'mode', 'variant'], disclosure: 'standard', columns: 'quarters', denominator: null },
  { code: 'arrivals-came', facts: 'arrival', unit: 'events', divisions: ['month', 'point', 'mode', 'variant'], disclosure: 'standard', columns: 'quarters', denominator: 'arrivals-expected' },
  { code: 'arrivals-missing', facts: 'arrival', unit: 'events', divisions: ['month', 'point', 'mode', 'variant'], disclosure: 'standard', columns: 'quarters', denominator: null, internal: true },
  { code: 'needs-found', facts: 'need', unit: 'needs', divisions: ['need'], disclosure: 'standard', columns: 'quarters', denominator: null },
  { code: 'needs-met', facts: 'need', unit: 'needs', divisions: ['need'], disclosure: 'standard', columns: 'quarters', denominator: 'needs-found' },
  { code: 'needs-not-met', facts: 'need', unit: 'needs', divisions: ['need'], disclosure: 'standard', columns: 'quarters', denominator: null, internal: true },
  { code: 'referrals-sent', facts: 'referral', unit: 'referrals', divisions: ['referralState'], disclosure: 'standard', columns: 'quarters', denominator: null },
  { code: 'follow-ups-due', facts: 'followUp', unit: 'contacts', divisions: ['contactState'], disclosure: 'standard', columns: 'quarters', denominator: null },
  { code: 'lost-begun', facts: 'lost', unit: 'events', divisions: [], disclosure: 'standard', columns: 'quarters', denominator: null },
  { code: 'lost-found', facts: 'lost', unit: 'events', divisions: [], disclosure: 'standard', columns: 'quarters', denominator: 'lost-begun' },
  { code: 'lost-still', facts: 'lost', unit: 'events', divisions: [], disclosure: 'standard', columns: 'quarters', denominator: null, internal: true },
  { code: 'cases-opened', facts: 'case', unit: 'people', divisions: ['sex', 'ageGroup'], disclosure: 'standard', columns: 'quarters', denominator: null },
  { code: 'feedback-received', facts: 'feedback', unit: 'events', divisions: ['month', 'point', 'feedbackKind'], disclosure: 'strict', columns: 'quarters', denominator: null },
  { code: 'feedback-to-answer', facts: 'feedback', unit: 'events', divisions: ['month', 'point', 'feedbackKind'], disclosure: 'strict', columns: 'quarters', denominator: 'feedback-received' },
  { code: 'feedback-not-to-answer', facts: 'feedback', unit: 'events', divisions: ['month', 'point', 'feedbackKind'], disclosure: 'strict', columns: 'quarters', denominator: null, internal: true },
  { code: 'feedback-in-time', facts: 'feedback', unit: 'events', divisions: ['month', 'point', 'feedbackKind'], disclosure: 'strict', columns: 'quarters', denominator: 'feedback-to-answer' },
  { code: 'feedback-not-in-time', facts: 'feedback', unit: 'events', divisions: ['month', 'point', 'feedbackKind'], disclosure: 'strict', columns: 'quarters', denominator: null, internal: true },
] as const satisfies readonly Indicator[];

export type IndicatorCode = (typeof INDICATORS)[number]['code'];

/** The sums between indicators that anybody can work out from what is shown. */
export const LINKS: readonly Link[] = [
  { total: 'returns', parts: ['people-returned', 'further-returns'], within: ['sex'] },
  { total: 'people-returned', parts: ['people-returning-again', 'people-returning-once'], within: [] },
  { total: 'arrivals-expected', parts: ['arrivals-came', 'arrivals-missing'], within: ['month', 'point', 'mode', 'variant'] },
  { total: 'needs-found', parts: ['needs-met', 'needs-not-met'], within: ['need'] },
  { total: 'lost-begun', parts: ['lost-found', 'lost-still'], within: [] },
  { total: 'feedback-received', parts: ['feedback-to-answer', 'feedback-not-to-answer'], within: ['month', 'point', 'feedbackKind'] },
  { total: 'feedback-to-answer', parts: ['feedback-in-time', 'feedback-not-in-time'], within: ['month', 'point', 'feedbackKind'] },
];

/** Families of needs whose figures are shown from ten only. */
export const STRICT_FAMILIES: ReadonlySet<string> = new Set(['protection', 'health', 'psychosocial', 'family']);
