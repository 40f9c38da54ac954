import type { ComponentType, ReactNode } from 'react';
import type { Criteria } from '#kernel/criteria';
import { useText } from '#ui';
import { inWords, sayCriteria } from '../../matching/phrase.ts';
import { useNeeds } from '../data.ts';
import { useServiceWords } from '../words.ts';
import type { FieldAs, FieldSpec } from './fields.ts';

/** Values of entries in words. */

type Names = Readonly<Record<string, string>>;
type Row = Readonly<Record<string, unknown>>;

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

/** True if nobody has said it; an empty list of papers says that there are none. */
export const isUnsaid = (spec: FieldSpec, value: unknown): boolean => isEmpty(value) && !(spec.orNone && Array.isArray(value));

/** What a field is called. */
export function useFieldName(): (field: string) => string {
  const { t, has } = useText();
  return (field) => {
    const key = `directory.keep.field.${field}`;
    return has(key) ? t(key) : field;
  };
}

/** The name of a code, by where it comes from. */
export function usePickName(names: Names): (spec: FieldSpec, code: string) => string {
  const { t, has, locale } = useText();
  const needs = useNeeds();
  const words = useServiceWords();
  return ({ from }, code) => {
    if (from === 'needs') {
      const need = needs.data?.needs.find((one) => one.code === code);
      return need ? words.need(need) : code;
    }
    if (from === 'languages') return new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(code) ?? code;
    if (from === 'groups') return has(`directory.keep.group.${code}`) ? t(`directory.keep.group.${code}`) : code;
    return names[code] ?? code;
  };
}

interface Saying { readonly spec: FieldSpec; readonly value: unknown; readonly names: Names }

/** One value; "not said" where there is none. */
export function Shown(props: Saying): ReactNode {
  const { t } = useText();
  const { spec, value } = props;
  if (isEmpty(value)) {
    const none = spec.orNone && Array.isArray(value);
    return <span className="ui-soft">{t(none ? 'directory.keep.none' : 'directory.keep.not-said')}</span>;
  }
  return <Said {...props} />;
}

const LISTS: ReadonlySet<FieldAs> = new Set(['rows', 'places', 'stops']);

/** Kinds of values that have words of their own. */
const OWN_WORDS: Partial<Record<FieldAs, ComponentType<Saying>>> = { figures: Figures, stamp: Moment, quotes: Quotes, needCriteria: ByNeed };

function Said(props: Saying): ReactNode {
  const { spec, value } = props;
  const Own = OWN_WORDS[spec.as];
  if (Own) return <Own {...props} />;
  if (LISTS.has(spec.as)) return <List items={(value as readonly unknown[]).map((row) => <RowWords key={JSON.stringify(row)} {...props} value={row} />)} />;
  if (spec.as === 'place' || spec.as === 'benefit') return <RowWords {...props} />;
  if (spec.as === 'criteria') return <CriteriaWords criteria={value as Criteria} names={props.names} />;
  if (spec.as === 'lines') return <List items={(value as readonly string[]).map((line) => <span key={line}>{line}</span>)} />;
  if (spec.as === 'other') return <Other value={value} />;
  return <Plain {...props} />;
}

function Moment({ value }: Saying): ReactNode {
  return useText().formatDate(String(value), 'time');
}

function Plain({ spec, value, names }: Saying): ReactNode {
  const { t, has, formatDate, formatNumber } = useText();
  const nameOf = usePickName(names);
  const word = (code: unknown): string => (has(`${spec.words ?? ''}.${String(code)}`) ? t(`${spec.words ?? ''}.${String(code)}`) : String(code));
  switch (spec.as) {
    case 'day': return formatDate(String(value));
    case 'decimal': return formatNumber(Number(value), { maximumFractionDigits: 6 });
    case 'tick': case 'yesNo': return t(value === true ? 'ui.yes' : 'ui.no');
    case 'choice': return word(value);
    case 'choices': return (value as readonly unknown[]).map(word).join(', ');
    case 'pick': return nameOf(spec, String(value));
    case 'picks': return (value as readonly string[]).map((code) => nameOf(spec, code)).join(', ');
    default: return String(value);
  }
}

