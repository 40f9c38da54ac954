import type { Problem } from '#kernel/errors';

/** A problem as the server sends it: coded, and with its sentence in the reader's language. */
export type SentProblem = Problem & { readonly message?: string };

/** A request that was refused or did not arrive. Forms and notices read its problems. */
export class ApiError extends Error {
  /** HTTP status; 0 if no answer came. */
  readonly status: number;
  readonly problems: readonly SentProblem[];
  /** What to tell the administration when something broke. */
  readonly requestId: string | null;

  constructor(status: number, problems: readonly SentProblem[], requestId: string | null = null) {
    super(problems.map((problem) => problem.code).join(', '));
    this.name = 'ApiError';
    this.status = status;
    this.problems = problems;
    this.requestId = requestId;
  }

  /** No answer came: nobody knows whether the command acted; sending it again is safe. */
  get offline(): boolean {
    return this.status === 0;
  }

  has(code: string): boolean {
    return this.problems.some((problem) => problem.code === code);
  }
}

interface ErrorBody {
  readonly error?: { readonly code?: string; readonly message?: string; readonly requestId?: string; readonly problems?: readonly SentProblem[] };
}

/** The error an answer stands for; an answer without our JSON (a proxy's page) becomes a general fault. */
export function errorOf(status: number, body: unknown): ApiError {
  const sent = (body as ErrorBody | null)?.error;
  if (!sent) return new ApiError(status, [{ code: status >= 500 ? 'platform.fault' : 'platform.invalid' }]);
  const problems = sent.problems?.length ? sent.problems : [{ code: sent.code ?? 'platform.fault', ...(sent.message ? { message: sent.message } : {}) }];
  return new ApiError(status, problems, sent.requestId ?? null);
}
