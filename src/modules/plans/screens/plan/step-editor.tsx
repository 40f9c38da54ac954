import { DateField, Grid, IconButton, Row, Select, Stack, TextField, useText } from '#ui';
import type { PlanStep, Relative, Who } from '../../plan/schema.ts';

const KINDS = ['person', 'officer', 'organization', 'relative'] as const;

function startOf(kind: Who['kind']): Who {
  if (kind === 'organization') return { kind, name: '' };
  return kind === 'relative' ? { kind, personId: null } : { kind };
}

interface WhoProps { readonly name: string; readonly who: Who; readonly relatives: readonly Relative[]; readonly onChange: (who: Who) => void }

/** Who does a step: the person, the officer, an organization, a relative who is known. */
function WhoFields({ name, who, relatives, onChange }: WhoProps) {
  const { t } = useText();
  return (
    <>
      <Select
        name={`${name}.kind`} label={t('plans.plan.who')} width="full" value={who.kind} onChange={(kind) => { if (kind) onChange(startOf(kind)); }}
        options={KINDS.map((kind) => ({ value: kind, label: t(`plans.plan.who.${kind}`) }))}
      />
      {who.kind === 'organization' ? <TextField name={`${name}.name`} label={t('plans.plan.which-organization')} value={who.name} maxLength={120} onChange={(v) => onChange({ kind: 'organization', name: v ?? '' })} /> : null}
      {who.kind === 'relative' && relatives.length > 0 ? (
        <Select
          name={`${name}.relative`} label={t('plans.plan.which-relative')} width="full" optional value={who.personId} onChange={(personId) => onChange({ kind: 'relative', personId: personId ?? null })}
          options={relatives.map((r) => ({ value: r.personId, label: r.name }))}
        />
      ) : null}
    </>
  );
}

export interface StepEditorProps {
  readonly name: string;
  readonly step: PlanStep;
  readonly relatives: readonly Relative[];
  readonly onChange: (step: PlanStep) => void;
  readonly onRemove: () => void;
}

/** One step of a goal as it is written: what, who, when. */
export function StepEditor({ name, step, relatives, onChange, onRemove }: StepEditorProps) {
  const { t } = useText();
  return (
    <li className="plans-step">
      <Stack gap={2}>
        <Row gap={2} align="end">
          <div className="plans-step__what"><TextField name={`${name}.words`} label={t('plans.plan.what')} value={step.words} maxLength={300} onChange={(words) => onChange({ ...step, words: words ?? '' })} /></div>
          <IconButton icon="trash" label={t('plans.plan.remove-step')} onClick={onRemove} />
        </Row>
        <Grid min="medium" gap={3}>
          <WhoFields name={`${name}.who`} who={step.who} relatives={relatives} onChange={(who) => onChange({ ...step, who })} />
          <DateField name={`${name}.dueOn`} label={t('plans.plan.until')} value={step.dueOn} onChange={(dueOn) => onChange({ ...step, dueOn: dueOn ?? null })} />
        </Grid>
      </Stack>
    </li>
  );
}
