import { useMemo } from 'react';
import type { Locale } from '#kernel/codes';
import type { FactCode } from '#kernel/facts';
import { Chip, Combobox, Row, Stack, TextField, useText, type ComboOption } from '#ui';
import { namedBy, type NameKind } from '../../matching/phrase.ts';
import { MunicipalityPicker } from '../municipality-picker.tsx';
import { nameIn, useNames, type Names } from './names.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Countries by their names: whatever pair of letters has one. */
function countries(locale: Locale): ComboOption[] {
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter((code) => code < 'X' && !['EU', 'EZ', 'UN', 'QO'].includes(code));
  return codes.flatMap((value) => {
    const label = names.of(value);
    return label ? [{ value, label }] : [];
  }).sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Languages of those who return and of those who serve them; any other by its code (ISO 639-3). */
const LANGUAGES = ['spa', 'eng', 'fra', 'por', 'cab', 'myn', 'nah', 'quc', 'kek', 'cak', 'mam', 'tzh', 'tzo', 'yua', 'zap', 'mix', 'sgn'];

function languages(locale: Locale): ComboOption[] {
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' });
  return LANGUAGES.flatMap((value) => {
    const label = names.of(value);
    return label ? [{ value, label }] : [];
  });
}

type Named = { readonly id: string } & Readonly<Record<Locale, string>>;
const named = (list: readonly Named[] | undefined, locale: Locale): ComboOption[] => (list ?? []).map((one) => ({ value: one.id, label: one[locale] }));

const LISTS: { readonly [K in NameKind]?: (names: Names, locale: Locale) => readonly ComboOption[] } = {
  country: (_, locale) => countries(locale),
  language: (_, locale) => languages(locale),
  document: ({ form }, locale) => named(form?.documents, locale),
  receptionPoint: ({ form }, locale) => named(form?.receptionPoints, locale),
};

/** The list a code is chosen from; `null` where there is none here. */
function optionsFor(fact: FactCode, names: Names, locale: Locale): readonly ComboOption[] | null {
  if (fact === 'destinationAdmin1') return (names.form?.departments ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return LISTS[namedBy(fact)]?.(names, locale) ?? null;
}

export interface CodeProps {
  readonly fact: FactCode;
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  onChange(value: string | null): void;
}

/** One code, by its name where there is a list of names. */
export function CodePicker({ fact, name, label, value, onChange }: CodeProps) {
  const { locale, t } = useText();
  const names = useNames();
  const options = useMemo(() => optionsFor(fact, names, locale), [fact, names, locale]);
  const change = (next: string | undefined): void => onChange(next || null);
  if (options) return <Combobox name={name} label={label} options={options} value={value} onChange={change} />;
  if (namedBy(fact) !== 'place') return <TextField name={name} label={label} hint={t('directory.conditions.code-hint')} value={value} onChange={change} width="medium" />;
  return <MunicipalityPicker name={name} label={label} value={value} onChange={change} onPick={(option) => option && names.learn(option.value, option.label)} />;
}

interface CodesProps extends Omit<CodeProps, 'value' | 'onChange'> {
  readonly value: readonly string[];
  onChange(value: readonly string[]): void;
}

/** Several codes: chosen one after the other, each can be taken out again. */
export function CodesPicker({ value, onChange, ...rest }: CodesProps) {
  const { locale } = useText();
  const names = useNames();
  const known = optionsFor(rest.fact, names, locale);
  const nameOf = (code: string): string => known?.find((one) => one.value === code)?.label ?? nameIn(names, locale)(namedBy(rest.fact), code) ?? code;
  return (
    <Stack gap={2}>
      {value.length > 0 ? <Row gap={2}>{value.map((code) => <Chip key={code} onRemove={() => onChange(value.filter((one) => one !== code))}>{nameOf(code)}</Chip>)}</Row> : null}
      <CodePicker key={value.length} {...rest} value={null} onChange={(code) => { if (code && !value.includes(code)) onChange([...value, code]); }} />
    </Stack>
  );
}
