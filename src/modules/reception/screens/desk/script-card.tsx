import { Banner, Card, Disclosure, Note, Stack, useText } from '#ui';
import { SCRIPT, STOP_SIGNS, type LaterQuestion, type ScriptLine } from '../../schema.ts';

/** What to say and why each question is asked, beside the form; when to stop always stands open. */
export function ScriptCard({ later }: { readonly later: readonly LaterQuestion[] }) {
  const { t } = useText();
  const isLater = (line: ScriptLine) => (later as readonly string[]).includes(line.question);
  return (
    <Card title={t('reception.script.title')} icon="book">
      <Stack gap={3}>
        <Banner tone="warning" title={t('reception.script.stop-if')}>
          <ul>{STOP_SIGNS.map((sign) => <li key={sign}>{t(`reception.script.stop.${sign}`)}</li>)}</ul>
          <p>{t('reception.script.stop-then')}</p>
        </Banner>
        {SCRIPT.map((line) => <Line key={line.question} line={line} later={isLater(line)} />)}
      </Stack>
    </Card>
  );
}

function Line({ line, later }: { readonly line: ScriptLine; readonly later: boolean }) {
  const { t } = useText();
  const marks = [line.maySkip ? t('reception.script.may-skip') : null, later ? t('reception.script.later') : null].filter(Boolean).join(' · ');
  return (
    <Disclosure summary={t(`reception.script.${line.question}.title`)}>
      <Stack gap={2}>
        <p>«{t(`reception.script.${line.question}.say`)}»</p>
        <p><strong>{t('reception.script.why')}</strong> {t(`reception.script.${line.question}.why`)}</p>
        {marks ? <Note>{marks}</Note> : null}
      </Stack>
    </Disclosure>
  );
}
