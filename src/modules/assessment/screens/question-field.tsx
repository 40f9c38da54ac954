import { useState } from 'react';
import { PlaceField } from '#registry/screens';
import { CheckboxGroup, Chip, DateField, NumberField, RadioGroup, Row, Select, Stack, TextField, useText, YesNo } from '#ui';
import { wordingIn, type Choice, type Question } from '../instrument.ts';
import type { AnswerValue } from '../schema.ts';

export interface QuestionFieldProps {
  readonly question: Question;
  readonly value: AnswerValue | null;
  readonly onChange: (value: AnswerValue | null) => void;
  readonly error?: string | undefined;
  /** Many questions of one kind below each other: choices side by side, and the reason stands once above them all. */
  readonly compact?: boolean;
}

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

/** One question of an instrument, by its kind. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, value, onChange, error, compact = false } = props;
  const { locale } = useText();
  const hint = useHint(question, compact);
  const options = useOptions(question.choices);
  const words = { name: question.code, label: wordingIn(question.label, locale), hint, optional: question.optional && !compact, error };
  const layout = compact ? 'row' as const : 'list' as const;
  const text = typeof value === 'string' ? value : null;
  switch (question.kind) {
    case 'levels': return <Levels {...props} />;
    case 'places': return <Places {...props} />;
    case 'yes_no': return <YesNo {...words} value={typeof value === 'boolean' ? value : null} onChange={(v) => onChange(v ?? null)} />;
    case 'select_one': return <RadioGroup {...words} layout={layout} options={options} value={text} onChange={(v) => onChange(v ?? null)} />;
    case 'select_multiple': {
      const chosen = Array.isArray(value) ? value : [];
      return <CheckboxGroup {...words} layout={layout} options={options} value={chosen} onChange={(v) => onChange(v && v.length > 0 ? togglesAlone(question, chosen, v) : null)} />;
    }
    case 'integer': return <NumberField {...words} value={typeof value === 'number' ? value : null} onChange={(v) => onChange(v ?? null)} />;
    case 'date': return <DateField {...words} value={text} onChange={(v) => onChange(v ?? null)} />;
    case 'text': return <TextField {...words} value={text} onChange={(v) => onChange(v ?? null)} />;
  }
}
