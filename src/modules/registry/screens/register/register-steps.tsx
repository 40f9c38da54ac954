import { useEffect, useRef } from 'react';
import { Stepper, useText } from '#ui';

const OWN_STEPS = ['search', 'compare', 'finish'] as const;
/** Steps of registering itself. */
export type OwnStep = (typeof OWN_STEPS)[number];
/** With the step that may follow it: the return of the person. */
export type StepKey = OwnStep | 'return';

/** Where somebody stands in registering a person; `last` is a step that follows, when there is one. */
export function RegisterSteps({ current, last }: { readonly current: StepKey; readonly last?: Exclude<StepKey, OwnStep> }) {
  const { t } = useText();
  const steps: readonly StepKey[] = last ? [...OWN_STEPS, last] : OWN_STEPS;
  const at = steps.indexOf(current);
  const before = useRef(current);
  useEffect(() => {
    // A long form gives way to answers: they are read from their beginning.
    if (before.current !== current && (before.current === 'search' || current === 'search')) window.scrollTo({ top: 0 });
    before.current = current;
  }, [current]);
  return <Stepper steps={steps.map((key, i) => ({ key, label: t(`registry.register.step-${key}`), state: i < at ? 'done' : i === at ? 'current' : 'coming' }))} />;
}
