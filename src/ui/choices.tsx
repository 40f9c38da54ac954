import type { ReactNode } from 'react';
import { Field, FieldGroup, useFieldIds } from './field.tsx';
import type { FieldBinding, FieldWords } from './field.tsx';
import { Icon } from './icons.tsx';
import { useText } from './text-context.tsx';

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

export interface SelectProps<V extends string> extends FieldWords, FieldBinding<NoInfer<V>> {
  readonly options: readonly Choice<V>[];
  /** First line that chooses nothing; default "Elija una opción". */
  readonly emptyLabel?: string;
  readonly width?: 'short' | 'medium' | 'full';
  readonly disabled?: boolean;
}

/** One of many, in the browser's own list (works with every keyboard and phone). For up to five use RadioGroup. */
export function Select<V extends string>({ name, value, onChange, onBlur, error, label, hint, optional, hideLabel, options, emptyLabel, width = 'medium', disabled }: SelectProps<V>) {
  const { t } = useText();
  const ids = useFieldIds(name, hint, error);
  const choose = (raw: string) => onChange(options.find((option) => option.value === raw)?.value);
  return (
    <Field ids={ids} label={label} hint={hint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      <span className={`ui-select ui-input--${width}`}>
        <select
          id={ids.id} name={name} value={value ?? ''} disabled={disabled} className="ui-input"
          aria-describedby={ids.describedBy} aria-invalid={error ? true : undefined}
          onChange={(event) => choose(event.target.value)} onBlur={onBlur}
        >
          <option value="">{emptyLabel ?? t('ui.select.empty')}</option>
          {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>)}
        </select>
        <Icon name="down" />
      </span>
    </Field>
  );
}

type Layout = 'list' | 'row' | 'tiles';

export interface RadioGroupProps<V extends string> extends FieldWords, FieldBinding<NoInfer<V>> {
  readonly options: readonly Choice<V>[];
  readonly layout?: Layout;
  readonly children?: ReactNode;
}

function ChoiceWords({ label, hint }: { readonly label: string; readonly hint?: string | undefined }) {
  return (
    <span>
      {label}
      {hint ? <span className="ui-choice__hint">{hint}</span> : null}
    </span>
  );
}

/** One of a few, all visible. */
export function RadioGroup<V extends string>({ name, value, onChange, onBlur, error, label, hint, optional, hideLabel, options, layout = 'list' }: RadioGroupProps<V>) {
  const ids = useFieldIds(name, hint, error);
  return (
    <FieldGroup ids={ids} label={label} hint={hint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      <div className={`ui-choices ui-choices--${layout}`}>
        {options.map((option) => (
          <label key={option.value} className="ui-choice">
            <input
              type="radio" name={ids.id} value={option.value} checked={value === option.value} disabled={option.disabled}
              onChange={() => onChange(option.value)} onBlur={onBlur}
            />
            <ChoiceWords label={option.label} hint={option.hint} />
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

export interface CheckboxGroupProps<V extends string> extends FieldWords, FieldBinding<readonly V[]> {
  readonly options: readonly Choice<V>[];
  readonly layout?: Layout;
}

/** Any number of several. */
export function CheckboxGroup<V extends string>({ name, value, onChange, onBlur, error, label, hint, optional, hideLabel, options, layout = 'list' }: CheckboxGroupProps<V>) {
  const ids = useFieldIds(name, hint, error);
  const chosen = value ?? [];
  const toggle = (one: V) => onChange(chosen.includes(one) ? chosen.filter((v) => v !== one) : [...chosen, one]);
  return (
    <FieldGroup ids={ids} label={label} hint={hint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      <div className={`ui-choices ui-choices--${layout}`}>
        {options.map((option) => (
          <label key={option.value} className="ui-choice">
            <input
              type="checkbox" name={`${name}.${option.value}`} checked={chosen.includes(option.value)} disabled={option.disabled}
              onChange={() => toggle(option.value)} onBlur={onBlur}
            />
            <ChoiceWords label={option.label} hint={option.hint} />
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

export interface CheckboxProps extends FieldBinding<boolean> {
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

/** A single yes, such as a consent that was read aloud. */
export function Checkbox({ name, value, onChange, onBlur, error, label, hint, disabled }: CheckboxProps) {
  const ids = useFieldIds(name, undefined, error);
  return (
    <div className={error ? 'ui-field ui-field--wrong' : 'ui-field'}>
      {error ? <div id={`${ids.id}-error`} className="ui-field__error"><Icon name="alert" size={18} /><span>{error}</span></div> : null}
      <label className="ui-choice">
        <input
          id={ids.id} type="checkbox" name={name} checked={value ?? false} disabled={disabled}
          aria-describedby={ids.describedBy} aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(event.target.checked)} onBlur={onBlur}
        />
        <ChoiceWords label={label} hint={hint} />
      </label>
    </div>
  );
}

export interface YesNoProps extends FieldWords, FieldBinding<boolean> {
  /** A third answer that clears the value: nobody is forced to say. */
  readonly unknownLabel?: string;
}

/** Yes, no, and where wanted "not known". */
export function YesNo({ value, onChange, unknownLabel, ...rest }: YesNoProps) {
  const { t } = useText();
  const options: Choice[] = [{ value: 'yes', label: t('ui.yes') }, { value: 'no', label: t('ui.no') }];
  if (unknownLabel) options.push({ value: 'unknown', label: unknownLabel });
  const code = value === undefined || value === null ? undefined : value ? 'yes' : 'no';
  return <RadioGroup {...rest} layout="row" options={options} value={code} onChange={(next) => onChange(next === 'unknown' || next === undefined ? undefined : next === 'yes')} />;
}
