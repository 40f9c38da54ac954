/** What supervision sees of the work on cases, and the lists behind the numbers. */
import { z } from 'zod';
import { ROUNDS } from '#plans/schema';
import { caseLine } from '#registry/schema';

export const CASE_LISTS = [
  'open', 'without-step', 'contact-late', 'escalated', 'lost', 'action-late', 'unanswered', 'need-late', 'no-destination', 'no-birth-date', 'no-consent', 'no-contact', 'contradictory', 'stale-draft', 'without-plan', 'survey-late',
] as const;
/** Lists of open cases that a number of supervision leads to. */
export type CaseList = (typeof CASE_LISTS)[number];

/** Counted all together and by officer; late surveys are counted by round. */
export const COUNTED_LISTS = CASE_LISTS.filter((list) => list !== 'survey-late');

/** What is counted for each officer. */
export const WORK_LISTS_OF_OFFICERS = ['open', 'without-step', 'contact-late', 'escalated', 'lost', 'action-late', 'unanswered', 'without-plan'] as const satisfies readonly CaseList[];
/** What a record should have and lacks, or says in two ways. */
export const QUALITY_LISTS = ['need-late', 'no-destination', 'no-birth-date', 'no-consent', 'no-contact', 'contradictory', 'stale-draft'] as const satisfies readonly CaseList[];

const holder = z.union([z.uuid(), z.literal('nobody')]);
export const CaseListQuery = z.strictObject({ list: z.enum(CASE_LISTS), officer: holder.optional(), /** Of late surveys: which one. */ round: z.enum(ROUNDS).optional(), after: z.string().max(200).optional() });
export const SearchCases = CaseListQuery.extend({ text: z.string().max(120) });
export type CaseListQuery = z.infer<typeof CaseListQuery> & { readonly text?: string | undefined };

export const CaseListPage = z.object({ cases: z.array(caseLine), next: z.string().nullable(), count: z.number().int(), officerName: z.string().nullable() });
export type CaseListPage = z.infer<typeof CaseListPage>;

const counts = z.partialRecord(z.enum(CASE_LISTS), z.number().int());

/** Mean of a score with the interval in which it lies with 95 %; nothing where too few answered. */
const meanSchema = z.object({ dimension: z.string(), n: z.number().int(), mean: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });

const waiting = { waiting: z.number().int(), late: z.number().int() };

export const Supervision = z.object({
  /** Who holds how many open cases; `nobody` for those that wait to be taken. */
  officers: z.array(z.object({ officer: holder, name: z.string().nullable(), counts })),
  totals: counts,
  organizations: z.array(z.object({ organizationId: z.string(), name: z.string(), unanswered: z.number().int() })),
  /** What was sent without consent and nobody has looked at since; `reserved`: what waits for the closed circle alone. */
  reviews: z.object({ ...waiting, reserved: z.object(waiting) }),
  surveys: z.object({
    rounds: z.array(z.object({ round: z.string(), asked: z.number().int(), lost: z.number().int(), notAsked: z.number().int(), late: z.number().int() })),
    means: z.array(z.object({ round: z.string(), weightSet: z.string(), official: z.boolean(), dimensions: z.array(meanSchema) })),
    shownFrom: z.number().int(),
  }),
});
export type Supervision = z.infer<typeof Supervision>;
