import { useState } from 'react';
import { Button, ButtonRow, Card, Confirm, Row as Line, Stack, useText } from '#ui';
import { wordingIn } from '../instrument.ts';
import { addRow, answerRow, asQuestion, questionsOfRow, removeRow, rowsOf } from '../rules/repeats.ts';
import type { AnswerValue, Cell, Row } from '../schema.ts';
import type { QuestionFieldProps } from './question-props.ts';

interface RepeatProps extends QuestionFieldProps {
  /** The field of one question; handed in, since it is the one that asks for this. */
  readonly field: (props: QuestionFieldProps) => React.ReactNode;
  readonly hint: React.ReactNode;
}

/** A repeated group: one card per child or job, added and removed, each with its own questions. */
export function RepeatField({ question, value, onChange, field, hint, error }: RepeatProps) {
  const { t, locale } = useText();
  const [leaving, setLeaving] = useState<Row | null>(null);
  const rows = rowsOf(value);
  const item = question.repeat ? wordingIn(question.repeat.item, locale) : '';
  const remove = (row: Row) => { onChange(removeRow(rows, row.id)); setLeaving(null); };
  return (
    <fieldset className="assessment-levels">
      <legend>{wordingIn(question.label, locale)}</legend>
      <p className="assessment-levels__hint">{hint}</p>
      {error ? <p role="alert">{error}</p> : null}
      <Stack gap={3}>
        {rows.map((row, i) => (
          <Card key={row.id} title={t('assessment.row', { item, n: i + 1 })} actions={<Button size="small" look="quiet" icon="cross" onClick={() => (Object.keys(row.answers).length > 0 ? setLeaving(row) : remove(row))}>{t('assessment.row-remove')}</Button>}>
            <Stack gap={3}>
              {questionsOfRow(question, row).map((of) => (
                <div key={of.code}>
                  {field({
                    question: { ...asQuestion(question, of), code: `${question.code}.${row.id}.${of.code}` }, compact: true, value: row.answers[of.code] ?? null,
                    onChange: (cell: AnswerValue | null) => onChange(answerRow(rows, row.id, of.code, cell as Cell | null)),
                  })}
                </div>
              ))}
            </Stack>
          </Card>
        ))}
        <ButtonRow>
          <Button icon="plus" disabled={rows.length >= (question.repeat?.most ?? 0)} onClick={() => onChange(addRow(rows, crypto.randomUUID()))}>{t('assessment.row-add', { item })}</Button>
          {value === null ? <Button look="quiet" onClick={() => onChange({ rows: [] })}>{t('assessment.row-none')}</Button> : null}
          {value !== null && rows.length === 0 ? <Line gap={2}>{t('assessment.nothing')}</Line> : null}
        </ButtonRow>
      </Stack>
      <Confirm open={leaving !== null} onClose={() => setLeaving(null)} title={t('assessment.row-remove')} confirmLabel={t('assessment.row-remove')} onConfirm={() => { if (leaving) remove(leaving); }}>
        <p>{t('assessment.row-remove-text')}</p>
      </Confirm>
    </fieldset>
  );
}
