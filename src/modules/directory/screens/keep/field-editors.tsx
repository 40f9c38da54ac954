import { useState, type ComponentType } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { fold } from '#kernel/text';
import { api } from '#platform/client';
import { Button, Checkbox, CheckboxGroup, Chip, Combobox, DateField, Grid, NumberField, Select, TextArea, TextField, YesNo, useText } from '#ui';
import type { ComboOption } from '#ui';
import type { DocumentType } from '../../schema.ts';
import type { EntryList } from '../../schema/stewardship.ts';
import { findMunicipalities, useNeeds } from '../data.ts';
import { useServiceWords } from '../words.ts';
import { useDepartments } from './data.ts';
import type { EditorProps, FieldProps } from './editor-props.ts';
import { GROUPS, type FieldAs, type FieldSpec, type PickFrom } from './fields.ts';
import { PlaceEditor, PlacesEditor, RowsEditor, StopsEditor } from './row-fields.tsx';
import { Shown, useFieldName, usePickName } from './shown.tsx';

/** Controls for the fields of an entry, one for each way of writing a value. */

interface LabelledProps extends EditorProps { readonly label: string; readonly hint: string | undefined }

/** One field with its control. */
export function FieldEditor({ label, locked = false, ...props }: FieldProps) {
  const { t } = useText();
  const nameOf = useFieldName();
  const { spec } = props;
  const Editor = locked ? AsItIs : EDITORS[spec.as];
  return <Editor {...props} Field={FieldEditor} label={label ?? nameOf(spec.name)} hint={spec.hint ? t(`directory.keep.hint.${spec.name}`) : undefined} />;
}

const words = ({ label, hint, spec }: LabelledProps) => ({ label, hint, optional: !spec.required });

const Text = (props: LabelledProps) => <TextField {...props.form.at<string>(props.path)} {...words(props)} />;
const Long = (props: LabelledProps) => <TextArea {...props.form.at<string>(props.path)} {...words(props)} rows={3} />;
const Count = (props: LabelledProps) => <NumberField {...props.form.at<number>(props.path)} {...words(props)} />;
const Decimal = (props: LabelledProps) => <NumberField {...props.form.at<number>(props.path)} {...words(props)} decimals />;
const Day = (props: LabelledProps) => <DateField {...props.form.at<string>(props.path)} {...words(props)} />;
const Tick = (props: LabelledProps) => <Checkbox {...props.form.at<boolean>(props.path)} label={props.label} {...(props.hint ? { hint: props.hint } : {})} />;

function OrUnsaid(props: LabelledProps) {
  const { t } = useText();
  return <YesNo {...props.form.at<boolean>(props.path)} {...words(props)} unknownLabel={t('directory.keep.not-said')} />;
}

function useOptions({ options = [], words: under = '' }: FieldSpec) {
  const { t } = useText();
  return options.map((value) => ({ value, label: t(`${under}.${value}`) }));
}

function One(props: LabelledProps) {
  const { t } = useText();
  return <Select {...props.form.at<string>(props.path)} {...words(props)} options={useOptions(props.spec)} width="full" emptyLabel={t('directory.keep.not-said')} />;
}

/** Nothing ticked where "nothing said" and an empty list are the same to the schema. */
function Several(props: LabelledProps) {
  const at = props.form.at<readonly string[]>(props.path);
  const nullable = props.spec.name === 'ages' || props.spec.name === 'sexes';
  return <CheckboxGroup {...at} {...words(props)} options={useOptions(props.spec)} layout="row" onChange={(value) => at.onChange(nullable && value?.length === 0 ? undefined : value)} />;
}

/** One value to a line. */
function Lines(props: LabelledProps) {
  const { t } = useText();
  const { value, onChange, ...rest } = props.form.at<readonly string[]>(props.path);
  return <TextArea {...rest} {...words(props)} hint={t('directory.keep.one-a-line')} rows={Math.max(2, value?.length ?? 0)} value={(value ?? []).join('\n')} onChange={(text) => onChange(text ? text.split('\n') : [])} />;
}

async function findEntries(kind: 'organization' | 'service' | 'legalBasis', text: string, locale: string): Promise<ComboOption[]> {
  const { entries } = await api.get<EntryList>('/api/directory/entries', { kind, text });
  return entries.map((line) => ({ value: line.id, label: locale === 'en' ? line.nameEn : line.nameEs, note: line.id }));
}

/** ISO 639-3: languages that a service is likely to be given in. Another that an exchange brought stays and is shown. */
const LANGUAGES = ['spa', 'eng', 'por', 'fra', 'hat', 'nah', 'maz', 'mix', 'zap', 'tzo', 'tzh', 'yua', 'quc', 'mam', 'kek', 'cak', 'kjb', 'tzj', 'ixl', 'poc', 'cab', 'miq', 'jic', 'pay', 'cac', 'acr'];

/** The country, a department, or a municipality: whose inhabitants are served. */
function useAreaSearch(): (text: string) => Promise<readonly ComboOption[]> {
  const { t } = useText();
  const { actor } = useSession();
  const departments = useDepartments();
  return async (text) => {
    const wanted = fold(text);
    const wide = [{ value: actor.country as string, label: t('directory.map.whole-country') }, ...(departments.data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name, note: t('directory.keep.field.place.admin1') }))];
    return [...wide.filter((one) => fold(one.label).includes(wanted)).slice(0, MOST_WIDE), ...await findMunicipalities({ text })];
  };
}
const MOST_WIDE = 6;

