/**
 * A way is one manner of getting one paper: where, what to bring, how long, how much. What no source says is `null` and stays
 * so: it is asked for at the counter, never filled in.
 */
import { z } from 'zod';
import { entryOf, leavesOf, parseCriteria, type Criteria } from '#kernel/criteria';
import { sourceRefSchema } from '../schema.ts';

/** Kinds of counter, in words that every country knows. */
export const OFFICE_KINDS = [
  'receptionDesk', 'consulate', 'civilRegistry', 'identityOffice', 'electoralOffice', 'migrationOffice', 'refugeeOffice', 'educationOffice', 'labourOffice',
  'certificationBody', 'townHall', 'police', 'court', 'legalAid', 'bank', 'school', 'employer', 'online', 'notStated',
] as const;
export type OfficeKind = (typeof OFFICE_KINDS)[number];

/** What has to be there before a way can be gone: papers, and conditions on what is known of the person. */
export type Needs =
  | { readonly all: readonly Needs[] }
  | { readonly any: readonly Needs[] }
  | { readonly document: string }
  | { readonly criteria: Criteria };

const MAX_DEPTH = 6;
const MAX_PARTS = 24;

const groupOf = (json: Readonly<Record<string, unknown>>): readonly unknown[] | null => {
  const list = json['all'] ?? json['any'];
  return Array.isArray(list) ? list : null;
};

/** A paper that has to be held stands as a paper, so that the way to it is found; its state (lost, never had) may be asked. */
const asksForPaper = (criteria: Criteria): boolean =>
  leavesOf(criteria).some((leaf) => leaf.fact === 'documentsHeld' && (leaf.op === 'has' || leaf.op === 'lacks' || entryOf(leaf) === undefined));

function partProblem(part: Readonly<Record<string, unknown>>): string | null {
  if ('document' in part) return typeof part['document'] === 'string' && part['document'] !== '' ? null : 'a document is named by its id';
  if (!('criteria' in part)) return 'a need is all, any, document or criteria';
  const parsed = parseCriteria(part['criteria']);
  if (!parsed.ok) return `criteria: ${parsed.problems.map((p) => String(p.params?.['reason'])).join(', ')}`;
  return asksForPaper(parsed.value) ? 'a paper that is needed is said as a document, not as a condition' : null;
}

interface Count { parts: number }

/** Why a JSON value is no `Needs`; null when it is. Never deeper and never longer than a person can read. */
export function needsProblem(json: unknown, depth = 0, count: Count = { parts: 0 }): string | null {
  if (!hasOneKey(json)) return 'a need is an object with one key';
  count.parts += 1;
  if (depth > MAX_DEPTH || count.parts > MAX_PARTS) return 'needs are too deep or too long';
  const kids = groupOf(json);
  return kids ? firstProblem(kids, depth + 1, count) : partProblem(json);
}

const hasOneKey = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && Object.keys(json).length === 1;

function firstProblem(kids: readonly unknown[], depth: number, count: Count): string | null {
  for (const kid of kids) {
    const problem = needsProblem(kid, depth, count);
    if (problem !== null) return problem;
  }
  return null;
}

const needsSchema = z.custom<Needs>((json) => needsProblem(json) === null, { error: (issue) => needsProblem(issue.input) ?? 'needs' });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const days = z.number().int().min(0).max(3650).nullable();
const bothLanguages = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });

export const waySchema = z.strictObject({
  id,
  /** The paper it gives. */
  document: id,
  office: z.enum(OFFICE_KINDS),
  /** Whose counter it is, when the source names it. */
  organizationId: id.nullable(),
  /** Only outside the country. */
  abroad: z.boolean(),
  /** `null`: the source does not say what to bring. */
  needs: needsSchema.nullable(),
  days: z.strictObject({ typical: days, worst: days }),
  /** In the smallest unit of the currency; 0 is free of charge, `null` not said. */
  cost: z.strictObject({ amount: z.number().int().min(0).max(1e9), currency: z.string().length(3) }).nullable(),
  /** True when a source says that something is charged, even if not how much. */
  feeStated: z.boolean(),
  visits: z.number().int().min(1).max(50).nullable(),
  /** How long the paper is good for once it is given. */
  validDays: z.number().int().min(1).max(36_500).nullable(),
  legalBases: z.array(id),
  /** Services that help to get it. */
  help: z.array(id),
  /** What the source adds, in our words. */
  words: z.array(bothLanguages),
  /** `stated`: a source says so. `proposed`: somebody's proposal, to be checked by a steward before it is relied on. */
  basis: z.enum(['stated', 'proposed']),
  asOf: z.number().int().min(1900).max(2100),
  sources: z.array(sourceRefSchema).min(1),
});
export type Way = z.infer<typeof waySchema>;

/** What an unknown time, price or number of visits counts for when two ways are compared. Shown beside every answer. */
export const assumptionsSchema = z.strictObject({
  days: z.number().int().min(0).max(3650),
  cost: z.number().int().min(0).max(1e9),
  visits: z.number().int().min(1).max(50),
});
export type Assumptions = z.infer<typeof assumptionsSchema>;

export const MAX_WAYS = 1_000;

/** `countries/<cc>/papers.json`. */
export const papersPackSchema = z.strictObject({
  note: z.string(),
  currency: z.string().length(3),
  assumptions: assumptionsSchema,
  /** Titles of sources that the directory does not name. */
  sources: z.record(z.string(), z.string()).default({}),
  ways: z.array(waySchema).max(MAX_WAYS),
});
export type PapersPack = z.infer<typeof papersPackSchema>;

/** The papers that needs speak of, in their order. */
export function documentsIn(needs: Needs | null): readonly string[] {
  if (needs === null || 'criteria' in needs) return [];
  if ('document' in needs) return [needs.document];
  return ('all' in needs ? needs.all : needs.any).flatMap(documentsIn);
}

/** The conditions that needs speak of, in their order. */
export function criteriaIn(needs: Needs | null): readonly Criteria[] {
  if (needs === null || 'document' in needs) return [];
  if ('criteria' in needs) return [needs.criteria];
  return ('all' in needs ? needs.all : needs.any).flatMap(criteriaIn);
}
