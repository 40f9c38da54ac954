import { useId } from 'react';
import type { CSSProperties, InputHTMLAttributes, ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { useText } from './text-context.tsx';

/** What a form gives to a field: spread it (`{...form.field('reason')}`). */
export interface FieldBinding<V> {
  readonly name: string;
  readonly value: V | null | undefined;
  onChange(value: V | undefined): void;
  onBlur?(): void;
  /** The sentence of what is wrong, in the reader's language. */
  readonly error?: string | undefined;
}

export interface FieldWords {
  readonly label: ReactNode;
  /** Help that is always visible: what to write, who needs it and why. */
  readonly hint?: ReactNode;
  /** Fields are required unless they say so; the label then carries "(opcional)". */
  readonly optional?: boolean;
  /** The label is only for screen readers (in tables and search bars). */
  readonly hideLabel?: boolean;
}

export interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
}

/** Ids that tie label, hint and error to an input. */
export function useFieldIds(name: string, hint: ReactNode, error: string | undefined): FieldIds {
  const unique = useId();
  const id = `f${unique}-${name}`.replace(/[^\w-]/g, '');
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return { id, describedBy };
}

export function LabelWords({ label, optional = false }: Pick<FieldWords, 'label' | 'optional'>) {
  const { t } = useText();
  return (
    <>
      {label}
      {optional ? <span className="ui-field__optional"> {t('ui.field.optional')}</span> : null}
    </>
  );
}

export function FieldHint({ ids, hint }: { readonly ids: FieldIds; readonly hint: ReactNode }) {
  return hint ? <div id={`${ids.id}-hint`} className="ui-field__hint">{hint}</div> : null;
}

export function FieldError({ ids, error }: { readonly ids: FieldIds; readonly error: string | undefined }) {
  if (!error) return null;
  return (
    <div id={`${ids.id}-error`} className="ui-field__error">
      <Icon name="alert" size={18} />
      <span>{error}</span>
    </div>
  );
}

interface FieldProps extends FieldWords {
  readonly ids: FieldIds;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** Label, hint, error and the one input between them. */
export function Field({ ids, label, hint, optional = false, hideLabel = false, error, children }: FieldProps) {
  return (
    <div className={error ? 'ui-field ui-field--wrong' : 'ui-field'}>
      <label htmlFor={ids.id} className={hideLabel ? 'ui-hidden' : 'ui-field__label'}>
        <LabelWords label={label} optional={optional} />
      </label>
      <FieldHint ids={ids} hint={hint} />
      <FieldError ids={ids} error={error} />
      {children}
    </div>
  );
}

/** A group of inputs under one question, in the same frame. */
export function FieldGroup({ ids, label, hint, optional = false, hideLabel = false, error, children }: FieldProps) {
  return (
    <fieldset className={error ? 'ui-field ui-field--wrong' : 'ui-field'} aria-describedby={ids.describedBy} id={ids.id} tabIndex={-1}>
      <legend className={hideLabel ? 'ui-hidden' : 'ui-field__label'}>
        <LabelWords label={label} optional={optional} />
      </legend>
      <FieldHint ids={ids} hint={hint} />
      <FieldError ids={ids} error={error} />
      {children}
    </fieldset>
  );
}

export interface TextFieldProps extends FieldWords, FieldBinding<string> {
  readonly width?: 'short' | 'medium' | 'full';
  readonly type?: 'text' | 'search' | 'email' | 'tel' | 'password';
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
  readonly readOnly?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly spellCheck?: boolean;
}

/** One line of text. */
export function TextField({ name, value, onChange, onBlur, error, label, hint, optional, hideLabel, width = 'full', type = 'text', autoComplete = 'off', ...rest }: TextFieldProps) {
  const ids = useFieldIds(name, hint, error);
  return (
    <Field ids={ids} label={label} hint={hint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      <input
        {...rest} id={ids.id} name={name} type={type} autoComplete={autoComplete} value={value ?? ''}
        className={`ui-input ui-input--${width}`} aria-describedby={ids.describedBy} aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)} onBlur={onBlur}
      />
    </Field>
  );
}

export interface TextAreaProps extends FieldWords, FieldBinding<string> {
  readonly rows?: number;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
}

/** Several lines; grows with what is written. */
export function TextArea({ name, value, onChange, onBlur, error, label, hint, optional, hideLabel, rows = 4, ...rest }: TextAreaProps) {
  const ids = useFieldIds(name, hint, error);
  return (
    <Field ids={ids} label={label} hint={hint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      <textarea
        {...rest} id={ids.id} name={name} rows={rows} value={value ?? ''} className="ui-input" style={{ '--rows': rows } as CSSProperties}
        aria-describedby={ids.describedBy} aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)} onBlur={onBlur}
      />
    </Field>
  );
}

export interface NumberFieldProps extends FieldWords, FieldBinding<number> {
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly decimals?: boolean;
}

/** A number typed as text (no spinner that a wheel can turn by accident). What is not a number stays visible and invalid. */
export function NumberField({ name, value, onChange, onBlur, error, label, hint, optional, hideLabel, decimals = false, ...rest }: NumberFieldProps) {
  const ids = useFieldIds(name, hint, error);
  const shown: number | string | null | undefined = value;
  const change = (text: string) => {
    const number = Number(text.replace(',', '.'));
    // What is typed but is no number is kept as it stands, so that validation can point at it.
    onChange(text.trim() === '' ? undefined : Number.isFinite(number) && !/[.,]$/.test(text) ? number : (text as unknown as number));
  };
  return (
    <Field ids={ids} label={label} hint={hint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      <input
        {...rest} id={ids.id} name={name} type="text" inputMode={decimals ? 'decimal' : 'numeric'} autoComplete="off"
        className="ui-input ui-input--short" value={shown === undefined || shown === null ? '' : String(shown)}
        aria-describedby={ids.describedBy} aria-invalid={error ? true : undefined}
        onChange={(event) => change(event.target.value)} onBlur={onBlur}
      />
    </Field>
  );
}
