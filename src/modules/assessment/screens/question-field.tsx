import { useState } from 'react';
import { PlaceField } from '#registry/screens';
import { CheckboxGroup, Chip, DateField, NumberField, RadioGroup, Row, Select, Stack, TextField, useText, YesNo } from '#ui';
import { wordingIn, type Choice, type Question, type QuestionKind } from '../instrument.ts';
import type { AnswerValue } from '../schema.ts';
import type { QuestionFieldProps } from './question-props.ts';
import { RepeatField } from './repeat-field.tsx';

/** Who needs the answer and why stands beside every question, with the hint for whoever asks. */
function useHint(question: Question, compact: boolean): React.ReactNode {
  const { t, locale } = useText();
  if (compact) return question.hint ? wordingIn(question.hint, locale) : undefined;
  return (
    <>
      {question.hint ? <>{wordingIn(question.hint, locale)}<br /></> : null}
      {t('assessment.needed-by', { who: wordingIn(question.neededBy, locale) })}
    </>
  );
}

function useOptions(choices: readonly Choice[] | undefined): { value: string; label: string }[] {
  const { locale } = useText();
  return (choices ?? []).map((c) => ({ value: c.code, label: wordingIn(c.label, locale) }));
}

/** "None of these" takes the other choices away, and they take it away. */
function togglesAlone(question: Question, before: readonly string[], next: readonly string[]): string[] {
  const alone = new Set((question.choices ?? []).filter((c) => c.alone).map((c) => c.code));
  const added = next.find((code) => !before.includes(code));
  if (added && alone.has(added)) return [added];
  return next.filter((code) => !added || !alone.has(code));
}

function Levels({ question, value, onChange, compact = false }: QuestionFieldProps) {
  const { locale, t } = useText();
  const rows = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : {};
  const hint = useHint(question, compact);
  const levels = useOptions(question.levels);
  const set = (row: string, level: string | undefined) => {
    const { [row]: _, ...rest } = rows;
    const next = level ? { ...rest, [row]: level } : rest;
    onChange(Object.keys(next).length > 0 ? next : null);
  };
  return (
    <fieldset className="assessment-levels">
      <legend>{wordingIn(question.label, locale)}</legend>
      <p className="assessment-levels__hint">{hint}</p>
      <div className="assessment-levels__rows">
        {(question.choices ?? []).map((row) => (
          <Select
            key={row.code} name={`${question.code}.${row.code}`} label={wordingIn(row.label, locale)} options={levels} emptyLabel={t('assessment.choose')}
            value={rows[row.code] ?? null} onChange={(level) => set(row.code, level)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Places({ question, value, onChange, compact = false }: QuestionFieldProps) {
  const { locale, t } = useText();
  const hint = useHint(question, compact);
  const [names, setNames] = useState<Record<string, string>>({});
  const chosen = Array.isArray(value) ? value : [];
  return (
    <Stack gap={2}>
      <PlaceField
        key={chosen.length} name={question.code} label={wordingIn(question.label, locale)} hint={hint} optional={question.optional} value={null} onChange={() => undefined}
        onPick={(option) => {
          if (!option || chosen.includes(option.value)) return;
          setNames((now) => ({ ...now, [option.value]: option.label }));
          onChange([...chosen, option.value]);
        }}
      />
      {chosen.length > 0 ? (
        <Row gap={2}>
          {chosen.map((id) => (
            <Chip key={id} icon="place" removeLabel={t('assessment.remove-place', { place: names[id] ?? id })} onRemove={() => onChange(chosen.length > 1 ? chosen.filter((x) => x !== id) : null)}>
              {names[id] ?? id}
            </Chip>
          ))}
        </Row>
      ) : null}
    </Stack>
  );
}

const textOf = (value: AnswerValue | null): string | null => (typeof value === 'string' ? value : null);
const listOf = (value: AnswerValue | null): readonly string[] => (Array.isArray(value) ? value : []);

function useWords({ question, error, compact = false }: QuestionFieldProps) {
  const { locale } = useText();
  const hint = useHint(question, compact);
  return { name: question.code, label: wordingIn(question.label, locale), hint, optional: question.optional && !compact, error };
}

function OneOf(props: QuestionFieldProps) {
  const options = useOptions(props.question.choices);
  return <RadioGroup {...useWords(props)} layout={props.compact ? 'row' : 'list'} options={options} value={textOf(props.value)} onChange={(v) => props.onChange(v ?? null)} />;
}

function SomeOf(props: QuestionFieldProps) {
  const options = useOptions(props.question.choices);
  const chosen = listOf(props.value);
  const choose = (next: readonly string[] | undefined) => props.onChange(next && next.length > 0 ? togglesAlone(props.question, chosen, next) : null);
  return <CheckboxGroup {...useWords(props)} layout={props.compact ? 'row' : 'list'} options={options} value={chosen} onChange={choose} />;
}

const YesOrNo = (props: QuestionFieldProps) => <YesNo {...useWords(props)} value={typeof props.value === 'boolean' ? props.value : null} onChange={(v) => props.onChange(v ?? null)} />;
const HowMany = (props: QuestionFieldProps) => <NumberField {...useWords(props)} value={typeof props.value === 'number' ? props.value : null} onChange={(v) => props.onChange(v ?? null)} />;
const OnDay = (props: QuestionFieldProps) => <DateField {...useWords(props)} value={textOf(props.value)} onChange={(v) => props.onChange(v ?? null)} />;
const InWords = (props: QuestionFieldProps) => <TextField {...useWords(props)} value={textOf(props.value)} onChange={(v) => props.onChange(v ?? null)} />;

function Group(props: QuestionFieldProps) {
  const hint = useHint(props.question, props.compact ?? false);
  return <RepeatField {...props} hint={hint} field={(of) => <QuestionField {...of} />} />;
}

const FIELDS: Record<QuestionKind, (props: QuestionFieldProps) => React.JSX.Element> = {
  levels: Levels, places: Places, yes_no: YesOrNo, select_one: OneOf, select_multiple: SomeOf, integer: HowMany, date: OnDay, text: InWords, repeat: Group,
};

/** One question of an instrument, by its kind. */
export function QuestionField(props: QuestionFieldProps) {
  const Kind = FIELDS[props.question.kind];
  return <Kind {...props} />;
}
