import { Banner, Card, Checkbox, DateField, EmptyState, Form, Item, ItemList, Note, RadioGroup, Stack, StatusTag, TextArea, TextField, useForm, useText } from '#ui';
import { HANDOVER_POINTS, PlanHandover, StepHandover, type HandoverView } from '../schema.ts';
import { Ask, useSaving, WhyForm } from './ask.tsx';
import type { CardProps } from './data.ts';

const TONES = { planned: 'info', done: 'success', cancelled: 'neutral', ended: 'warning' } as const;

/** What still stands between the child and a hand-over; when nothing does, where and when. */
export function HandoverCard(props: CardProps) {
  const { t } = useText();
  const { work, works, family } = props;
  const underWay = work.handovers.some((h) => h.state === 'planned' || h.state === 'done');
  const ready = works && work.before.length === 0 && !underWay;
  return (
    <Card title={t('protection.handover')} icon="shield" actions={ready ? <Ask label={t('protection.handover-plan')} look="primary">{(close) => <PlanForm {...props} onDone={close} />}</Ask> : null}>
      <Stack gap={4}>
        {works && family.state === 'open' && !(underWay && work.before.length === 0) ? <Before work={work} /> : null}
        <ItemList items={work.handovers} itemKey={(h) => h.familyHandoverId} label={t('protection.handover')} empty={<EmptyState icon="shield" title={t('protection.handover-none')} />}>
          {(handover) => <Line handover={handover} {...props} />}
        </ItemList>
      </Stack>
    </Card>
  );
}

function Before({ work }: Pick<CardProps, 'work'>) {
  const { t } = useText();
  if (work.before.length === 0) return <Note>{t('protection.nothing-missing')}</Note>;
  return <Banner tone="warning" title={t('protection.missing-title')}><ul>{work.before.map((b) => <li key={b.code}>{b.message}</li>)}</ul></Banner>;
}

function Line({ handover, ...props }: CardProps & { readonly handover: HandoverView }) {
  const { t, formatDate } = useText();
  const { state, point, place, broughtBy, cannotTravel, travelAid } = handover;
  const journey = [...(cannotTravel ? [t('protection.family-cannot-travel')] : []), ...(travelAid ? [t('protection.aid-asked')] : [])];
  const name = props.work.relatives.find((r) => r.familyRelativeId === handover.relativeId)?.name ?? '';
  return (
    <Item
      title={t('protection.handover-to', { name, date: formatDate(handover.doneOn ?? handover.plannedOn) })} meta={[t(`protection.point.${point}`), place, broughtBy, ...journey].join(' · ')}
      tags={<StatusTag tone={TONES[state]}>{t(`protection.handover.${state}`)}</StatusTag>}
      actions={<Steps handover={handover} {...props} />}
    >
      {handover.said ? <p className="ui-note">{handover.said}</p> : null}
    </Item>
  );
}

/** What can be said of a hand-over now. */
function Steps({ handover: { familyHandoverId: id, state }, works, family }: CardProps & { readonly handover: HandoverView }) {
  const { t } = useText();
  const path = `/api/family-handovers/${id}/step`;
  if (state === 'done' && family.mayWork) {
    return <Ask label={t('protection.step.ended')} look="quiet">{(close) => <WhyForm id={`protection.ended.${id}`} path={path} more={{ step: 'ended' }} onDone={close} />}</Ask>;
  }
  if (state !== 'planned' || !works) return null;
  return (
    <>
      <Ask label={t('protection.step.done')} look="primary">{(close) => <DoneForm id={id} today={family.today} onDone={close} />}</Ask>
      <Ask label={t('protection.step.cancelled')} look="quiet">{(close) => <WhyForm id={`protection.cancel.${id}`} path={path} more={{ step: 'cancelled' }} onDone={close} />}</Ask>
    </>
  );
}

const Done = StepHandover.options[0];

function DoneForm({ id, today, onDone }: { readonly id: string; readonly today: string; readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-handovers/${id}/step`, onDone);
  const form = useForm({ id: `protection.done.${id}`, schema: Done, initial: { on: today, identitySeen: false }, prepare: (values) => ({ ...values, step: 'done' }), onSubmit: save });
  return (
    <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}>
      <DateField {...form.field('on')} label={t('protection.planned-on')} />
      <Checkbox {...form.field('identitySeen')} label={t('protection.identity-seen')} />
      <TextArea {...form.field('note')} label={t('protection.note')} optional rows={2} maxLength={1000} />
    </Form>
  );
}

function PlanForm({ work, family, onDone }: CardProps & { readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-questions/${work.questionId}/handovers`, onDone);
  const form = useForm({ id: `protection.handover.${work.questionId}.${work.handovers.length}`, schema: PlanHandover, initial: { plannedOn: family.today, cannotTravel: false, travelAid: false }, onSubmit: save });
  return (
    <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}>
      <DateField {...form.field('plannedOn')} label={t('protection.planned-on')} />
      <Checkbox {...form.field('cannotTravel')} label={t('protection.cannot-travel')} />
      <Checkbox {...form.field('travelAid')} label={t('protection.travel-aid')} />
      <RadioGroup {...form.field('point')} label={t('protection.point')} options={HANDOVER_POINTS.map((p) => ({ value: p, label: t(`protection.point.${p}`) }))} />
      <TextField {...form.field('place')} label={t('protection.place')} maxLength={300} />
      <TextField {...form.field('broughtBy')} label={t('protection.brought-by')} maxLength={200} />
    </Form>
  );
}
