/** Objects of the exchange format, and how they are written and read. What nobody says is left out. */

export type HsdsRow = Readonly<Record<string, unknown>>;

const isSilent = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The same without what is empty. */
export function stated(row: HsdsRow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => !isSilent(value)));
}

export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Fields of ours that the format does not know, as `x_…`; those that say what silence says are left out. */
export function extended(entry: HsdsRow, fields: readonly string[], silence: HsdsRow = {}): Record<string, unknown> {
  const told = fields.filter((field) => entry[field] !== null && JSON.stringify(entry[field]) !== JSON.stringify(silence[field]));
  return Object.fromEntries(told.map((field) => [`x_${snake(field)}`, entry[field]]));
}

/** Those fields read back; what is missing stays out. */
export function extension(row: HsdsRow, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.filter((field) => row[`x_${snake(field)}`] !== undefined).map((field) => [field, row[`x_${snake(field)}`]]));
}

/** Text of a cell; null where there is none. Whatever it looks like, it stays text. */
export function textOf(row: HsdsRow, field: string): string | null {
  const value = row[field];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** A number of a cell or of JSON; null where there is none. */
export function numberOf(row: HsdsRow, field: string): number | null {
  const text = textOf(row, field);
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Rows of a list; what is no list of objects has none. */
export function rowsOf(row: HsdsRow, field: string): HsdsRow[] {
  const value = row[field];
  return Array.isArray(value) ? value.filter((one): one is HsdsRow => typeof one === 'object' && one !== null && !Array.isArray(one)) : [];
}

/** A single object within another. */
export function rowOf(row: HsdsRow, field: string): HsdsRow | null {
  const value = row[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as HsdsRow) : null;
}
