import { useEffect, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import type { z } from 'zod';
import { Button, ButtonRow } from '#ui/button.tsx';
import type { ButtonLook } from '#ui/button.tsx';
import { Banner } from '#ui/feedback.tsx';
import { Icon } from '#ui/icons.tsx';
import { useText } from '#ui/text-context.tsx';
import type { ShownProblem } from './problems.ts';
import type { FormState } from './use-form.ts';

export interface ErrorSummaryProps {
  readonly problems: readonly ShownProblem[];
  /** Takes the focus again whenever this number grows. */
  readonly attempt?: number;
}

function goToField(event: MouseEvent<HTMLAnchorElement>, field: string): void {
  event.preventDefault();
  const form = event.currentTarget.closest('form') ?? document;
  const quoted = CSS.escape(field);
  const target = form.querySelector<HTMLElement>(`[name="${quoted}"], [name^="${quoted}."], fieldset[id$="-${CSS.escape(field.replace(/[^\w-]/g, ''))}"] input`);
  target?.focus();
}

/** What stops the form, first on the page, each a way to its field. */
export function ErrorSummary({ problems, attempt = 0 }: ErrorSummaryProps) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} className="ui-summary" role="alert" tabIndex={-1}>
      <h2><Icon name="alert" /> {t(problems.some((problem) => problem.field) ? 'ui.form.problems' : 'ui.form.failed', { n: problems.length })}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.field ?? ''}:${problem.text}`}>
            {problem.field ? <a href={`#${problem.field}`} onClick={(event) => goToField(event, problem.field!)}>{problem.text}</a> : problem.text}
          </li>
        ))}
      </ul>
      <p className="ui-field__hint">{t('ui.form.kept')}</p>
    </div>
  );
}

export interface FormProps<S extends z.ZodType> {
  readonly form: FormState<S>;
  readonly submitLabel: string;
  readonly submitLook?: ButtonLook;
  /** Pressed from anywhere in the form; default Ctrl+Enter. */
  readonly submitShortcut?: string;
  /** Further buttons beside the one that sends. */
  readonly actions?: ReactNode;
  readonly onCancel?: () => void;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A form with its summary of problems, its draft notice and its buttons. */
export function Form<S extends z.ZodType>({ form, submitLabel, submitLook = 'primary', submitShortcut = 'mod+enter', actions, onCancel, label, children }: FormProps<S>) {
  const { t } = useText();
  return (
    <form
      className="ui-form" noValidate aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <ErrorSummary problems={form.problems} attempt={form.refusals} />
      {form.restored ? (
        <Banner tone="info" action={<Button size="small" onClick={form.reset}>{t('ui.form.discard')}</Button>}>{t('ui.form.restored')}</Banner>
      ) : null}
      {children}
      <ButtonRow>
        <Button type="submit" look={submitLook} pending={form.pending} shortcut={submitShortcut}>{submitLabel}</Button>
        {actions}
        {onCancel ? <Button look="quiet" onClick={onCancel}>{t('ui.cancel')}</Button> : null}
      </ButtonRow>
    </form>
  );
}
