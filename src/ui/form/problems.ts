import type { Problem } from '#kernel/errors';
import type { TextTools } from '#ui/text-context.tsx';

/** A problem as a form shows it: with its sentence. */
export interface ShownProblem {
  readonly field: string | null;
  readonly text: string;
}

/** The part of a Zod issue that matters here. */
export interface SchemaIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly input?: unknown;
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly format?: string;
}

const CODED = /^[a-z][\w-]*(\.[\w-]+)+$/;

function sizeProblem(issue: SchemaIssue, side: 'small' | 'big'): Omit<Problem, 'field'> {
  const limit = Number(side === 'small' ? issue.minimum : issue.maximum);
  if (side === 'small' && limit === 1 && issue.origin !== 'number') return { code: 'ui.required' };
  const unit = issue.origin === 'string' ? 'letters' : issue.origin === 'array' || issue.origin === 'set' ? 'items' : 'number';
  return { code: `ui.too-${side}-${unit}`, params: { limit } };
}

/** The limits of a size rule, by the names that the server gives them. */
function limitsOf({ minimum, maximum }: SchemaIssue): Record<string, number> {
  return { ...(minimum === undefined ? {} : { minimum: Number(minimum) }), ...(maximum === undefined ? {} : { maximum: Number(maximum) }) };
}

function problemOf(issue: SchemaIssue): Omit<Problem, 'field'> {
  // Rules in schemas may carry a room's own code as their message.
  if (CODED.test(issue.message)) return { code: issue.message, params: limitsOf(issue) };
  if (issue.code === 'too_small') return sizeProblem(issue, 'small');
  if (issue.code === 'too_big') return sizeProblem(issue, 'big');
  if (issue.input === undefined || issue.input === null) return { code: 'ui.required' };
  return { code: KIND_CODES[`${issue.code} ${issue.format ?? ''}`.trim()] ?? 'ui.invalid' };
}

const KIND_CODES: Readonly<Record<string, string>> = {
  invalid_type: 'ui.wrong-kind', invalid_value: 'ui.choose-one', 'invalid_format email': 'ui.email', 'invalid_format date': 'ui.date',
};

/** Problems of the schema, one per field, coded as the server codes them. */
export function problemsOfIssues(issues: readonly SchemaIssue[], valueAt: (path: string) => unknown): Problem[] {
  const first = new Map<string, Problem>();
  for (const issue of issues) {
    const field = issue.path.map(String).join('.');
    const value = valueAt(field);
    if (!first.has(field)) first.set(field, { ...problemOf({ ...issue, input: value === '' ? undefined : value }), field });
  }
  return [...first.values()];
}

/** A problem that came over the wire may bring its sentence; otherwise the text of its code is looked up. */
export function sentenceOf(problem: Problem & { readonly message?: string }, tools: Pick<TextTools, 't' | 'has'>): string {
  if (problem.message) return problem.message;
  const key = `errors.${problem.code}`;
  return tools.has(key) ? tools.t(key, problem.params) : tools.t('errors.ui.invalid');
}

/** What an error thrown by a command can tell a form. */
export interface CarriesProblems {
  readonly problems: readonly (Problem & { readonly message?: string })[];
}

export function carriesProblems(error: unknown): error is CarriesProblems {
  return typeof error === 'object' && error !== null && Array.isArray((error as { problems?: unknown }).problems);
}
