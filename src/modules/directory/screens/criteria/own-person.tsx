import { useState } from 'react';
import { factLabelKey, factValueKey } from '#kernel/fact-words';
import { isFactValue } from '#kernel/fact-values';
import { factDefinition, known, type FactCode, type FactState, type FactValue } from '#kernel/facts';
import { CheckboxGroup, Combobox, Grid, NumberField, Select, Stack, useText, useToday } from '#ui';
import { CodePicker, CodesPicker } from './code-picker.tsx';
import { useFactOptions } from './condition-row.tsx';

type Facts = Partial<Record<FactCode, FactState>>;

interface OwnProps {
  readonly facts: Facts;
  /** Facts that the conditions ask: the ones that are worth setting. */
  readonly asked: readonly FactCode[];
  onChange(facts: Facts): void;
}

/** One more made-up person, answer by answer: known, not known, or not said. */
export function OwnPerson({ facts, asked, onChange }: OwnProps) {
  const { t } = useText();
  const options = useFactOptions();
  const [more, setMore] = useState<readonly FactCode[]>([]);
  const shown = [...new Set([...asked, ...more])];
  const set = (code: FactCode, state: FactState | null): void => {
    const { [code]: _, ...rest } = facts;
    onChange(state ? { ...rest, [code]: state } : rest);
  };
  return (
    <Stack gap={3}>
      <Grid min="small" gap={3}>
        {shown.map((code) => <Answer key={code} code={code} state={facts[code]} onChange={(state) => set(code, state)} />)}
      </Grid>
      <Combobox key={more.length} name="own-more" label={t('directory.conditions.own.more')} options={options.filter(({ value }) => !shown.includes(value))} value={null}
        onChange={(code) => { if (code) setMore([...more, code as FactCode]); }} />
    </Stack>
  );
}

interface AnswerProps {
  readonly code: FactCode;
  readonly state: FactState | undefined;
  onChange(state: FactState | null): void;
}

function Answer({ code, state, onChange }: AnswerProps) {
  const { t } = useText();
  const today = useToday();
  // "Known" is chosen before the value is: until then nothing is known.
  const [opened, setOpened] = useState(false);
  const stands = state?.state ?? (opened ? 'known' : 'unknown');
  const label = t(factLabelKey(code));
  const choose = (next: string | undefined): void => {
    setOpened(next === 'known');
    onChange(next === 'declined' ? { state: 'declined', at: today } : null);
  };
  const tell = (value: unknown): void => onChange(isFactValue(code, value) ? known(value, today, 'sample') : null);
  return (
    <Stack gap={2}>
      <Select name={`own-${code}`} label={label} value={stands} width="full" onChange={choose}
        options={['unknown', 'known', 'declined'].map((value) => ({ value, label: t(`directory.conditions.answer.${value}`) }))} />
      {stands === 'known' ? <AnswerValue code={code} label={t('directory.conditions.answer.value', { fact: label })} value={state?.state === 'known' ? state.value : undefined} tell={tell} /> : null}
    </Stack>
  );
}

interface ValueProps {
  readonly code: FactCode;
  readonly label: string;
  readonly value: FactValue | undefined;
  tell(value: unknown): void;
}

const listOf = (value: FactValue | undefined): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : []);

function AnswerValue({ code, label, value, tell }: ValueProps) {
  const { t } = useText();
  const name = `own-value-${code}`;
  const def = factDefinition(code);
  const choices = (values: readonly string[]) => values.map((one) => ({ value: one, label: t(factValueKey(code, one)) }));
  const several = { name, label, value: listOf(value), onChange: (list: readonly string[] | undefined) => tell(list ?? []) };
  switch (def.kind) {
    case 'number': return <NumberField name={name} label={label} hideLabel value={value as number | undefined} onChange={tell} />;
    case 'boolean': return <YesNoAnswer code={code} label={label} value={value} tell={tell} />;
    case 'code':
    case 'ordered': return <Select name={name} label={label} hideLabel width="full" value={value as string | undefined} onChange={tell} options={choices(def.values)} />;
    case 'codes': return def.values ? <CheckboxGroup {...several} hideLabel options={choices(def.values)} /> : <CodesPicker {...several} fact={code} />;
    case 'open-code': return <CodePicker fact={code} name={name} label={label} value={typeof value === 'string' ? value : null} onChange={tell} />;
    case 'map': return <EntryAnswer code={code} label={label} value={value} values={def.values} tell={tell} />;
  }
}

function YesNoAnswer({ code, label, value, tell }: ValueProps) {
  const { t } = useText();
  return (
    <Select name={`own-value-${code}`} label={label} hideLabel width="full" value={value === undefined ? null : String(value)} onChange={(one) => tell(one === undefined ? undefined : one === 'true')}
      options={['true', 'false'].map((one) => ({ value: one, label: t(`directory.facts.${code}.${one}`) }))} />
  );
}

/** One entry of a map fact at a time: which paper or language, and how it stands with it. */
function EntryAnswer({ code, label, value, values, tell }: ValueProps & { readonly values: readonly string[] }) {
  const { t } = useText();
  const entries = (value ?? {}) as Readonly<Record<string, string>>;
  const [key, setKey] = useState<string | null>(Object.keys(entries)[0] ?? null);
  return (
    <Stack gap={2}>
      <CodePicker fact={code} name={`own-key-${code}`} label={t(`directory.conditions.entry.${code === 'languages' ? 'language' : 'document'}`)} value={key} onChange={setKey} />
      {key ? (
        <Select name={`own-value-${code}`} label={label} hideLabel width="full" value={entries[key]} onChange={(state) => tell({ ...entries, ...(state ? { [key]: state } : {}) })}
          options={values.map((one) => ({ value: one, label: t(factValueKey(code, one)) }))} />
      ) : null}
    </Stack>
  );
}
