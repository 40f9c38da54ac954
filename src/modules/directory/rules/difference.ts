import type { Entry, FieldChange, FieldConflict } from '../schema/stewardship.ts';

/** Differences between whole entries, field by field, and how three of them become one. Pure. */

/** The same text for the same value, in whatever order its keys were written. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, part]) => part !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

/** Not said and `null` are the same here: a field that a later schema added is not a change. */
const said = (entry: Entry | null, field: string): Entry[string] => entry?.[field] ?? null;

export const same = (a: unknown, b: unknown): boolean => canonical(a ?? null) === canonical(b ?? null);

const fieldsOf = (...entries: readonly (Entry | null)[]): string[] => [...new Set(entries.flatMap((entry) => Object.keys(entry ?? {})))];

/** Which fields differ, with both sides; everything for an entry that is new. */
export function differences(before: Entry | null, after: Entry): FieldChange[] {
  return fieldsOf(before, after).filter((field) => !same(said(before, field), said(after, field)))
    .map((field) => ({ field, before: said(before, field), after: said(after, field) }));
}

export interface ThreeWay {
  readonly merged: Entry;
  /** Both sides changed the field, differently: somebody has to say which words hold. `merged` keeps those in force. */
  readonly conflicts: readonly FieldConflict[];
}

/** What `wanted` changed since `base`, put on what is in force now. */
export function threeWay(base: Entry | null, current: Entry | null, wanted: Entry): ThreeWay {
  if (current === null) return { merged: wanted, conflicts: [] };
  const merged: Entry = { ...current };
  const conflicts: FieldConflict[] = [];
  for (const field of fieldsOf(base, current, wanted)) {
    const [was, is, shall] = [said(base, field), said(current, field), said(wanted, field)];
    if (same(was, shall) || same(is, shall)) continue;
    if (base !== null && same(was, is)) merged[field] = shall;
    else conflicts.push({ field, base: was, current: is, wanted: shall });
  }
  return { merged, conflicts };
}

/** The merged entry with the conflicts decided; `undefined` while one is not. */
export function settled({ merged, conflicts }: ThreeWay, choices: Readonly<Record<string, 'current' | 'wanted'>>): Entry | undefined {
  if (conflicts.some(({ field }) => choices[field] === undefined)) return undefined;
  const chosen = conflicts.filter(({ field }) => choices[field] === 'wanted').map(({ field, wanted }) => [field, wanted ?? null] as const);
  return { ...merged, ...Object.fromEntries(chosen) };
}

/** Changes that only show less of an entry: closing, pausing, hiding. They wait for nobody. */
const NARROWING: Readonly<Record<string, (after: unknown, before: unknown) => boolean>> = {
  status: (after) => after === 'closed' || after === 'suspended',
  protectionOnly: (after) => after === true,
  confidentialLocation: (after) => after === true,
  matchable: (after) => after === false,
  notMatchable: (after) => after !== null,
  phones: (after, before) => isPartOf(after, before),
};

/** Nothing is in the list that was not there before, each as it was. */
function isPartOf(after: unknown, before: unknown): boolean {
  const known = new Set(Array.isArray(before) ? before.map(canonical) : []);
  return after === null || (Array.isArray(after) && after.every((one) => known.has(canonical(one))));
}

/** True if nothing but less would be shown. */
export function onlyNarrows(changes: readonly FieldChange[], listed: { readonly before: boolean; readonly after: boolean }): boolean {
  if (!listed.before && listed.after) return false;
  if (changes.length === 0) return listed.before && !listed.after;
  return changes.every(({ field, before, after }) => NARROWING[field]?.(after, before) ?? false);
}

/** What of an entry decides to whom it is suggested and where; higher rooms look again when one of these changed. */
const DECIDES: Readonly<Record<string, readonly string[]>> = {
  criteria: ['criteria', 'needCriteria', 'openConditions', 'eligibility', 'ages', 'sexes', 'requiredDocuments', 'protectionOnly', 'specificity', 'targetGroups'],
  places: ['places', 'place', 'confidentialLocation', 'modality', 'route', 'servedAreas'],
  needs: ['serviceTypes'],
  status: ['status', 'matchable', 'notMatchable', 'capacity', 'liveCapacity', 'waitingList', 'waitDays'],
  contact: ['phones', 'contacts', 'emails', 'urls', 'referralPath'],
  name: ['nameEs', 'nameEn'],
  owner: ['organizationId', 'operatorId', 'issuerId'],
};

/** Which sides of an entry changed, as words of an event. */
export function sidesOf(changes: readonly FieldChange[]): string[] {
  const fields = new Set(changes.map((change) => change.field));
  return Object.entries(DECIDES).filter(([, of]) => of.some((field) => fields.has(field))).map(([side]) => side);
}
