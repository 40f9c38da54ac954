import { useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { FieldGroup, useFieldIds } from './field.tsx';
import type { FieldBinding, FieldWords } from './field.tsx';
import { joinDate, readWholeDate, splitDate } from './partial-date.ts';
import type { DateParts } from './partial-date.ts';
import { useText } from './text-context.tsx';

export interface DateFieldProps extends FieldWords, FieldBinding<string> {
  /** `partial`: month and year, or the year alone, are answers too (`1990-03`, `1990`). */
  readonly precision?: 'day' | 'partial';
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  /** `bday` for the person's own date of birth. */
  readonly autoComplete?: string;
}

const ORDER = ['day', 'month', 'year'] as const;

/**
 * A date in three boxes, day first. The month may be a number or a name; a whole date may be pasted into any box; `/`, `-`
 * or `.` goes on to the next box.
 */
export function DateField({ name, value, onChange, onBlur, error, label, hint, optional, hideLabel, precision = 'day', autoFocus = false, disabled = false }: DateFieldProps) {
  const { t } = useText();
  const ids = useFieldIds(name, hint, error);
  const [typed, setTyped] = useState<DateParts>(() => splitDate(value));
  const boxes = useRef<Record<string, HTMLInputElement | null>>({});
  // What is typed wins while it means the value; a value set from outside replaces it.
  const parts = joinDate(typed, precision) === (value ?? '') ? typed : splitDate(value);

  const put = (next: DateParts) => {
    setTyped(next);
    onChange(joinDate(next, precision));
  };
  const paste = (event: ClipboardEvent) => {
    const whole = readWholeDate(event.clipboardData.getData('text'));
    if (!whole) return;
    event.preventDefault();
    put(whole);
  };
  const step = (event: KeyboardEvent, at: number) => {
    if (!['/', '-', '.'].includes(event.key)) return;
    event.preventDefault();
    const next = ORDER[at + 1];
    if (next) boxes.current[next]?.focus();
  };

  return (
    <FieldGroup ids={ids} label={label} hint={hint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      <div className="ui-date">
        {ORDER.map((part, at) => (
          <label key={part} className={`ui-date__part ui-date__part--${part}`}>
            {t(`ui.date.${part}`)}
            <input
              ref={(box) => { boxes.current[part] = box; }}
              className="ui-input" name={`${name}.${part}`} value={parts[part]} disabled={disabled} autoComplete="off"
              inputMode={part === 'month' ? 'text' : 'numeric'} maxLength={part === 'year' ? 4 : part === 'month' ? 10 : 2}
              aria-invalid={error ? true : undefined} autoFocus={autoFocus && at === 0}
              onChange={(event) => put({ ...parts, [part]: event.target.value })}
              onPaste={paste} onKeyDown={(event) => step(event, at)} onBlur={onBlur}
            />
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
