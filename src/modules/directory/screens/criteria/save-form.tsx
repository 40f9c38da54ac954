import type { Criteria } from '#kernel/criteria';
import { Banner, Button, ButtonRow, DateField, Row, Stack, TextArea, useText, useToday } from '#ui';
import type { useVersionDraft } from './use-version-draft.ts';

interface SaveProps {
  readonly state: ReturnType<typeof useVersionDraft>;
  readonly criteria: Criteria;
  /** Something is not complete, or may not be said. */
  readonly stopped: boolean;
}

/** Fields whose refusals stand at themselves; those of the conditions are shown as a whole, with their numbers. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['from', 'until', 'reason', 'basedOn']);

/** Why it cannot be saved yet; `null` when it can. */
function obstacle({ state, stopped }: SaveProps, today: string): 'parts' | 'missed' | 'reason' | null {
  if (stopped) return 'parts';
  if (state.missed.length > 0) return 'missed';
  return state.draft.reason.trim() === '' || state.draft.from < today ? 'reason' : null;
}

/** From which day, until when, why; and saving, which only ever adds a version. */
export function SaveForm(props: SaveProps) {
  const { t } = useText();
  const { draft, save, set, dirty, giveUp } = props.state;
  const missing = obstacle(props, useToday());
  const problems = save.error?.problems ?? [];
  const errorAt = (field: string): string | undefined => problems.find((one) => one.field === field)?.message;
  return (
    <Stack>
      <Row gap={4} align="start">
        <DateField name="from" label={t('directory.conditions.from')} hint={t('directory.conditions.from-hint')} value={draft.from} onChange={(from) => set({ from: from ?? '' })} error={errorAt('from')} />
        <DateField name="until" label={t('directory.conditions.until')} optional hint={t('directory.conditions.until-hint')} value={draft.until} onChange={(until) => set({ until: until || null })} error={errorAt('until')} />
      </Row>
      <TextArea name="reason" rows={2} maxLength={600} label={t('directory.conditions.reason')} hint={t('directory.conditions.reason-hint')} value={draft.reason} onChange={(reason) => set({ reason: reason ?? '' })} error={errorAt('reason')} />
      {problems.filter((one) => !OWN_FIELDS.has(one.field ?? '')).map((one) => <Banner key={`${one.code}${one.field}`} tone="danger" live>{one.message ?? t('errors.ui.unexpected')}</Banner>)}
      <ButtonRow>
        <Button look="primary" shortcut="mod+enter" pending={save.isPending} aria-disabled={missing !== null || undefined} onClick={() => { if (missing === null) save.mutate(props.criteria); }}>{t('directory.conditions.save')}</Button>
        {dirty ? <Button look="quiet" icon="undo" onClick={giveUp}>{t('directory.conditions.give-up')}</Button> : null}
      </ButtonRow>
      {missing ? <p className="ui-note">{t(`directory.conditions.not-ready.${missing}`)}</p> : null}
    </Stack>
  );
}
