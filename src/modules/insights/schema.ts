import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';

const day = z.string().refine(isPlainDate, 'insights.date-impossible');

/** Days from and to, both included. */
export const Span = z.strictObject({ from: day, to: day });
export type Span = z.infer<typeof Span>;

/** Figures that took long may be told as they were counted a while ago; `anew`: count them now. */
export const CountedAnew = z.strictObject({ anew: z.literal('1').optional() });
export type CountedAnew = z.infer<typeof CountedAnew>;
export const WhenCounted = z.object({ countedAt: z.iso.datetime() });
export type Counted<Figures> = Figures & z.infer<typeof WhenCounted>;

export const Year = z.strictObject({ year: z.coerce.number().int().min(2000).max(2200) });
export type Year = z.infer<typeof Year>;

/** One number of the supervisor's page, and the list that it counts (a path of the staff application). */
export const Count = z.object({ code: z.string(), value: z.number(), href: z.string().nullable() });
export type Count = z.infer<typeof Count>;

const Line = z.object({ key: z.string(), label: z.object({ es: z.string(), en: z.string() }).nullable(), value: z.number(), href: z.string().nullable() });
export type Line = z.infer<typeof Line>;

/** Expected by lists, came, and returns noted: in one month, or at one point. */
const ArrivalCounts = z.object({ key: z.string(), label: z.object({ es: z.string(), en: z.string() }).nullable(), expected: z.number(), came: z.number(), returns: z.number() });
export type ArrivalCounts = z.infer<typeof ArrivalCounts>;

export const Summary = z.object({
  from: day,
  to: day,
  /** What happened in these days. */
  period: z.array(Count),
  /** What is open now, whatever the days. */
  now: z.array(Count),
  needs: z.array(z.object({ code: z.string(), label: z.object({ es: z.string(), en: z.string() }).nullable(), found: z.number(), met: z.number() })),
  /** Arrivals and returns of the days, by month and by point. */
  byMonth: z.array(ArrivalCounts),
  byPoint: z.array(ArrivalCounts),
  referralsByState: z.array(Line),
  followUps: z.array(Line),
  providers: z.array(z.object({ organization: z.string(), sent: z.number(), unanswered: z.number(), accepted: z.number(), medianDays: z.number().nullable() })),
});
export type Summary = z.infer<typeof Summary>;

export const UNITS = ['events', 'people', 'needs', 'referrals', 'contacts', 'days'] as const;
/** What an indicator counts. Events and people are never added or compared as if they were one. */
export type Unit = (typeof UNITS)[number];

export const DIVISIONS = ['month', 'point', 'sex', 'ageGroup', 'returnKind', 'mode', 'variant', 'need', 'referralState', 'contactState', 'feedbackKind'] as const;
/** By what an indicator may be divided. */
export type Division = (typeof DIVISIONS)[number];

export const DISCLOSURES = ['standard', 'strict'] as const;
/** How small a figure may be shown: standard from 5, strict (protection, children, health) from 10. */
export type Disclosure = (typeof DISCLOSURES)[number];

const Label = z.object({ es: z.string(), en: z.string() });

/** A published row; `null` where a figure is hidden. */
export const TableRow = z.object({ key: z.string(), label: Label.nullable(), values: z.array(z.number().nullable()) });
export type TableRow = z.infer<typeof TableRow>;

/** `columns`: those of the indicator, or the year alone where each row has its own time (months). */
export const IndicatorTable = z.object({ division: z.enum(DIVISIONS).nullable(), columns: z.array(z.string()), rows: z.array(TableRow) });
export type IndicatorTable = z.infer<typeof IndicatorTable>;

export const IndicatorFigures = z.object({
  code: z.string(),
  unit: z.enum(UNITS),
  disclosure: z.enum(DISCLOSURES),
  /** Columns: the quarters and the year, or the year alone where quarters do not add up (people). */
  columns: z.array(z.string()),
  tables: z.array(IndicatorTable),
});
export type IndicatorFigures = z.infer<typeof IndicatorFigures>;

export const Indicators = z.object({ year: z.number().int(), hidden: z.number().int(), indicators: z.array(IndicatorFigures) });
export type Indicators = z.infer<typeof Indicators>;

/** A kind of need for which there is no service: how many are open, and where; `null` and `others` stand for what is hidden. */
export const GapRow = z.object({
  need: z.string(), label: Label.nullable(), total: z.number().int().nullable(),
  places: z.array(z.object({ admin2: z.string(), name: z.string(), n: z.number().int() })), others: z.boolean(),
});
export type GapRow = z.infer<typeof GapRow>;

/** Exact for supervisors, of their offices; protected for analysts, of the country. */
export const Gaps = z.object({ exact: z.boolean(), rows: z.array(GapRow) });
export type Gaps = z.infer<typeof Gaps>;

export const PERIOD_KINDS = ['calendar', 'us-fiscal', 'part', 'other'] as const;
/** What kind of year a published figure counts. */
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** A figure as a report prints it. */
export const PublishedFigure = z.object({
  id: z.string(), indicator: Label, country: z.string(), group: Label, period: Label, periodKind: z.enum(PERIOD_KINDS), periodType: z.string(),
  value: z.number().nullable(), printed: z.string(), unit: z.string(), qualifier: z.string(), source: z.string(), note: Label,
});
export type PublishedFigure = z.infer<typeof PublishedFigure>;

/** Figures that may share one axis: same indicator, country, unit and kind of year. */
export const PublishedSeries = z.object({
  key: z.string(), indicator: Label, country: z.string(), unit: z.string(), periodKind: z.enum(PERIOD_KINDS), figures: z.array(PublishedFigure),
});
export type PublishedSeries = z.infer<typeof PublishedSeries>;

export const Published = z.object({
  series: z.array(PublishedSeries),
  coverage: z.object({ reached: PublishedFigure, base: PublishedFigure, percent: z.number(), shown: z.number().int() }).nullable(),
  warnings: z.array(z.object({ figureId: z.string(), code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
});
export type Published = z.infer<typeof Published>;

export * from './supervision-schema.ts';
export * from './goals-schema.ts';
