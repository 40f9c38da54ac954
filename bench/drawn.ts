/** Records made up inside a database: everything follows from a number, so that every run meets the same. */

/** One record of the n-th person (SQL); ids grow with the number, as those of the product grow with time. `kind`: three hexadecimal digits. */
export const id = (kind: string, n = 'n'): string => `('00000000-0000-7000-8${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** A number from 0 to 1 that belongs to a person and a purpose (SQL). */
export const draw = (purpose: number, n = 'n'): string => `((hashtextextended(${n}::text, ${purpose}) & 1048575)::float8 / 1048576)`;

/** One of a list, the first most often (SQL). */
export const oneOf = (list: string, purpose: number, skew: number, n = 'n'): string => `(${list})[1 + floor(power(${draw(purpose, n)}, ${skew}) * cardinality(${list}))::int]`;
