import { Checkbox, Disclosure, Note, Select, Stack, useText } from '#ui';
import { INTERVIEW_MODES, INTERVIEW_PHASES, type Held } from '../schema.ts';

/** In the language of the screen, face to face, after the return. */
export const AS_USUAL: Held = { spoken: null, interpreter: false, mode: 'in-person', phase: 'after-return' };

function useLanguageName(): (code: string) => string {
  const { locale } = useText();
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return (code) => names.of(code) ?? code;
}

interface HeldProps {
  readonly held: Held;
  readonly languages: readonly string[];
  readonly onChange: (held: Held) => void;
}

/** In which language, how and when an interview is held: noted before it begins, and left alone where it is as usual. */
export function HeldFields({ held, languages, onChange }: HeldProps) {
  const { t } = useText();
  const nameOf = useLanguageName();
  return (
    <Disclosure summary={t('assessment.held')}>
      <Stack gap={3}>
        <Select name="spoken" label={t('assessment.held-spoken')} emptyLabel={t('assessment.held-as-shown')} options={languages.map((code) => ({ value: code, label: nameOf(code) }))} value={held.spoken} onChange={(spoken) => onChange({ ...held, spoken: spoken ?? null })} />
        <Checkbox name="interpreter" label={t('assessment.held-interpreter')} value={held.interpreter} onChange={(interpreter) => onChange({ ...held, interpreter: interpreter ?? false })} />
        <Select name="mode" label={t('assessment.held-mode')} options={INTERVIEW_MODES.map((mode) => ({ value: mode, label: t(`assessment.held-mode.${mode}`) }))} value={held.mode} onChange={(mode) => onChange({ ...held, mode: INTERVIEW_MODES.find((m) => m === mode) ?? 'in-person' })} />
        <Select name="phase" label={t('assessment.held-phase')} options={INTERVIEW_PHASES.map((phase) => ({ value: phase, label: t(`assessment.held-phase.${phase}`) }))} value={held.phase} onChange={(phase) => onChange({ ...held, phase: INTERVIEW_PHASES.find((p) => p === phase) ?? 'after-return' })} />
      </Stack>
    </Disclosure>
  );
}

/** How it was held, in one line. */
export function HeldLine({ held }: { readonly held: Held }) {
  const { t } = useText();
  const nameOf = useLanguageName();
  const said = [held.spoken ? nameOf(held.spoken) : null, held.interpreter ? t('assessment.held-interpreted') : null, t(`assessment.held-mode.${held.mode}`), t(`assessment.held-phase.${held.phase}`)];
  return <Note>{said.filter(Boolean).join(' · ')}</Note>;
}
