import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, ButtonRow, LinkButton, useNavigate, useText } from '#ui';
import type { ButtonLook, IconName } from '#ui';
import { EXIT, REGISTRATION, type StopState } from '../../schema.ts';
import { sendStep, type StopCommand } from './data.ts';
import { ReasonDialog } from './reason-dialog.tsx';

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
    onSuccess: ({ rowId }, { action }) => { if (action === 'take' && ENDED_AT[stop.station]) navigate(ENDED_AT[stop.station]!(rowId)); },
  });
  const press = (action: StopCommand['action']) => (action === 'pause' || action === 'skip' ? setAsking(action) : step.mutate({ action }));
  return (
    <>
      <ButtonRow>
        {stop.state === 'in' && stop.station === REGISTRATION ? <OpenForm rowId={stop.rowId} /> : null}
        {stop.station === EXIT && stop.state === 'in' ? <OpenExit rowId={stop.rowId} /> : null}
        {STEPS[stop.state].filter(({ action }) => action !== 'done' || !ENDED_AT[stop.station]).map((one) => (
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

/** Stations whose work ends with a record of its own, and where it is made. */
const ENDED_AT: Readonly<Record<string, (rowId: string) => string>> = { [REGISTRATION]: (rowId) => `/app/desk/${rowId}`, [EXIT]: (rowId) => `/app/stays/${rowId}/exit` };

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

function OpenExit({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  return <LinkButton size="small" look="primary" icon="leave" href={`/app/stays/${rowId}/exit`}>{t('reception.exit.title')}</LinkButton>;
}

function OpenForm({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  return <LinkButton size="small" look="primary" icon="edit" href={`/app/desk/${rowId}`}>{t('reception.floor.open-form')}</LinkButton>;
}
