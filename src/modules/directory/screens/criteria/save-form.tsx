import { Banner, Button, ButtonRow, DateField, Note, Row, Select, Stack, TextArea, TextField, useText, useToday } from '#ui';
import { EVIDENCE_KINDS } from '../../schema/stewardship.ts';
import type { ReadParts } from './parts.ts';
import type { useVersionDraft } from './use-version-draft.ts';

interface SaveProps {
  readonly state: ReturnType<typeof useVersionDraft>;
  readonly read: ReadParts;
}

/** Fields whose refusals stand at themselves; those of the conditions are shown as a whole, with their numbers. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['from', 'until', 'reason', 'basedOn']);

/** Why it cannot be proposed yet; `null` when it can. */
function obstacle({ state: { missed, draft }, read }: SaveProps, today: string): 'clash' | 'parts' | 'missed' | 'reason' | null {
  if (read.stopped) return read.clash ? 'clash' : 'parts';
  if (missed.length > 0) return 'missed';
  return draft.reason.trim() === '' || draft.from < today || draft.evidenceKind === null ? 'reason' : null;
}

/** From which day, until when, why and how it is known; and proposing it, which changes nothing before somebody else has looked at it. */
export function SaveForm(props: SaveProps) {
  const { t } = useText();
  const { draft, save, set, dirty, giveUp } = props.state;
  const missing = obstacle(props, useToday());
  const problems = save.error?.problems ?? [];
  const errorAt = (field: string): string | undefined => problems.find((one) => one.field === field)?.message;
  const propose = (): void => {
    if (missing === null && draft.evidenceKind) save.mutate({ conditions: props.read.conditions, evidenceKind: draft.evidenceKind });
  };
  return (
    <Stack>
      <Row gap={4} align="start">
        <DateField name="from" label={t('directory.conditions.from')} hint={t('directory.conditions.from-hint')} value={draft.from} onChange={(from) => set({ from: from ?? '' })} error={errorAt('from')} />
        <DateField name="until" label={t('directory.conditions.until')} optional hint={t('directory.conditions.until-hint')} value={draft.until} onChange={(until) => set({ until: until || null })} error={errorAt('until')} />
      </Row>
      <TextArea name="reason" rows={2} maxLength={600} label={t('directory.conditions.reason')} hint={t('directory.conditions.reason-hint')} value={draft.reason} onChange={(reason) => set({ reason: reason ?? '' })} error={errorAt('reason')} />
      <Row gap={4} align="start">
        <Select name="evidenceKind" label={t('directory.keep.evidence')} value={draft.evidenceKind} onChange={(kind) => set({ evidenceKind: kind ?? null })}
          options={EVIDENCE_KINDS.map((value) => ({ value, label: t(`directory.keep.evidence.${value}`) }))} />
        <TextField name="evidence" label={t('directory.keep.evidence-text')} hint={t('directory.keep.evidence-hint')} optional value={draft.evidence} onChange={(text) => set({ evidence: text ?? '' })} />
      </Row>
      <Note>{t('directory.keep.reviewed-by-another')}</Note>
      {problems.filter((one) => !OWN_FIELDS.has(one.field ?? '')).map((one) => <Banner key={`${one.code}${one.field}`} tone="danger" live>{one.message ?? t('errors.ui.unexpected')}</Banner>)}
      <ButtonRow>
        <Button look="primary" shortcut="mod+enter" pending={save.isPending} aria-disabled={missing !== null || undefined} onClick={propose}>{t('directory.keep.propose')}</Button>
        {dirty ? <Button look="quiet" icon="undo" onClick={giveUp}>{t('directory.conditions.give-up')}</Button> : null}
      </ButtonRow>
      {missing ? <p className="ui-note">{t(`directory.conditions.not-ready.${missing}`)}</p> : null}
    </Stack>
  );
}
