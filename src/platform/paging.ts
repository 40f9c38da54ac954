import { isPlainDate } from '#kernel/dates';
import { refuse } from '#kernel/errors';

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)$/;

/** What a part of a place may be: only what the database can read. */
const PARTS = {
  id: (part: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part),
  day: isPlainDate,
  /** An instant, as the product or the database writes it. */
  moment: (part: string) => isPlainDate(MOMENT.exec(part)?.[1] ?? ''),
  digit: (part: string) => /^\d$/.test(part),
  /** Printable letters, as keys have them. */
  key: (part: string) => /^[\x20-\x7e]{1,200}$/.test(part),
  text: (part: string) => !part.includes('\0'),
} as const;
export type PartOfPlace = keyof typeof PARTS;

/** The place of a row in a list, as an address carries it; `readPlace` reads it. Only the last part may contain `|`. */
function printPlace(parts: readonly (string | number)[]): string {
  return Buffer.from(parts.join('|')).toString('base64url');
}

/**
 * Where the page before ended, in its parts; `null` for the first page. One that was made up is refused in `field`: it reaches no question to the database.
 * @throws Refused `platform.invalid`, 400
 */
export function readPlace<const Parts extends readonly PartOfPlace[]>(after: string | undefined, parts: Parts, field = 'after'): { [K in keyof Parts]: string } | null {
  if (!after) return null;
  const found = Buffer.from(after, 'base64url').toString().split('|');
  const read = parts.map((_, at) => (at === parts.length - 1 ? found.slice(at).join('|') : (found[at] ?? '')));
  if (!parts.every((part, at) => PARTS[part](read[at]!))) throw refuse('platform.invalid', { field, status: 400 });
  return read as { [K in keyof Parts]: string };
}

/** A page out of rows of which one more was asked for than it shows, and where the next one begins: after its last row, by the parts that `placeOf` names. */
export function pageOf<Row>(rows: readonly Row[], size: number, placeOf: (row: Row) => readonly (string | number)[]): { readonly shown: readonly Row[]; readonly next: string | null } {
  const shown = rows.slice(0, size);
  return { shown, next: rows.length > size ? printPlace(placeOf(shown.at(-1)!)) : null };
}
