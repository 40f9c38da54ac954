import type { z } from 'zod';
import type { Purpose, Role } from '#kernel/codes';
import type { Ctx } from './context.ts';

/** Who may do an action. `scope` says in words what the repository and the policies of the database enforce. */
export interface PolicyRule {
  readonly roles: readonly Role[];
  readonly scope: string;
}

export type Policy = Readonly<Record<string, PolicyRule>>;

/** A room's actions: `'referrals.send': { roles: ['window'], scope: 'cases of the office' }`. */
export function definePolicy<const P extends Policy>(policy: P): P {
  return policy;
}

/** Who a route is for: people who sign in, or anybody. */
export type Audience = 'signed-in' | 'public';

type Input<P, Q, B> = { readonly params: P; readonly query: Q; readonly body: B; readonly file: UploadedFile | null };

/** What the audit keeps of a request: the kind of record, its id, and the person or case it is about. Never content. */
export interface AuditRule<P, Q, B, R> {
  readonly kind: string;
  readonly id: (input: Input<P, Q, B>, output: R) => string | null;
  readonly subject?: (input: Input<P, Q, B>, output: R) => string | null;
}

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A route as a room declares it; permission, audience, purpose and audit cannot be left out. */
export interface RouteSpec<K extends string, P, Q, B, R> {
  readonly method: Method;
  /** Under `/api/`; parameters as `:caseId`. */
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly permission: K;
  readonly audience: Audience;
  readonly purpose: Purpose;
  readonly audit: AuditRule<P, Q, B, R> | `none: ${string}`;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** Takes one file as `application/octet-stream`, its name percent-encoded in `x-file-name`. */
  readonly upload?: { readonly maxBytes: number };
  readonly response: z.ZodType<R>;
  /** True if the command may be kept by a device without a network and sent later. */
  readonly mayWaitOffline?: boolean;
  /** A POST that only reads, because what it looks for (a name) must not stand in an address: no command, nothing is kept. */
  readonly reads?: true;
  readonly handler: (ctx: Ctx, input: Input<P, Q, B>) => Promise<R>;
  /**
   * For commands whose answer shows a record that the actor may lose sight of: what a repeated command is answered with.
   * Without it the first answer is kept (sealed) and given again.
   */
  readonly again?: (ctx: Ctx, input: Input<P, Q, B>) => Promise<R>;
}

/** A route with its rule resolved; generic parts erased for mounting and for the route × actor test. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly permission: string;
  readonly rule: PolicyRule;
  readonly audience: Audience;
  readonly purpose: Purpose;
  readonly audit: AuditRule<unknown, unknown, unknown, unknown> | string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly upload: { readonly maxBytes: number } | undefined;
  readonly response: z.ZodType;
  readonly mayWaitOffline: boolean;
  /** Changes nothing: a GET, or a POST that only reads. */
  readonly reads: boolean;
  readonly handler: (ctx: Ctx, input: Input<unknown, unknown, unknown>) => Promise<unknown>;
  readonly again: ((ctx: Ctx, input: Input<unknown, unknown, unknown>) => Promise<unknown>) | undefined;
}

/** The room's `defineRoute`, bound to its policy: `const defineRoute = routesOf(referralsPolicy)`. */
export function routesOf<const Rules extends Policy>(policy: Rules) {
  return function defineRoute<P = Record<string, never>, Q = Record<string, never>, B = undefined, R = unknown>(
    spec: RouteSpec<keyof Rules & string, P, Q, B, R>,
  ): Route {
    const { params, query, body, upload, mayWaitOffline, reads, again, ...rest } = spec;
    return {
      ...rest, params, query, body, upload, again, mayWaitOffline: mayWaitOffline ?? false, reads: reads ?? spec.method === 'GET', rule: policy[spec.permission]!,
    } as Route;
  };
}
