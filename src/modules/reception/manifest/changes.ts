import { writeBirth } from '#kernel/birth';
import type { ListChange, ListChanges, ParsedPerson, ReadRow, RowState } from '#reception/schema';
import { pairUp } from './same.ts';

/** A person of the accepted list, as it stands. */
export interface StandingRow {
  readonly rowId: string;
  readonly person: ParsedPerson;
  readonly state: RowState;
  /** Taken off by an earlier version. */
  readonly offList?: boolean;
}

/** What is compared between two versions of a list, and how it reads. */
const COMPARED: Readonly<Record<ListChange['what'], (person: ParsedPerson) => string>> = {
  name: (p) => [p.givenNames, p.surname1, p.surname2].filter(Boolean).join(' ') || p.nameAsSeen,
  birth: (p) => (p.birthDate === null ? p.birthAsSeen ?? '' : writeBirth(p.birthDate, p.birthPrecision === 'estimated' ? 'year' : (p.birthPrecision ?? 'day'))),
  sex: (p) => p.sex ?? '',
  number: (p) => p.number?.asSeen ?? '',
  origin: (p) => p.originAsSeen ?? '',
  destination: (p) => p.destinationAsSeen ?? '',
  phone: (p) => p.phone ?? '',
  group: (p) => p.group ?? '',
  remarks: (p) => p.remarks ?? '',
};

/** What a later version of a list changes. Everybody stands once: as kept, altered, added or gone. */
export function changesOf(before: readonly StandingRow[], after: readonly ReadRow[]): ListChanges {
  const paired = pairUp(before.map((row) => ({ key: row, person: row.person })), after.map((row) => ({ key: row, person: row.person })));
  const back = paired.pairs.filter(({ a }) => a.offList).map(({ a, b }) => ({ rowId: a.rowId, row: b.row, name: COMPARED.name(b.person) }));
  const kept = paired.pairs.filter(({ a }) => !a.offList).map(({ a, b, sameness }) => ({ rowId: a.rowId, row: b.row, state: a.state, name: COMPARED.name(a.person), sure: sameness === 'same', changes: differences(a.person, b.person) }));
  return {
    kept: kept.filter((k) => k.changes.length === 0).map(({ rowId, row }) => ({ rowId, row })),
    altered: kept.filter((k) => k.changes.length > 0),
    added: paired.onlyB.map((row) => ({ row: row.row, name: COMPARED.name(row.person) })),
    back,
    gone: paired.onlyA.filter((row) => !row.offList).map((row) => ({ rowId: row.rowId, state: row.state, name: COMPARED.name(row.person) })),
  };
}

function differences(before: ParsedPerson, after: ParsedPerson): ListChange[] {
  return (Object.keys(COMPARED) as ListChange['what'][]).flatMap((what) => {
    const [was, is] = [COMPARED[what](before), COMPARED[what](after)];
    return was === is ? [] : [{ what, before: was, after: is }];
  });
}
