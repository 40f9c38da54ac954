/** What `suggest` answers, as both sides of the wire read it. */
import { z } from 'zod';
import { FACT_CODES, type FactCode } from '#kernel/facts';

export const OFFER_VERDICTS = ['fits', 'fitsOnce', 'doesNotFit'] as const;
export const offerVerdictSchema = z.enum(OFFER_VERDICTS);
/** `fitsOnce` is everything that still needs something obtainable: an answer, a paper, a word with the provider. */
export type OfferVerdict = z.infer<typeof offerVerdictSchema>;

const factCode = z.enum(FACT_CODES as unknown as [FactCode, ...FactCode[]]);
const factValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string()), z.record(z.string(), z.string())]);
const leaf = z.object({
  fact: factCode,
  key: z.string().optional(),
  op: z.enum(['is', 'isNot', 'in', 'has', 'lacks', 'gte', 'lte', 'between', 'within']),
  value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string()), z.tuple([z.number(), z.number()])]),
});

/** A condition that was decided, and the known value that decided it. */
export const reasonSchema = z.object({ leaf, holds: z.boolean(), value: factValue });
export type Reason = z.infer<typeof reasonSchema>;

/** Something that stands between the person and a clear "fits". */
export const askSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fact'), fact: factCode, key: z.string().optional(), reason: z.enum(['ask', 'declined', 'restricted']) }),
  z.object({ kind: z.literal('document'), document: z.string(), state: z.enum(['lost', 'neverHad', 'inProcess', 'unknown', 'declined']) }),
  z.object({ kind: z.literal('condition'), es: z.string(), en: z.string() }),
  /** The source states neither conditions nor whom it is for. */
  z.object({ kind: z.literal('nothingStated') }),
]);
export type Ask = z.infer<typeof askSchema>;

const range = z.object({ low: z.number(), high: z.number() });

/** How far it is, always as a range; `null` parts cannot be estimated. */
export const travelSchema = z.object({
  kind: z.enum(['here', 'remote', 'nationwide', 'estimated', 'unknown']),
  km: range.nullable(),
  minutes: range.nullable(),
  fare: range.nullable(),
  currency: z.string().nullable(),
  /** There is water in between; without minutes, in a time that nobody here knows. */
  crossing: z.boolean(),
  /** What is said by an office or found by a routing service; an estimate when left out. */
  basis: z.enum(['office', 'routing']).optional(),
});
export type Travel = z.infer<typeof travelSchema>;

export const NOTE_KINDS = ['pilot', 'placeNotStated', 'papersNotStated', 'waitNotStated', 'waitingList', 'onlyAbroad', 'phoneFirst', 'womenAttend'] as const;

/** One offer, judged for one person and one need. */
export const suggestionSchema = z.object({
  offerId: z.string(),
  serviceId: z.string(),
  needCode: z.string(),
  verdict: offerVerdictSchema,
  reasonsFor: z.array(reasonSchema),
  reasonsAgainst: z.array(reasonSchema),
  asks: z.array(askSchema),
  /** Papers to bring; `null` when the source does not say. */
  papers: z.array(z.object({ document: z.string(), held: z.boolean() })).nullable(),
  travel: travelSchema,
  /** Year of the source; shown as "as of YEAR". */
  asOf: z.number(),
  /** Which version of the conditions judged, and on which days it holds. */
  rules: z.object({ version: z.number(), source: z.enum(['pack', 'steward']), from: z.string().nullable(), until: z.string().nullable() }).nullable().default(null),
  /** Day of the last confirmation; null: nobody ever confirmed it. */
  confirmedOn: z.string().nullable(),
  notes: z.array(z.enum(NOTE_KINDS)),
  /** How many further places the same service has. */
  otherPlaces: z.number(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

/** The one question whose answer is expected to settle most. */
export const nextQuestionSchema = z.object({
  fact: factCode,
  key: z.string().optional(),
  /** Services among the candidates that wait for it. */
  offers: z.number(),
  /** What is known of the other entries of a map fact: an answer is recorded together with them. */
  entries: z.record(z.string(), z.string()).optional(),
});
export type NextQuestion = z.infer<typeof nextQuestionSchema>;

export const needSuggestionsSchema = z.object({
  needCode: z.string(),
  /** `fits` and `fitsOnce`, best first. */
  offers: z.array(suggestionSchema),
  /** The conditions say no; shown apart, with the reason. */
  notFitting: z.array(suggestionSchema),
  /** All offers that fit or may fit, before the limit. */
  total: z.number(),
});
export type NeedSuggestions = z.infer<typeof needSuggestionsSchema>;

export const suggestionsSchema = z.object({
  needs: z.array(needSuggestionsSchema),
  nextQuestion: nextQuestionSchema.nullable(),
  /** Needs for which nothing at all is left: the gap that insights count. */
  uncovered: z.array(z.string()),
});
export type Suggestions = z.infer<typeof suggestionsSchema>;

const bothLanguages = z.object({ es: z.string(), en: z.string() });

/** What the panel shows of a service beside the verdict; the directory fills it. */
export const serviceCardSchema = z.object({
  id: z.string(),
  name: bothLanguages,
  /** The Spanish name is a rendering that a steward should check. */
  nameToCheck: z.boolean(),
  organization: z.string(),
  organizationInferred: z.boolean(),
  /** Where, in words, or `null` when it is not stated or must not be shown. */
  place: z.string().nullable(),
  placeNote: z.string().nullable(),
  phone: z.string().nullable(),
  /** Titles and passages of the sources. */
  sources: z.array(z.object({ title: z.string(), where: z.string().nullable() })),
});
export type ServiceCard = z.infer<typeof serviceCardSchema>;

/** What was reported of a paper at the counter of a service. It is told beside the verdict and never turns it. */
export const reportedPaperSchema = z.object({
  document: z.string(),
  level: z.enum(['nobody', 'accepted', 'refused', 'disputed']),
  /** Two independent offices say it, or a steward. */
  firm: z.boolean(),
  /** Day of the last report. */
  on: z.string().nullable(),
  /** Municipalities of the counters, where they were named. */
  places: z.array(z.string()),
  held: z.boolean(),
  /** Refusals of one copy, and not of the kind of paper. */
  copies: z.array(z.object({ reason: z.string(), last: z.string() })),
});
export type ReportedPaper = z.infer<typeof reportedPaperSchema>;

/** Answer of `GET /api/cases/:caseId/needs/:needId/suggestions`. */
export const suggestionsViewSchema = suggestionsSchema.extend({
  /** Papers that the person holds or a service asks for, as reported at its counters, by service. */
  reported: z.record(z.string(), z.array(reportedPaperSchema)).default({}),
  services: z.record(z.string(), serviceCardSchema),
  /** Names of documents that appear in asks and papers, by id. */
  documents: z.record(z.string(), bothLanguages),
  /** Names of municipalities and departments that appear in reasons, by id. */
  places: z.record(z.string(), z.string()),
});
export type SuggestionsView = z.infer<typeof suggestionsViewSchema>;
