/** Records of the registry as rows of a table for the comparison of many, and the way back to their ids. */
import type { LinkageRecord } from '../linkage/table.ts';
import type { DecidedPair, Line } from '../repository/whole-registry.ts';
import { readProfile } from '../rules/indexed.ts';

const ID_BYTES = 16;

/** Ids of the rows of a table, sixteen bytes each, in order. */
export class RowIds {
  #bytes = Buffer.alloc(ID_BYTES * 1024);
  count = 0;

  add(id: string): void {
    if ((this.count + 1) * ID_BYTES > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    this.#bytes.write(id.replaceAll('-', ''), this.count++ * ID_BYTES, 'hex');
  }

  at(row: number): string {
    const hex = this.#bytes.toString('hex', row * ID_BYTES, (row + 1) * ID_BYTES);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** The row of an id; they are in the order of the ids. */
  find(id: string): number | undefined {
    const wanted = Buffer.from(id.replaceAll('-', ''), 'hex');
    let [low, high] = [0, this.count - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = wanted.compare(this.#bytes, middle * ID_BYTES, (middle + 1) * ID_BYTES);
      if (order === 0) return middle;
      if (order < 0) high = middle - 1;
      else low = middle + 1;
    }
    return undefined;
  }
}

/** A record as it is compared, from the line that the database wrote of it. */
export function recordOf({ seenOn, seenAt, profile }: Line): LinkageRecord {
  const read = readProfile(profile);
  const text = (value: string | null): string => value ?? '';
  return {
    givenNames: read.givenNames, surname1: read.surname1, surname2: text(read.surname2), marriedSurname: text(read.marriedSurname), sex: text(read.sex),
    birthDate: text(read.birthDate), birthPrecision: read.birthPrecision, admin1: text(read.birthAdmin1 ?? read.originAdmin1),
    admin2: text(read.birthAdmin2 ?? read.originAdmin2), numbers: read.documents.map((d) => `${d.type}:${d.number}`), phones: read.phones,
    motherName: text(read.motherName), seenOn: text(seenOn), seenAt: text(seenAt), group: text(read.arrivalGroup),
  };
}

export type RowPair = readonly [number, number];

/** What people decided, as rows. Whatever is not "the same" keeps two apart: somebody said different, is not sure yet, or took a link back. */
export function decidedRows(ids: RowIds, decided: readonly DecidedPair[]): { same: RowPair[]; different: RowPair[] } {
  const same: RowPair[] = [];
  const different: RowPair[] = [];
  for (const { a, b, together } of decided) {
    const [x, y] = [ids.find(a), ids.find(b)];
    if (x !== undefined && y !== undefined) (together ? same : different).push([x, y]);
  }
  return { same, different };
}