function List({ items }: { readonly items: readonly ReactNode[] }): ReactNode {
  return items.length === 1 ? items[0] : <ul className="directory-keep__list">{items.map((item, at) => <li key={at}>{item}</li>)}</ul>;
}

/** A row of several fields in one line: what is said, with its name where it does not speak for itself. */
function RowWords({ spec, value, names }: Saying): ReactNode {
  const { t } = useText();
  const nameOf = useFieldName();
  const row = value as Row;
  const told = (spec.rows ?? []).filter((part) => !isEmpty(row[part.name]) && row[part.name] !== false);
  if (spec.rows) {
    return told.map((part, at) => (
      <span key={part.name}>
        {at > 0 ? ' · ' : ''}
        {at > 0 && part.as !== 'choice' ? `${nameOf(`${spec.name}.${part.name}`)}: ` : ''}
        {part.as === 'tick' ? t('ui.yes') : <Shown spec={part} value={row[part.name]} names={names} />}
      </span>
    ));
  }
  if (spec.as === 'benefit') return [row['amount'], row['currency'], row['note']].filter((part) => !isEmpty(part)).join(' ');
  return <PlaceWords row={row} names={names} />;
}

function PlaceWords({ row, names }: { readonly row: Row; readonly names: Names }): ReactNode {
  const { t } = useText();
  const named = (code: unknown): string => (typeof code === 'string' ? (names[code] ?? code) : '');
  const address = (row['address'] ?? {}) as Row;
  const where = [row['name'], address['street'], address['more'], named(row['admin2']), named(row['admin1'])].filter((part) => !isEmpty(part)).map(String);
  const own = ((row['phones'] ?? []) as readonly Row[]).map((phone) => String(phone['number'] ?? ''));
  const rest = [row['note'], row['directions'], ...own].filter((part) => !isEmpty(part)).map(String);
  return (
    <>
      {where.length > 0 ? [...new Set(where)].join(', ') : t(`directory.reach.${String(row['reach'] ?? 'unstated')}`)}
      {row['confidential'] === true ? ` · ${t('directory.service.secret-place')}` : ''}
      {rest.length > 0 ? ` · ${rest.join(' · ')}` : ''}
    </>
  );
}

function CriteriaWords({ criteria, names }: { readonly criteria: Criteria; readonly names: Names }): ReactNode {
  const { t, locale } = useText();
  const parts = 'all' in criteria ? criteria.all : [criteria];
  if (parts.length === 0) return t('directory.service.everybody');
  return <List items={parts.map((part) => <span key={JSON.stringify(part)}>{inWords(sayCriteria(part), { t, locale, nameOf: (_, code) => names[code] })}</span>)} />;
}

/** Figures of the source, by the name that the source gives them; in a form they are lines already. */
function Figures({ value }: Saying): ReactNode {
  const pairs = Array.isArray(value) ? (value as readonly Row[]).map((line) => [String(line['name'] ?? ''), line['value']] as const) : Object.entries(value as Row);
  return <List items={pairs.map(([name, figure]) => <span key={name}>{name.replaceAll('_', ' ')}: {String(figure)}</span>)} />;
}

/** The words of the source on who may come, in English as they stand there, and which of them the conditions do not say. */
function Quotes({ value }: Saying): ReactNode {
  const { t } = useText();
  const rows = value as readonly { readonly detail: string; readonly inCriteria: boolean }[];
  return <List items={rows.map((row) => <span key={row.detail}><q lang="en">{row.detail}</q>{row.inCriteria ? '' : ` · ${t('directory.keep.not-in-conditions')}`}</span>)} />;
}

function ByNeed({ value, names }: Saying): ReactNode {
  const nameOf = usePickName(names);
  const needs = Object.entries(value as Readonly<Record<string, Criteria>>);
  return <List items={needs.map(([need, one]) => <div key={need}><strong>{nameOf({ name: '', as: 'pick', from: 'needs' }, need)}</strong>: <CriteriaWords criteria={one} names={names} /></div>)} />;
}

/** What no form writes: as it stands. */
function Other({ value }: { readonly value: unknown }): ReactNode {
  if (typeof value !== 'object') return String(value);
  return <code className="directory-keep__code">{JSON.stringify(value)}</code>;
}
