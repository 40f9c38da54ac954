/** One thing wrong with what was sent, named by a code owned by a room; sentences live in `text/`. */
export interface Problem {
  /** `room.reason`, for example `referrals.already-answered`; its sentence is the text key `errors.<code>`. */
  readonly code: string;
  /** Path of the field in the command, for example `birthDate`. */
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A command or request that was refused for coded reasons. `status` is the HTTP status it becomes. */
export class Refused extends Error {
  readonly problems: readonly Problem[];
  readonly status: number;

  constructor(problems: readonly Problem[], status = 422) {
    super(problems.map((p) => p.code).join(', '));
    this.name = 'Refused';
    this.problems = problems;
    this.status = status;
  }
}

/** A record that does not exist or may not be seen: the two are never told apart. */
export function notFound(): Refused {
  return new Refused([{ code: 'platform.not-found' }], 404);
}

/** A single-problem refusal. */
export function refuse(code: string, rest: Omit<Problem, 'code'> & { status?: number } = {}): Refused {
  const { status, ...problem } = rest;
  return new Refused([{ code, ...problem }], status);
}
