import { api } from '#platform/client';
import { DateField, Dialog, Form, Grid, RadioGroup, Select, TextField, useForm, useText, useToday } from '#ui';
import { POINT_STATES, SetPointState, type PointLine } from '../../schema.ts';

interface Props {
  readonly point: PointLine;
  readonly points: readonly PointLine[];
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Says what a point is, from a day to a day. */
export function StateDialog({ open, ...props }: Props) {
  const { t } = useText();
  return <Dialog open={open} onClose={props.onClose} title={t('reception.points.say-name', { name: props.point.name })} description={t('reception.points.say-text')}>{open ? <StateForm {...props} /> : null}</Dialog>;
}

function StateForm({ point, points, onClose }: Omit<Props, 'open'>) {
  const { t } = useText();
  const today = useToday();
  const form = useForm({
    id: `reception.point.${point.officeId}`, schema: SetPointState, initial: { from: today, to: null, movedTo: null },
    onSubmit: async (command) => { await api.send('POST', `/api/reception/points/${point.officeId}/states`, command); onClose(); },
  });
  const others = points.filter((other) => other.officeId !== point.officeId);
  return (
    <Form form={form} submitLabel={t('reception.points.save')} onCancel={onClose}>
      <RadioGroup {...form.field('state')} label={t('reception.points.state')} options={POINT_STATES.map((state) => ({ value: state, label: t(`reception.point.${state}`) }))} />
      {form.values.state === 'moved' ? <Select {...form.field('movedTo')} label={t('reception.points.moved-to')} options={others.map((other) => ({ value: other.officeId, label: other.name, disabled: other.state !== 'open' }))} /> : null}
      <Grid min="small">
        <DateField {...form.field('from')} label={t('reception.points.from')} />
        <DateField {...form.field('to')} label={t('reception.points.to')} hint={t('reception.points.to-hint')} optional />
      </Grid>
      <TextField {...form.field('reason')} label={t('reception.points.reason')} />
    </Form>
  );
}
