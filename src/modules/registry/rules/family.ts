/** Relations said either way round, and households that split and join without losing anybody or anything. */
import type { RelationKind, RelationWord } from '../family-schema.ts';

/** Words said the other way round are kept as the kind they mirror. */
const MIRRORED: Readonly<Partial<Record<RelationWord, RelationKind>>> = { child: 'parent', grandchild: 'grandparent', ward: 'guardian', 'nephew-niece': 'uncle-aunt' };

/** What the same relation is called from the other side. */
const INVERSE: Readonly<Record<RelationKind, RelationWord>> = {
  parent: 'child', grandparent: 'grandchild', guardian: 'ward', 'uncle-aunt': 'nephew-niece',
  sibling: 'sibling', spouse: 'spouse', partner: 'partner', cousin: 'cousin', 'in-law': 'in-law', other: 'other',
};

/** A relation as it is kept: `person` is `kind` of `other`. Mutual ones name the smaller id first, so that they stand once. */
export interface KeptRelation { readonly person: string; readonly other: string; readonly kind: RelationKind }

/** "`is` is `word` of `of`", as it is kept. */
export function keptRelation(is: string, word: RelationWord, of: string): KeptRelation {
  const mirrored = MIRRORED[word];
  if (mirrored) return { person: of, other: is, kind: mirrored };
  const kind = word as RelationKind;
  const mutual = INVERSE[kind] === kind;
  return mutual && of < is ? { person: of, other: is, kind } : { person: is, other: of, kind };
}

/** What the other one is to the reader: the kind itself, or its inverse. */
export function wordOf(kind: RelationKind, otherIsPerson: boolean): RelationWord {
  return otherIsPerson ? kind : INVERSE[kind];
}

/** Relations by which an adult answers for a child. */
const RESPONSIBLE: ReadonlySet<RelationWord> = new Set(['guardian', 'parent', 'grandparent']);

/** May this relation make somebody the one a child is handed to? How well it is known is another question. */
export function answersForChild(word: RelationWord): boolean {
  return RESPONSIBLE.has(word);
}

/** One stay in a group. */
export interface Stay { readonly person: string; readonly group: string; readonly until: number | null }

/** Who leaves what and who enters where. */
export interface Move { readonly leave: readonly Stay[]; readonly enter: readonly { readonly person: string; readonly group: string }[] }

/** People go to a household, or to none: those who are there already stay, the others leave where they were. */
export function planMove(stays: readonly Stay[], people: readonly string[], to: string | null): Move {
  const moving = new Set(people);
  const standing = stays.filter((s) => s.until === null && moving.has(s.person));
  const there = new Set(standing.filter((s) => s.group === to).map((s) => s.person));
  return {
    leave: standing.filter((s) => s.group !== to),
    enter: to === null ? [] : [...moving].filter((person) => !there.has(person)).map((person) => ({ person, group: to })),
  };
}

/** The history after a move: stays end, stays begin, nothing is taken away. */
export function afterMove(stays: readonly Stay[], move: Move, at: number): Stay[] {
  const leaving = new Set(move.leave);
  return [...stays.map((s) => (leaving.has(s) ? { ...s, until: at } : s)), ...move.enter.map(({ person, group }) => ({ person, group, until: null }))];
}

/** The household that a family joins: the one that its members already share, if there is exactly one; otherwise a new one. */
export function commonHousehold(stays: readonly Stay[], people: readonly string[]): string | null {
  const groups = new Set(stays.filter((s) => s.until === null && people.includes(s.person)).map((s) => s.group));
  return groups.size === 1 ? [...groups][0]! : null;
}

interface Named { readonly givenNames: string; readonly birthDate?: string | undefined }

/** Members who may have been typed twice: the same given names and the same birth date. Twins share only the date. */
export function typedTwice(members: readonly Named[]): readonly (readonly [number, number])[] {
  const same = (a: Named, b: Named): boolean => a.givenNames.toLocaleLowerCase() === b.givenNames.toLocaleLowerCase() && a.birthDate === b.birthDate && a.birthDate !== undefined;
  return members.flatMap((a, i) => members.slice(i + 1).flatMap((b, k) => (same(a, b) ? [[i, i + 1 + k] as const] : [])));
}
