import { useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { Button } from './button.tsx';
import { FieldGroup, useFieldIds } from './field.tsx';
import type { FieldBinding, FieldWords } from './field.tsx';
import { fromAge, isAbout, joinDate, otherWay, readWholeDate, splitDate, toAge } from './partial-date.ts';
import type { DateDetail, DateParts } from './partial-date.ts';
import { useText, useToday } from './text-context.tsx';

export interface DateFieldProps extends FieldWords, FieldBinding<string> {
  readonly precision?: DateDetail;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  /** `bday` for the person's own date of birth. */
  readonly autoComplete?: string;
}

const ORDER = ['day', 'month', 'year'] as const;

/**
 * A date in three boxes, day first. The month may be a number or a name; a whole date may be pasted into any box; `/`, `-`
 * or `.` goes on to the next box. Of a birth that nobody can date, the age is asked instead.
 */
export function DateField(props: DateFieldProps) {
  const { name, value, error, label, hint, optional, hideLabel, precision = 'day' } = props;
  const { t } = useText();
  const [byAge, setByAge] = useState(isAbout(value));
  // What was typed in the way of asking that is not shown.
  const [kept, setKept] = useState('');
  // An empty field keeps the way of asking that was chosen; a value set from outside brings its own.
  const asksAge = value ? isAbout(value) : byAge;
  // What is said of the three boxes is not said of an age.
  const shownHint = asksAge ? undefined : hint;
  const ids = useFieldIds(name, shownHint, error);
  const change = () => {
    const next = otherWay(value ?? '', kept, asksAge);
    setByAge(!asksAge);
    setKept(next.kept);
    props.onChange(next.value);
  };
  return (
    <FieldGroup ids={ids} label={label} hint={shownHint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      {asksAge ? <AgeBox {...props} /> : <DateBoxes {...props} />}
      {precision === 'birth' ? <div><Button size="small" look="quiet" disabled={props.disabled ?? false} onClick={change}>{t(asksAge ? 'ui.date.by-date' : 'ui.date.by-age')}</Button></div> : null}
    </FieldGroup>
  );
}

function AgeBox({ name, value, onChange, onBlur, error, disabled = false }: DateFieldProps) {
  const { t } = useText();
  const thisYear = Number(useToday().slice(0, 4));
  return (
    <label className="ui-date__part">
      {t('ui.date.age')}
      <input
        className="ui-input" name={`${name}.age`} value={value ? toAge(value, thisYear) : ''} disabled={disabled} autoComplete="off" inputMode="numeric" maxLength={3}
        aria-invalid={error ? true : undefined} onChange={(event) => onChange(fromAge(event.target.value.replaceAll(/\D/g, ''), thisYear))} onBlur={onBlur}
      />
    </label>
  );
}

function DateBoxes({ name, value, onChange, onBlur, error, precision = 'day', autoFocus = false, disabled = false }: DateFieldProps) {
  const { t } = useText();
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
  );
}
