import { Banner, Stack, useText } from '#ui';
import { questionsOf } from '../instrument.ts';
import { alertsOf, isPressing } from '../rules/alerts.ts';
import type { Answer } from '../schema.ts';
import { OnDuty } from './duty/on-duty.tsx';
import type { Draft } from './use-draft.ts';

/** The answers as they stand on this screen, saved or not, of the questions that apply now. */
function answersNow(draft: Draft): Record<string, Answer> {
  const asked = new Set(draft.view.sections.flatMap((s) => s.questions).map((q) => q.code));
  const given = questionsOf(draft.view.instrument).filter((q) => asked.has(q.code)).map((q) => [q.code, draft.answerOf(q.code)] as const);
  return Object.fromEntries(given.filter((pair): pair is readonly [string, Answer] => pair[1] !== null));
}

/** What to do at once, while the person still sits there: it follows from the answer itself, before anything is saved. */
export function AlarmNow({ draft }: { readonly draft: Draft }) {
  const { t } = useText();
  const alerts = alertsOf(draft.view.instrument, answersNow(draft)).filter(isPressing);
  return (
    <div aria-live="polite">
      <Stack gap={2}>
        {alerts.map((code) => (
          <Banner key={code} tone="danger" title={`${t('assessment.alert-now')}: ${t(`assessment.alert.${code}`)}`}>
            {t(`assessment.alert-do.${code}`)} {t('assessment.alert-now-told')}
            <OnDuty caseId={draft.view.caseId} />
          </Banner>
        ))}
      </Stack>
    </div>
  );
}
