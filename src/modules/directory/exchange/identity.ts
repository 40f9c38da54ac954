import { hsdsId, idFromElsewhere, UUID } from '../hsds/ids.ts';
import { textOf, type HsdsRow } from '../hsds/row.ts';
import { originOf, quoted, type Findings } from './findings.ts';

/** Which entry of ours a row of a file is about. Pure. */

export type ExchangedKind = 'organization' | 'service';

const OUR_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MOST = 100;

/** Ids of entries by the UUID that they have in files. */
export interface Register {
  readonly country: string;
  readonly ids: Readonly<Record<ExchangedKind, ReadonlyMap<string, string>>>;
}

export function registerOf(country: string, standing: Readonly<Record<ExchangedKind, readonly string[]>>): Register {
  const of = (kind: ExchangedKind): Map<string, string> => new Map(standing[kind].map((id) => [hsdsId(country, kind, id), id]));
  return { country, ids: { organization: of('organization'), service: of('service') } };
}

/** The UUID of a row; `null` where it has none that can be kept. */
export function uuidOfRow(row: HsdsRow): string | null {
  const id = textOf(row, 'id')?.toLowerCase() ?? '';
  return UUID.test(id) ? id : null;
}

/** Our id for a UUID: of the entry that has it, of the code beside it if the two belong together, or a new one. */
export function idFor({ country, ids }: Register, kind: ExchangedKind, uuid: string, code: string | null): string {
  const known = ids[kind].get(uuid);
  if (known !== undefined) return known;
  const isOurs = code !== null && code.length <= MOST && OUR_ID.test(code) && hsdsId(country, kind, code) === uuid;
  return isOurs ? code : idFromElsewhere(uuid);
}

/** True for a row that this product wrote: it says all that there is to say, also by leaving it out. */
export function isOurs({ country }: Register, kind: ExchangedKind, row: HsdsRow): boolean {
  const code = textOf(row, 'x_code');
  return code !== null && hsdsId(country, kind, code) === uuidOfRow(row);
}

/** Rows that can be told apart: each with an id, and none with the id of another. The first one counts, the others are said. */
export function distinct(rows: readonly HsdsRow[], found: Findings): HsdsRow[] {
  const first = new Map<string, HsdsRow>();
  return rows.filter((row) => {
    const at = originOf(row);
    const uuid = uuidOfRow(row);
    if (uuid === null) {
      found.add(at, { code: textOf(row, 'id') === null ? 'directory.import-cell-missing' : 'directory.import-not-a-uuid', column: 'id', params: { text: quoted(textOf(row, 'id') ?? '') }, refuses: true });
      return false;
    }
    const before = first.get(uuid);
    if (before) found.add(at, { code: 'directory.import-id-twice', column: 'id', params: { row: originOf(before)?.row ?? 0 }, refuses: true });
    else first.set(uuid, row);
    return !before;
  });
}