const inOrder = (options: readonly ComboOption[]): readonly ComboOption[] => [...options].sort((a, b) => a.label.localeCompare(b.label));

/** What the server finds by words. */
const FOUND: Partial<Record<PickFrom, 'service' | 'legalBasis'>> = { services: 'service', legalBases: 'legalBasis' };

/** What there is to choose from: a list that is here, or what the server finds. */
function usePickSource(spec: FieldSpec): { options?: readonly ComboOption[]; load?: (text: string) => Promise<readonly ComboOption[]> } {
  const { locale } = useText();
  const needs = useNeeds();
  const say = useServiceWords();
  const nameOf = usePickName({});
  const areas = useAreaSearch();
  const papers = useQuery({ queryKey: ['directory', 'documents'], queryFn: () => api.get<{ documents: DocumentType[] }>('/api/directory/documents'), staleTime: Infinity, enabled: spec.from === 'documents' });
  const named = (codes: readonly string[]) => ({ options: inOrder(codes.map((value) => ({ value, label: nameOf(spec, value) }))) });
  if (spec.from === 'areas') return { load: areas };
  switch (spec.from) {
    case 'needs': return { options: inOrder((needs.data?.needs ?? []).map((need) => ({ value: need.code, label: say.need(need) }))) };
    case 'documents': return { options: (papers.data?.documents ?? []).map((one) => ({ value: one.id, label: locale === 'en' ? one.nameEn : one.nameEs })) };
    case 'groups': return named(GROUPS);
    case 'languages': return named(LANGUAGES);
    default: return { load: (text) => findEntries(FOUND[spec.from ?? 'organizations'] ?? 'organization', text, locale) };
  }
}

function Pick(props: LabelledProps) {
  const { spec, names, path, form } = props;
  const source = usePickSource(spec);
  const nameOf = usePickName(names);
  return <Combobox {...form.at<string>(path)} {...words(props)} {...source} resolve={async (value) => ({ value, label: nameOf(spec, value) })} />;
}

/** Of many that were chosen the first ones stand there, and a button for the others. */
const FOLDED = 12;

/** Several from a list: what was chosen stands as chips, the box adds one more. */
function Picks(props: LabelledProps) {
  const { spec, names, path, form } = props;
  const { t } = useText();
  const source = usePickSource(spec);
  const nameOf = usePickName(names);
  const at = form.at<readonly string[]>(path);
  const chosen = at.value ?? [];
  const [learnt, setLearnt] = useState<Readonly<Record<string, string>>>({});
  const [all, setAll] = useState(false);
  const labelOf = (code: string): string => source.options?.find((option) => option.value === code)?.label ?? learnt[code] ?? nameOf(spec, code);
  const add = (code: string | undefined) => { if (code && !chosen.includes(code)) at.onChange([...chosen, code]); };
  const shown = all ? chosen : chosen.slice(0, FOLDED);
  const none = spec.orNone ? (
    <Checkbox name={`${at.name}.none`} label={t('directory.keep.none')} value={at.value !== null && at.value !== undefined && chosen.length === 0} onChange={(yes) => at.onChange(yes ? [] : undefined)} />
  ) : null;
  return (
    <div className="ui-field">
      <Combobox {...at} {...words(props)} {...source} hint={props.hint ?? t('directory.keep.pick-more')} value={null} onChange={add} key={chosen.join()}
        onPick={(option) => { if (option) setLearnt((before) => ({ ...before, [option.value]: option.label })); }} />
      {chosen.length > 0 ? (
        <div className="directory-keep__chips">
          {shown.map((code) => <Chip key={code} removeLabel={t('directory.keep.remove', { name: labelOf(code) })} onRemove={() => at.onChange(chosen.filter((one) => one !== code))}>{labelOf(code)}</Chip>)}
          {shown.length < chosen.length ? <Button size="small" look="quiet" onClick={() => setAll(true)}>{t('directory.keep.show-more', { n: chosen.length - shown.length })}</Button> : null}
        </div>
      ) : none}
    </div>
  );
}

const BENEFIT: readonly FieldSpec[] = [{ name: 'amount', as: 'decimal' }, { name: 'currency', as: 'text', hint: true }, { name: 'note', as: 'text' }];

function Benefit({ form, path, names }: LabelledProps) {
  const nameOf = useFieldName();
  return <Grid min="small" gap={3}>{BENEFIT.map((spec) => <FieldEditor key={spec.name} form={form} spec={spec} path={`${path}.${spec.name}`} label={nameOf(`benefit.${spec.name}`)} names={names} />)}</Grid>;
}

/** What has a screen of its own, or none: shown, and sent as it is. */
function AsItIs({ form, spec, path, names, label }: LabelledProps) {
  return (
    <div className="ui-field">
      <div className="ui-field__label">{label}</div>
      <div><Shown spec={spec} value={form.at<unknown>(path).value} names={names} /></div>
    </div>
  );
}

const EDITORS: Readonly<Record<FieldAs, ComponentType<LabelledProps>>> = {
  text: Text, long: Long, number: Count, decimal: Decimal, day: Day, yesNo: OrUnsaid, tick: Tick, choice: One, choices: Several, lines: Lines, pick: Pick, picks: Picks,
  rows: RowsEditor, places: PlacesEditor, place: PlaceEditor, stops: StopsEditor, benefit: Benefit, figures: RowsEditor, stamp: AsItIs, criteria: AsItIs, needCriteria: AsItIs, quotes: AsItIs, other: AsItIs,
};
