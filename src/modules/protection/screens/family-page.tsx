import { useCaseAddress } from '#registry/screens';
import { Card, DateField, EmptyState, Form, Loaded, Note, Page, PageHeader, Row, Select, Stack, StatusTag, TextArea, useForm, useText } from '#ui';
import { END_CODES, EndFamily, LookAgain, type FamilyState, type FamilyView } from '../schema.ts';
import { Ask, useSaving } from './ask.tsx';
import { type CardProps, useFamily } from './data.ts';
import { CareCard, DecisionsCard } from './decisions-card.tsx';
import { FamilyQuestionPanel, FamilyTag } from './family-panel.tsx';
import { HandoverCard } from './handover-card.tsx';
import { RelativesCard } from './relatives-card.tsx';

/** The work of protection on the family of one child. */
export function FamilyPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const query = useFamily(caseId);
  const back = useCaseAddress(caseId);
  const title = t('protection.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('protection.lead')} back={{ href: back, label: t('protection.back') }} />
      <Loaded query={query}>{(family) => (family.work && family.state ? <Work family={family} state={family.state} work={family.work} /> : <FamilyQuestionPanel caseId={caseId} />)}</Loaded>
    </Page>
  );
}

function Work({ family, state, work }: { readonly family: FamilyView; readonly state: FamilyState; readonly work: CardProps['work'] }) {
  const { t } = useText();
  const props = { family, work, works: family.mayWork && state !== 'ended' };
  return (
    <Stack gap={5}>
      <NextCard {...props} />
      <HandoverCard {...props} />
      <RelativesCard {...props} />
      <DecisionsCard {...props} />
      <CareCard {...props} />
      {props.works ? <Row><Ask label={t('protection.end')} look="quiet">{(close) => <EndForm questionId={work.questionId} onDone={close} />}</Ask></Row> : null}
      {family.proposed ? <Note>{t('protection.proposed')}</Note> : null}
    </Stack>
  );
}

/** How far it is, and when protection looks again. */
function NextCard({ family, work, works }: CardProps) {
  const { t, formatDate } = useText();
  if (family.state === null) return <EmptyState title={t('protection.nobody-yet')} />;
  return (
    <Card>
      <Row gap={3}>
        <FamilyTag state={family.state} />
        {work.ended ? <span>{t('protection.ended-because', { why: `${t(`protection.end.${work.ended.code}`)}. ${work.ended.why}` })}</span> : null}
        {works ? <StatusTag tone={work.nextOn < family.today ? 'danger' : 'neutral'} icon="calendar">{`${t('protection.next-look')}: ${formatDate(work.nextOn)}`}</StatusTag> : null}
        {works ? <Ask label={t('protection.next-look-change')} look="quiet">{(close) => <LookAgainForm questionId={work.questionId} day={family.lookAgainOn} onDone={close} />}</Ask> : null}
      </Row>
    </Card>
  );
}

function LookAgainForm({ questionId, day, onDone }: { readonly questionId: string; readonly day: string; readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-questions/${questionId}/look-again`, onDone);
  const form = useForm({ id: `protection.look.${questionId}`, schema: LookAgain, initial: { nextOn: day }, onSubmit: save });
  return <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}><DateField {...form.field('nextOn')} label={t('protection.next-on')} /></Form>;
}

function EndForm({ questionId, onDone }: { readonly questionId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-questions/${questionId}/end`, onDone);
  const form = useForm({ id: `protection.end.${questionId}`, schema: EndFamily, initial: {}, onSubmit: save });
  return (
    <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}>
      <Select {...form.field('code')} label={t('protection.end-code')} width="full" options={END_CODES.map((c) => ({ value: c, label: t(`protection.end.${c}`) }))} />
      <TextArea {...form.field('why')} label={t('protection.why')} rows={3} maxLength={1000} />
    </Form>
  );
}
