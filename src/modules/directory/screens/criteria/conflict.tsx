import { Banner, Button, ButtonRow, Stack, useText } from '#ui';
import type { Conditions } from '../../matching/preview.ts';
import { Compared, type Told } from './compared.tsx';
import type { useVersionDraft } from './use-version-draft.ts';

/** Another version came into force meanwhile: it beside what was typed, of which nothing is lost. */
export function Conflict({ state, conditions }: { readonly state: ReturnType<typeof useVersionDraft>; readonly conditions: Conditions }) {
  const { t, formatDate } = useText();
  const [theirs] = state.missed;
  if (!theirs) return null;
  const { draft } = state;
  const mine: Told = { from: draft.from, until: draft.until, criteria: conditions.criteria, needCriteria: conditions.needCriteria, reason: draft.reason };
  const who = theirs.source === 'pack' ? t('directory.conditions.history.pack') : (theirs.by ?? t('directory.conditions.history.somebody'));
  return (
    <Banner tone="warning" live title={t('directory.conditions.conflict', { n: theirs.version, who, when: formatDate(theirs.at, 'time') })}>
      <Stack gap={3}>
        <p>{t('directory.conditions.conflict-hint')}</p>
        <Compared left={theirs} right={mine} titles={[t('directory.conditions.version', { n: theirs.version }), t('directory.conditions.mine')]} />
        <ButtonRow>
          <Button onClick={state.keepMine}>{t('directory.conditions.keep-mine')}</Button>
          <Button look="quiet" onClick={() => state.startFrom(theirs)}>{t('directory.conditions.take-theirs')}</Button>
        </ButtonRow>
      </Stack>
    </Banner>
  );
}
