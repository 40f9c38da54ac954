/** Paths of fields in a form's values: `person.givenNames`, `items.0.code`. */
type Leaf = string | number | boolean | Date | File | null | undefined;

export type Path<T, Depth extends unknown[] = []> = Depth['length'] extends 4
  ? never
  : T extends Leaf
    ? never
    : T extends readonly (infer Item)[]
      ? `${number}` | `${number}.${Path<Item, [...Depth, 0]>}`
      : T extends object
        ? { [K in keyof T & string]: K | `${K}.${Path<NonNullable<T[K]>, [...Depth, 0]>}` }[keyof T & string]
        : never;

/** Type of the value at a path. */
export type PathValue<T, P extends string> = P extends `${infer Head}.${infer Rest}`
  ? PathValue<NonNullable<Member<T, Head>>, Rest>
  : Member<T, P>;

type Member<T, K extends string> = K extends keyof T ? T[K] : T extends readonly (infer Item)[] ? Item : never;

type Box = Record<string, unknown> | unknown[];

function isBox(value: unknown): value is Box {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function member(box: unknown, key: string): unknown {
  return isBox(box) ? (box as Record<string, unknown>)[key] : undefined;
}

/** The value at a path, `undefined` if some part of the way is missing. */
export function getAt(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>(member, values);
}

/** A copy of the values with one value replaced; what is not on the way is shared, not copied. */
export function setAt<T>(values: T, path: string, value: unknown): T {
  const [head = '', ...rest] = path.split('.');
  const next = rest.length === 0 ? value : setAt(member(values, head) ?? (isIndex(rest[0]) ? [] : {}), rest.join('.'), value);
  if (Array.isArray(values)) return Object.assign([...values], { [head]: next }) as T;
  return { ...(values as object), [head]: next } as T;
}

function isIndex(key: string | undefined): boolean {
  return key !== undefined && /^\d+$/.test(key);
}

/**
 * The values as a command wants them: boxes left empty are absent, or `null` where the form began with `null`.
 * Words keep their inner form and lose spaces at the ends.
 */
export function withoutBlanks(value: unknown, initial: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? (initial === null ? null : undefined) : value.trim();
  if (Array.isArray(value)) return value.map((item, at) => withoutBlanks(item, member(initial, String(at))));
  if (!isBox(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withoutBlanks(item, member(initial, key))] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
