import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, ButtonRow, Dialog, LinkButton, RadioGroup, Stack, useNavigate, useText } from '#ui';
import type { ButtonLook, IconName } from '#ui';
import { PAUSE_REASONS, REGISTRATION, SKIP_REASONS, type StopReason, type StopState } from '../../schema.ts';
import { sendStep, type StopCommand } from './data.ts';

interface Steppable {
  readonly stopId: string;
  readonly rowId: string;
  readonly station: string;
  readonly state: StopState;
}

/** What an officer can do with somebody at a station, by where they stand. */
export function StopSteps({ stop, shown }: { readonly stop: Steppable; readonly shown: string }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'pause' | 'skip' | null>(null);
  const step = useMutation({
    mutationFn: (command: StopCommand) => sendStep(stop.stopId, command),
    onSuccess: ({ rowId }, { action }) => { if (action === 'take' && stop.station === REGISTRATION) navigate(`/app/desk/${rowId}`); },
  });
  const press = (action: StopCommand['action']) => (action === 'pause' || action === 'skip' ? setAsking(action) : step.mutate({ action }));
  return (
    <>
      <ButtonRow>
        {stop.state === 'in' && stop.station === REGISTRATION ? <OpenForm rowId={stop.rowId} /> : null}
        {STEPS[stop.state].filter(({ action }) => action !== 'done' || stop.station !== REGISTRATION).map((one) => (
          <StepButton key={one.action} {...one} shown={shown} pending={step.isPending} onPress={() => press(one.action)} />
        ))}
      </ButtonRow>
      <ReasonDialog
        asking={asking} shown={shown} pending={step.isPending} onClose={() => setAsking(null)}
        onChosen={(action, reason) => step.mutate({ action, reason }, { onSuccess: () => setAsking(null) })}
      />
    </>
  );
}

interface StepLook {
  readonly action: StopCommand['action'];
  readonly words: string;
  readonly look: ButtonLook;
  readonly icon?: IconName;
}

const TAKE: StepLook = { action: 'take', words: 'take', look: 'primary', icon: 'person' };
const SKIP: StepLook = { action: 'skip', words: 'skip', look: 'quiet' };
const BACK: StepLook = { action: 'back', words: 'back', look: 'quiet', icon: 'undo' };

const STEPS: Readonly<Record<StopState, readonly StepLook[]>> = {
  waiting: [{ action: 'call', words: 'call', look: 'secondary' }, { ...TAKE, look: 'secondary' }, SKIP],
  called: [TAKE, { action: 'call', words: 'again', look: 'secondary' }, { ...BACK, words: 'nobody-came' }],
  in: [{ action: 'done', words: 'done', look: 'primary', icon: 'check' }, { action: 'pause', words: 'pause', look: 'secondary', icon: 'clock' }, BACK, SKIP],
  paused: [{ ...TAKE, words: 'resume' }, { ...BACK, words: 'queue' }, SKIP],
  done: [{ action: 'reopen', words: 'reopen', look: 'quiet', icon: 'undo' }],
  skipped: [{ action: 'reopen', words: 'reopen', look: 'quiet', icon: 'undo' }],
};

function StepButton({ words, look, icon, shown, pending, onPress }: Omit<StepLook, 'action'> & { readonly shown: string; readonly pending: boolean; readonly onPress: () => void }) {
  const { t } = useText();
  return (
    <Button size="small" look={look} pending={pending} onClick={onPress} aria-label={`${t(`reception.floor.step.${words}`)}: ${shown}`} {...(icon ? { icon } : {})}>
      {t(`reception.floor.step.${words}`)}
    </Button>
  );
}

function OpenForm({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  return <LinkButton size="small" look="primary" icon="edit" href={`/app/desk/${rowId}`}>{t('reception.floor.open-form')}</LinkButton>;
}

const REASONS: Readonly<Record<'pause' | 'skip', readonly StopReason[]>> = { pause: PAUSE_REASONS, skip: SKIP_REASONS };

function ReasonDialog({ asking, shown, pending, onClose, onChosen }: {
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
