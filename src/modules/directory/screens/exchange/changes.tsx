import { Disclosure, useText } from '#ui';
import type { EntryKind, FieldChange } from '../../schema/stewardship.ts';
import { specOf } from '../keep/fields.ts';
import { isUnsaid, Shown, useFieldName } from '../keep/shown.tsx';
import '../keep/keep.css';

interface ChangesProps {
  readonly kind: EntryKind;
  readonly changes: readonly FieldChange[];
  /** A new entry has no before. */
  readonly fresh: boolean;
  readonly names: Readonly<Record<string, string>>;
}

/** What differs, folded: of a new entry what it says, of another before and after. */
export function Changes({ kind, changes, fresh, names }: ChangesProps) {
  const { t } = useText();
  const nameOf = useFieldName();
  const told = changes.filter(({ field, after }) => field !== 'id' && (!fresh || !isUnsaid(specOf(kind, field), after)));
  if (told.length === 0) return null;
  return (
    <Disclosure summary={t(fresh ? 'directory.imports.says' : 'directory.imports.differs', { n: told.length, fields: told.slice(0, 3).map(({ field }) => nameOf(field)).join(', ') })}>
      <ul className="directory-keep__list">
        {told.map(({ field, before, after }) => (
          <li key={field}>
            <strong>{nameOf(field)}</strong>: {fresh ? null : <><Shown spec={specOf(kind, field)} value={before} names={names} /> <span aria-hidden="true">→</span><span className="ui-hidden"> {t('directory.keep.becomes')} </span></>} <Shown spec={specOf(kind, field)} value={after} names={names} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
