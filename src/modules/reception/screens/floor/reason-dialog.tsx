import { useState } from 'react';
import { Button, ButtonRow, Dialog, RadioGroup, Stack, useText } from '#ui';
import { PAUSE_REASONS, SKIP_REASONS, type StopReason } from '../../schema.ts';

const REASONS: Readonly<Record<'pause' | 'skip', readonly StopReason[]>> = { pause: PAUSE_REASONS, skip: SKIP_REASONS };

/** Why somebody pauses, or why something is not done: chosen, never written. */
export function ReasonDialog({ asking, shown, pending, onClose, onChosen }: {
  readonly asking: 'pause' | 'skip' | null; readonly shown: string; readonly pending: boolean; readonly onClose: () => void; readonly onChosen: (action: 'pause' | 'skip', reason: StopReason) => void;
}) {
  const { t } = useText();
  const [reason, setReason] = useState<StopReason | undefined>();
  if (asking === null) return null;
  return (
    <Dialog open onClose={onClose} title={t(`reception.floor.why-${asking}`, { who: shown })} description={t(`reception.floor.why-${asking}-text`)}>
      <Stack>
        <RadioGroup
          name="reason" layout="tiles" label={t('reception.floor.reason')} value={reason} onChange={setReason}
          options={REASONS[asking].map((one) => ({ value: one, label: t(`reception.reason.${one}`) }))}
        />
        <ButtonRow end>
          <Button look="quiet" onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" pending={pending} disabled={!reason} onClick={() => { if (reason) onChosen(asking, reason); }}>{t(`reception.floor.step.${asking}`)}</Button>
        </ButtonRow>
      </Stack>
    </Dialog>
  );
}
