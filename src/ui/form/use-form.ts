import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Problem } from '#kernel/errors';
import type { FieldBinding } from '#ui/field.tsx';
import { useText } from '#ui/text-context.tsx';
import { dropDraft, isWork, markUnsaved, readDraft, writeDraft, type ChangedBy } from './draft-store.ts';
import { getAt, setAt, withoutBlanks } from './paths.ts';
import type { Path, PathValue } from './paths.ts';
import { carriesProblems, problemsOfIssues, sentenceOf } from './problems.ts';
import type { SchemaIssue, ShownProblem } from './problems.ts';

/** What a form may begin with: any part may be missing, also inside of a part. */
export type DeepPartial<T> = T extends readonly unknown[] | Date | File ? T : T extends object ? { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined } : T;

export interface FormOptions<S extends z.ZodType> {
  /** Names the draft: `referrals.send.<caseId>`. `null` keeps no draft (passwords). */
  readonly id: string | null;
  readonly schema: S;
  /** Answers that nobody has given yet are left out, also inside of a part: nothing is chosen for the person. */
  readonly initial: DeepPartial<z.input<S>>;
  /** Sends what is valid. Throw (as `api.send` does) to show problems; the form keeps what was typed. */
  readonly onSubmit: (value: z.output<S>) => Promise<unknown> | unknown;
  /** Changes values before they are checked: what the screen knows and does not ask (`caseId`). */
  readonly prepare?: (values: Partial<z.input<S>>) => unknown;
}

export interface FormState<S extends z.ZodType> {
  readonly values: Partial<z.input<S>>;
  readonly problems: readonly ShownProblem[];
  readonly pending: boolean;
  readonly dirty: boolean;
  /** True if the values were found as a draft of an earlier visit. */
  readonly restored: boolean;
  /** How often sending was refused: the error summary takes focus at each. */
  readonly refusals: number;
  /** What a field needs: `<TextField {...form.field('reason')} label={…} />`. */
  field<P extends Path<z.input<S>>>(path: P): FieldBinding<PathValue<z.input<S>, P>>;
  set<P extends Path<z.input<S>>>(path: P, value: PathValue<z.input<S>, P> | undefined): void;
  /** Puts in what the page knows by itself: no work of the person, so that leaving asks nothing. */
  fill<P extends Path<z.input<S>>>(path: P, value: PathValue<z.input<S>, P> | undefined): void;
  setAll(values: Partial<z.input<S>>): void;
  submit(): Promise<void>;
  /** Back to the beginning; the draft goes too. */
  reset(): void;
}

const DRAFT_PAUSE_MS = 250;

function startValues<V>(id: string | null, initial: V): { values: V; restored: boolean } {
  const draft = id === null ? null : readDraft(id);
  const usable = typeof draft === 'object' && draft !== null;
  return usable ? { values: { ...initial, ...draft }, restored: true } : { values: initial, restored: false };
}

/** Form engine: values, Zod validation, problems of the server at their fields, drafts, warning before leaving. */
export function useForm<S extends z.ZodType>(options: FormOptions<S>): FormState<S> {
  type Values = Partial<z.input<S>>;
  const { id, schema } = options;
  const tools = useText();
  const [start] = useState(() => startValues<Values>(id, options.initial as Values));
  const [values, setValues] = useState<Values>(start.values);
  const [coded, setCoded] = useState<readonly (Problem & { readonly message?: string })[]>([]);
  const [pending, setPending] = useState(false);
  const [dirty, setDirty] = useState(start.restored);
  const [restored, setRestored] = useState(start.restored);
  const [refusals, setRefusals] = useState(0);
  const latest = useRef({ options, values });
  latest.current = { options, values };
  // While a command is under way, going on to the next page is its success and not a loss.
  const sending = useRef(false);

  useDraft(id, values, dirty, sending);

  const change = useCallback((path: string, value: unknown, by: ChangedBy = 'person') => {
    setValues((now) => setAt(now, path, value));
    setDirty((was) => isWork(was, by));
    setCoded((now) => now.filter((problem) => problem.field !== path));
  }, []);

  const refuse = useCallback((found: readonly (Problem & { readonly message?: string })[]) => {
    setCoded(found);
    setRefusals((n) => n + 1);
  }, []);

  const check = () => {
    const { options: now, values: typed } = latest.current;
    const clean = withoutBlanks(typed, now.initial) as Values;
    const prepared = now.prepare ? now.prepare(clean) : clean;
    const result = schema.safeParse(prepared);
    if (result.success) return { value: result.data, problems: [] };
    return { value: null, problems: problemsOfIssues(result.error.issues as readonly SchemaIssue[], (path) => getAt(prepared, path)) };
  };

  const submit = async () => {
    if (pending) return;
    const { value, problems } = check();
    if (problems.length > 0) return refuse(problems);
    setPending(true);
    setCoded([]);
    startSending(id, sending, latest.current.values, dirty);
    try {
      await latest.current.options.onSubmit(value as z.output<S>);
      if (id !== null) dropDraft(id);
      setDirty(false);
      setRestored(false);
    } catch (error) {
      if (id !== null) markUnsaved(id, dirty);
      refuse(carriesProblems(error) ? error.problems : [{ code: 'ui.unexpected' }]);
      if (!carriesProblems(error)) throw error;
    } finally {
      sending.current = false;
      setPending(false);
    }
  };

  const reset = () => {
    if (id !== null) dropDraft(id);
    setValues(latest.current.options.initial as Values);
    setCoded([]);
    setDirty(false);
    setRestored(false);
  };

  const problems = coded.map((problem) => ({ field: problem.field ?? null, text: sentenceOf(problem, tools) }));
  return {
    values, problems, pending, dirty, restored, refusals, submit, reset,
    field: (path) => ({
      name: path,
      value: getAt(values, path) as never,
      onChange: (value: unknown) => change(path, value),
      error: problems.find((problem) => problem.field === path || problem.field?.startsWith(`${path}.`))?.text,
    }),
    set: (path, value) => change(path, value),
    fill: (path, value) => change(path, value, 'page'),
    setAll: (next) => {
      setValues(next);
      setDirty(true);
    },
  };
}

type Flag = { current: boolean };
type Latest = { readonly current: { readonly values: unknown; readonly dirty: boolean } };

function keepOnLeaving(id: string, latest: Latest, sending: Flag): void {
  if (latest.current.dirty && !sending.current) writeDraft(id, latest.current.values);
  markUnsaved(id, false);
}


function startSending(id: string | null, sending: Flag, values: unknown, dirty: boolean): void {
  sending.current = true;
  if (id === null) return;
  if (dirty) writeDraft(id, values);
  markUnsaved(id, false);
}

function useDraft(id: string | null, values: unknown, dirty: boolean, sending: Flag): void {
  const latest = useRef({ values, dirty });
  latest.current = { values, dirty };
  useEffect(() => {
    if (id === null || !dirty) return undefined;
    const timer = setTimeout(() => { if (!sending.current) writeDraft(id, values); }, DRAFT_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [id, values, dirty, sending]);
  useEffect(() => {
    if (id === null) return undefined;
    markUnsaved(id, dirty);
    // The tab closes inside the pause: write at once, and let the browser ask.
    const onLeave = (event: BeforeUnloadEvent) => {
      if (!latest.current.dirty) return;
      writeDraft(id, latest.current.values);
      event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      keepOnLeaving(id, latest, sending);
    };
  }, [id, dirty, sending]);
}
