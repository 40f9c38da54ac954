import { factValueKey } from '#kernel/fact-words';
import { factDefinition, type FactCode } from '#kernel/facts';
import { CheckboxGroup, NumberField, Row, Select, useText } from '#ui';
import { CodePicker, CodesPicker } from './code-picker.tsx';
import type { DraftLeaf, DraftValue } from './draft.ts';

interface ValueProps {
  readonly leaf: DraftLeaf & { readonly fact: FactCode };
  onChange(changes: Partial<Pick<DraftLeaf, 'op' | 'key' | 'value'>>): void;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
const listOf = (value: DraftValue): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const oneOf = (value: DraftValue): string | null => (value === null || Array.isArray(value) ? null : String(value));

/** A yes-or-no fact is chosen as one of two sentences. */
function YesNoSentence({ leaf, onChange }: ValueProps) {
  const { t } = useText();
  const chosen = leaf.value === null ? null : String((leaf.op === 'is') === leaf.value);
  return (
    <Select name={`value-${leaf.id}`} label={t('directory.conditions.value')} width="full" value={chosen} onChange={(value) => onChange({ op: 'is', value: value === undefined ? null : value === 'true' })}
      options={['true', 'false'].map((value) => ({ value, label: t(`directory.facts.${leaf.fact}.${value}`) }))} />
  );
}

function NumberValue({ leaf, onChange }: ValueProps) {
  const { t } = useText();
  const [from, to] = Array.isArray(leaf.value) ? (leaf.value as readonly number[]) : [leaf.value as number | null];
  if (leaf.op !== 'between') return <NumberField name={`value-${leaf.id}`} label={t('directory.conditions.value')} value={from} onChange={(value) => onChange({ value: value ?? null })} />;
  const pair = (a: number | null | undefined, b: number | null | undefined): DraftValue => [a, b].map((one) => one ?? '') as (string | number)[];
  return (
    <Row gap={3}>
      <NumberField name={`from-${leaf.id}`} label={t('directory.conditions.value-from')} value={from} onChange={(value) => onChange({ value: pair(value, to) })} />
      <NumberField name={`to-${leaf.id}`} label={t('directory.conditions.value-to')} value={to} onChange={(value) => onChange({ value: pair(from, value) })} />
    </Row>
  );
}

/** One or several of a closed list. */
function ListedValue({ leaf, values, onChange }: ValueProps & { readonly values: readonly string[] }) {
  const { t } = useText();
  const options = values.map((value) => ({ value, label: capital(t(factValueKey(leaf.fact, value))) }));
  const label = t('directory.conditions.value');
  if (leaf.op === 'in') return <CheckboxGroup name={`value-${leaf.id}`} label={label} layout="row" options={options} value={listOf(leaf.value)} onChange={(value) => onChange({ value: value ?? [] })} />;
  return <Select name={`value-${leaf.id}`} label={label} width="full" options={options} value={oneOf(leaf.value)} onChange={(value) => onChange({ value: value ?? null })} />;
}

function OpenValue({ leaf, onChange }: ValueProps) {
  const { t } = useText();
  const words = { fact: leaf.fact, name: `value-${leaf.id}`, label: t('directory.conditions.value') };
  if (leaf.op === 'in') return <CodesPicker {...words} value={listOf(leaf.value)} onChange={(value) => onChange({ value })} />;
  return <CodePicker {...words} value={oneOf(leaf.value)} onChange={(value) => onChange({ value })} />;
}

/** Which paper or language, and, unless having it is the question, in which state or how well. */
function EntryValue(props: ValueProps & { readonly values: readonly string[] }) {
  const { leaf, onChange } = props;
  const { t } = useText();
  const label = t(`directory.conditions.entry.${leaf.fact === 'languages' ? 'language' : 'document'}`);
  const picked = { fact: leaf.fact, name: `entry-${leaf.id}`, label };
  if (leaf.op === 'has' || leaf.op === 'lacks') return <CodePicker {...picked} value={oneOf(leaf.value)} onChange={(value) => onChange({ value })} />;
  return (
    <>
      <CodePicker {...picked} value={leaf.key || null} onChange={(key) => onChange({ key: key ?? '' })} />
      <ListedValue {...props} />
    </>
  );
}

/** The value that fits the fact and the operation, from the vocabulary of the fact. */
export function ValueField(props: ValueProps) {
  const def = factDefinition(props.leaf.fact);
  switch (def.kind) {
    case 'boolean': return <YesNoSentence {...props} />;
    case 'number': return <NumberValue {...props} />;
    case 'code':
    case 'ordered': return <ListedValue {...props} values={def.values} />;
    case 'map': return <EntryValue {...props} values={def.values} />;
    case 'codes': return def.values ? <ListedValue {...props} values={def.values} /> : <OpenValue {...props} />;
    case 'open-code': return <OpenValue {...props} />;
  }
}
