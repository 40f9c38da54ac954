import { useEffect, useLayoutEffect, useRef, useState } from 'react';
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

function fieldIn(form: ParentNode, field: string): HTMLInputElement | null {
  const quoted = CSS.escape(field);
  return form.querySelector<HTMLInputElement>(`[name="${quoted}"], [name^="${quoted}."], fieldset[id$="-${CSS.escape(field.replace(/[^\w-]/g, ''))}"] input`);
}

function goToField(event: MouseEvent<HTMLAnchorElement>, field: string): void {
  event.preventDefault();
  fieldIn(event.currentTarget.closest('form') ?? document, field)?.focus();
}

/** What the page calls a field: its label, or the question above its choices; without "(optional)". */
function labelOf(form: ParentNode, field: string): string {
  const input = fieldIn(form, field);
  const words = input?.closest('fieldset')?.querySelector('legend') ?? input?.labels?.[0];
  return words?.firstChild?.textContent?.trim() ?? '';
}

/** The names of the fields with problems, read from the page, so that "missing" says what is missing. */
function useLabels(box: React.RefObject<HTMLElement | null>, problems: readonly ShownProblem[]): Readonly<Record<string, string>> {
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>({});
  useLayoutEffect(() => {
    const form = box.current?.closest('form') ?? document;
    setLabels(Object.fromEntries(problems.flatMap(({ field }) => (field ? [[field, labelOf(form, field)]] : []))));
  }, [box, problems]);
  return labels;
}

/** What stops the form, first on the page, each a way to its field. */
export function ErrorSummary({ problems, attempt = 0 }: ErrorSummaryProps) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  const labels = useLabels(box, problems);
  if (problems.length === 0) return null;
  const words = ({ field, text }: ShownProblem) => (field && labels[field] ? t('ui.form.problem-of', { field: labels[field], problem: text }) : text);
  return (
    <div ref={box} className="ui-summary" role="alert" tabIndex={-1}>
      <h2><Icon name="alert" /> {t(problems.some((problem) => problem.field) ? 'ui.form.problems' : 'ui.form.failed', { n: problems.length })}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.field ?? ''}:${problem.text}`}>
            {problem.field ? <a href={`#${problem.field}`} onClick={(event) => goToField(event, problem.field!)}>{words(problem)}</a> : problem.text}
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
