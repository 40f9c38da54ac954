import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { wordingIn } from '#assessment/schema';
import { api } from '#platform/client';
import { useCaseAddress } from '#registry/screens';
import { Banner, Button, ButtonRow, Card, DateField, Dialog, EmptyState, Form, Item, ItemList, LinkButton, Loaded, Page, PageHeader, Stack, TextArea, useForm, useText } from '#ui';
import { ReviewPlan, type PlanView } from '../../plan/schema.ts';
import { BoardOfPlan } from '../board/board-table.tsx';
import { CausesCard, HouseholdGoals } from '../board/beside-cards.tsx';
import { AgreedPlan } from './agreed-plan.tsx';
import { useKeepsPlans, usePlan } from './data.ts';
import { DraftEditor } from './draft-editor.tsx';
import { PlanTags } from './plan-words.tsx';
import { Versions } from './versions.tsx';

/** The plan of a case: agreed and how it stands, or as it is being written. */
export function PlanPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  return <Page title={t('plans.plan.title')}><Loaded query={usePlan(caseId)}>{(view) => <Inside view={view} />}</Loaded></Page>;
}

function Inside({ view }: { readonly view: PlanView }) {
  const { t } = useText();
  const keeps = useKeepsPlans() && view.open;
  const back = useCaseAddress(view.caseId);
  return (
    <Stack gap={5}>
      <PageHeader
        title={t('plans.plan.title')} over={view.name} lead={view.draft ? t('plans.plan.draft-lead') : t('plans.plan.lead')} back={{ href: back, label: t('plans.plan.back') }} tags={<PlanTags view={view} />}
        actions={view.draft ? null : <Actions view={view} keeps={keeps} />}
      />
      {view.safetyFirst ? <Banner tone="danger" icon="shield" title={t('plans.plan.safety-first')}>{t('plans.plan.safety-first-text')}</Banner> : null}
      {view.open ? null : <Banner tone="info">{t('plans.plan.ended')}</Banner>}
      <Together view={view} />
      {view.draft && keeps ? <DraftEditor view={view} draft={view.draft} /> : <Agreed view={view} keeps={keeps} />}
      <HouseholdGoals caseId={view.caseId} />
      <Versions view={view} />
    </Stack>
  );
}

function Agreed({ view, keeps }: { readonly view: PlanView; readonly keeps: boolean }) {
  const { t, formatDate } = useText();
  if (view.version === 0) return <EmptyState icon="flag" title={t('plans.plan.none')}>{view.open ? t('plans.plan.none-text', { date: formatDate(view.dueBy) }) : null}</EmptyState>;
  return <Stack gap={4}><AgreedPlan view={view} keeps={keeps} /><Uncovered view={view} /><CausesCard view={view} goals={view.goals} /><BoardOfPlan goals={view.goals} /></Stack>;
}

function Actions({ view, keeps }: { readonly view: PlanView; readonly keeps: boolean }) {
  const { t } = useText();
  const [reviewing, setReviewing] = useState(false);
  const begin = useMutation({ mutationFn: () => api.send('POST', `/api/cases/${view.caseId}/plan/begin`) });
  const agreed = view.version > 0;
  return (
    <ButtonRow>
      {keeps ? <Button look={agreed ? 'secondary' : 'primary'} icon={agreed ? 'edit' : 'plus'} pending={begin.isPending} onClick={() => begin.mutate()}>{t(agreed ? 'plans.plan.change' : 'plans.plan.begin')}</Button> : null}
      {keeps && agreed ? <Button icon="calendar" onClick={() => setReviewing(true)}>{t('plans.plan.review')}</Button> : null}
      {agreed ? <LinkButton look="quiet" icon="print" href={`/app/cases/${view.caseId}/plan/sheet`}>{t('plans.plan.print')}</LinkButton> : null}
      <Dialog open={reviewing} onClose={() => setReviewing(false)} title={t('plans.plan.review')} description={t('plans.plan.review-lead')}><ReviewForm view={view} onDone={() => setReviewing(false)} /></Dialog>
    </ButtonRow>
  );
}

function ReviewForm({ view, onDone }: { readonly view: PlanView; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.plan.review.${view.caseId}.${view.reviewOn ?? ''}`, schema: ReviewPlan, initial: { nextOn: view.offers.reviewOn, note: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/cases/${view.caseId}/plan/review`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('plans.plan.save')} onCancel={onDone}>
      <DateField {...form.field('nextOn')} label={t('plans.plan.review-on')} />
      <TextArea {...form.field('note')} label={t('plans.plan.note')} optional rows={3} />
    </Form>
  );
}

/** Plans of cases that go on in this one. */
function Together({ view }: { readonly view: PlanView }) {
  const { t } = useText();
  if (view.together.length === 0) return null;
  return (
    <Card title={t('plans.plan.together')} icon="link">
      <ItemList items={view.together} itemKey={(p) => p.caseId} label={t('plans.plan.together')}>
        {(p) => <Item title={t('plans.plan.promised', { n: p.promised })} meta={t('plans.plan.version-n', { n: p.version })} actions={<LinkButton size="small" href={`/app/cases/${p.caseId}/plan`}>{t('plans.plan.open')}</LinkButton>} />}
      </ItemList>
    </Card>
  );
}

/** Open needs that no goal answers. */
function Uncovered({ view }: { readonly view: PlanView }) {
  const { t, locale } = useText();
  const open = view.needs.filter((n) => !n.covered);
  if (open.length === 0 || !view.open) return null;
  return (
    <Card title={t('plans.plan.uncovered')} count={open.length}>
      <ItemList items={open} itemKey={(n) => n.needId} label={t('plans.plan.uncovered')}>{(n) => <Item title={wordingIn(n.label, locale)} />}</ItemList>
    </Card>
  );
}
