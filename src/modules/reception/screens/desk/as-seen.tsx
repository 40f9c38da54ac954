import { Banner, Card, DescriptionList, Stack, useText } from '#ui';
import type { DeskView } from '../../schema.ts';
import { useProblemSentence } from '../problem-sentence.ts';
import { BeforeTag } from '../tags.tsx';

/** The list's own words beside the form, and what was odd about them. */
export function AsSeen({ view }: { readonly view: DeskView }) {
  const { t } = useText();
  const sentence = useProblemSentence();
  return (
    <Stack>
      {view.before ? <BeforeTag before={view.before} /> : null}
      {view.problems.map((problem, i) => <Banner key={i} tone="warning">{sentence(problem)}</Banner>)}
      {view.raw.length > 0 ? (
        <Card title={t('reception.desk.as-seen')} icon="paper" tone="sunken">
          <DescriptionList items={view.raw.map((cell) => ({ term: cell.header, value: cell.value }))} />
        </Card>
      ) : null}
    </Stack>
  );
}
