import type { ReactNode } from 'react';
import { Button, Disclosure, Grid, Icon, Select, Stack, useText } from '#ui';
import { PLACE_BLANK, PLACE_FIELDS, PLACE_ROWS, REACHES, STOP_BLANK, type FieldSpec } from './fields.ts';
import type { EditorProps, EntryForm } from './editor-props.ts';
import { MunicipalityPicker } from '../municipality-picker.tsx';
import { useDepartments } from './data.ts';
import { useFieldName } from './shown.tsx';

/** Parts of an entry of which there may be several: telephones, hours, places, costs. */

type Row = Readonly<Record<string, unknown>>;

interface RowsProps extends EditorProps {
  readonly blank: Row;
  readonly children: (path: string, row: Row) => ReactNode;
}

/** A list of parts with a button for one more; taking one out asks nothing, the form can be left without sending. */
function Rows({ form, spec, path, blank, children }: RowsProps) {
  const { t } = useText();
  const label = useFieldName()(spec.name);
  const { name, value, onChange, error } = form.at<readonly Row[]>(path);
  const rows = value ?? [];
  return (
    <fieldset className={error ? 'ui-field ui-field--wrong' : 'ui-field'}>
      <legend className="ui-field__label">{label}</legend>
      {spec.hint ? <div className="ui-field__hint">{t(`directory.keep.hint.${spec.name}`)}</div> : null}
      {error && rows.length === 0 ? <div className="ui-field__error"><Icon name="alert" size={18} /><span>{error}</span></div> : null}
      {rows.map((row, at) => (
        <div key={at} className="directory-keep__row">
          {children(`${path}.${at}`, row)}
          <div><Button size="small" look="quiet" icon="trash" aria-label={t('directory.keep.take-out-of', { field: label, n: at + 1 })} onClick={() => onChange(rows.filter((_, i) => i !== at))}>{t('directory.keep.take-out')}</Button></div>
        </div>
      ))}
      <div><Button size="small" icon="plus" name={name} aria-label={t('directory.keep.add-to', { field: label })} onClick={() => onChange([...rows, blank])}>{t('directory.keep.add')}</Button></div>
    </fieldset>
  );
}

/** Parts whose fields the form names. */
export function RowsEditor(props: EditorProps) {
  const { spec, form, names, Field } = props;
  return (
    <Rows {...props} blank={spec.blank ?? {}}>
      {(path) => <Fields form={form} path={path} fields={spec.rows ?? []} of={spec.name} names={names} Field={Field} />}
    </Rows>
  );
}

interface FieldsProps extends Pick<EditorProps, 'form' | 'path' | 'names' | 'Field'> {
  readonly fields: readonly FieldSpec[];
  readonly of: string;
}

function Fields({ form, path, fields, of, names, Field }: FieldsProps) {
  const nameOf = useFieldName();
  return <Grid min="small" gap={3}>{fields.map((spec) => <Field key={spec.name} form={form} spec={spec} path={`${path}.${spec.name}`} label={nameOf(`${of}.${spec.name}`)} names={names} />)}</Grid>;
}

export function PlacesEditor(props: EditorProps) {
  return <Rows {...props} blank={PLACE_BLANK}>{(path, row) => <PlaceParts {...props} path={path} row={row} />}</Rows>;
}

export function PlaceEditor(props: EditorProps) {
  const { value } = props.form.at<Row>(props.path);
  return <div className="directory-keep__row"><PlaceParts {...props} row={value ?? {}} /></div>;
}

/** Where exactly it lies: another municipality makes coordinates of the one before untrue. */
function moved(row: Row, to: Row): Row {
  return { ...row, ...to, ...(row['latitude'] === undefined ? {} : { latitude: null, longitude: null, precision: null }) };
}

interface PartsProps extends EditorProps { readonly row: Row }

function PlaceParts({ form, path, row, names, Field }: PartsProps) {
  const { t } = useText();
  const nameOf = useFieldName();
  const departments = useDepartments();
  const whole = form.at<Row>(path);
  const reach = form.at<string>(`${path}.reach`);
  const department = form.at<string>(`${path}.admin1`);
  return (
    <>
      <Grid min="small" gap={3}>
        <Select {...reach} label={nameOf('place.reach')} width="full" options={REACHES.map((value) => ({ value: value as string, label: t(`directory.reach.${value}`) }))}
          onChange={(value) => whole.onChange(moved(row, { reach: value ?? 'unstated', admin2: null, ...(value === 'municipality' || value === 'department' ? {} : { admin1: null }) }))} />
        {row['reach'] === 'municipality' ? <Municipality form={form} path={path} row={row} /> : null}
        {row['reach'] === 'department' ? (
          <Select {...department} label={nameOf('place.admin1')} width="full" options={(departments.data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name }))} onChange={(value) => whole.onChange(moved(row, { admin1: value ?? null }))} />
        ) : null}
      </Grid>
      <Fields form={form} path={path} fields={PLACE_FIELDS} of="place" names={names} Field={Field} />
      <Disclosure summary={t('directory.keep.place-own')} open={PLACE_ROWS.some(({ name }) => (row[name] as readonly unknown[] | undefined)?.length)}>
        <Stack>{PLACE_ROWS.map((spec) => <RowsEditor key={spec.name} form={form} spec={spec} path={`${path}.${spec.name}`} names={names} Field={Field} />)}</Stack>
      </Disclosure>
    </>
  );
}

function Municipality({ form, path, row }: { readonly form: EntryForm; readonly path: string; readonly row: Row }) {
  const nameOf = useFieldName();
  const whole = form.at<Row>(path);
  const at = form.at<string>(`${path}.admin2`);
  return (
    <MunicipalityPicker {...at} label={nameOf('place.admin2')} onChange={() => undefined}
      onPick={(option) => whole.onChange(moved(row, { admin2: option?.value ?? null, admin1: (option as { admin1?: string } | null)?.admin1 ?? null }))} />
  );
}

const STOP_FIELDS: readonly FieldSpec[] = [{ name: 'note', as: 'text' }];

/** Where a team that travels stops. */
export function StopsEditor(props: EditorProps) {
  return (
    <Rows {...props} blank={STOP_BLANK}>
      {(path, row) => (
        <Grid min="small" gap={3}>
          <Municipality form={props.form} path={path} row={row} />
          <Fields form={props.form} path={path} fields={STOP_FIELDS} of="place" names={props.names} Field={props.Field} />
        </Grid>
      )}
    </Rows>
  );
}
