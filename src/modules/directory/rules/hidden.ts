import type { FieldChange } from '../schema/stewardship.ts';

/** Whether a change shows what was kept hidden: an address that was secret can kill when it is not. Pure. */

const FLAGS: ReadonlySet<string> = new Set(['protectionOnly', 'confidentialLocation']);

const secretsIn = (value: unknown): number => {
  const places = Array.isArray(value) ? value : [value];
  return places.filter((place) => (place as { confidential?: boolean } | null)?.confidential === true).length;
};

/** True if a mark of secrecy is taken from an entry or from one of its places. */
export function showsHidden(changes: readonly FieldChange[]): boolean {
  return changes.some(({ field, before, after }) => {
    if (FLAGS.has(field)) return before === true && after !== true;
    return (field === 'places' || field === 'place') && secretsIn(after) < secretsIn(before);
  });
}
