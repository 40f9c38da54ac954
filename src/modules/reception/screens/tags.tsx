import { StatusTag, useText } from '#ui';
import type { IconName, Tone } from '#ui';
import type { EarlierReturn, Flag, RowState } from '../schema.ts';

const FLAG_LOOK: Readonly<Record<Flag, { tone: Tone; icon: IconName }>> = {
  unaccompaniedChild: { tone: 'danger', icon: 'child' },
  child: { tone: 'warning', icon: 'child' },
  family: { tone: 'info', icon: 'people' },
  injured: { tone: 'danger', icon: 'heart' },
  pregnant: { tone: 'warning', icon: 'heart' },
  elder: { tone: 'info', icon: 'person' },
  reserved: { tone: 'accent', icon: 'lock' },
  noDocuments: { tone: 'neutral', icon: 'paper' },
};

/** Why somebody is seen first, in words with icons. */
export function FlagTags({ flags }: { readonly flags: readonly Flag[] }) {
  const { t } = useText();
  const shown = flags.includes('unaccompaniedChild') ? flags.filter((flag) => flag !== 'child') : flags;
  return <>{shown.map((flag) => <StatusTag key={flag} {...FLAG_LOOK[flag]}>{t(`reception.flag.${flag}`)}</StatusTag>)}</>;
}

const STATE_LOOK: Readonly<Record<RowState, { tone: Tone; icon: IconName }>> = {
  expected: { tone: 'neutral', icon: 'clock' },
  waiting: { tone: 'accent', icon: 'person' },
  taken: { tone: 'info', icon: 'edit' },
  finished: { tone: 'success', icon: 'check' },
  notArrived: { tone: 'neutral', icon: 'cross' },
};

export function StateTag({ state }: { readonly state: RowState }) {
  const { t } = useText();
  return <StatusTag {...STATE_LOOK[state]}>{t(`reception.state.${state}`)}</StatusTag>;
}

/** "Returned before, 2024, Omoa": what matching found when the list was accepted. */
export function BeforeTag({ before }: { readonly before: EarlierReturn }) {
  const { t } = useText();
  const sure = before.band === 'surely';
  const words = before.year
    ? t(sure ? 'reception.before.surely' : 'reception.before.perhaps', { year: before.year, place: before.place ?? '' })
    : t(sure ? 'reception.before.known' : 'reception.before.maybe-known');
  return <StatusTag tone={sure ? 'accent' : 'neutral'} icon="history">{words}</StatusTag>;
}
