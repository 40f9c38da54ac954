import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { DateField, Dialog, Form, Select, TextField, useForm, useNotify, useText, useToday } from '#ui';
import { MoveArrivals, type ManifestLine, type PointLine } from '../../schema.ts';

interface Props {
  readonly from: PointLine;
  readonly points: readonly PointLine[];
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Moves a list, or everybody still expected on a day, to another point: one command. */
export function MoveDialog({ open, ...props }: Props) {
  const { t } = useText();
  return <Dialog open={open} onClose={props.onClose} title={t('reception.points.move-name', { name: props.from.name })} description={t('reception.points.move-text')}>{open ? <MoveForm {...props} /> : null}</Dialog>;
}

const WHOLE_DAY = 'day';

function MoveForm({ from, points, onClose }: Omit<Props, 'open'>) {
  const { t, formatDate } = useText();
  const notify = useNotify();
  const today = useToday();
  const lists = useQuery({ queryKey: ['reception', 'manifests'], queryFn: () => api.get<{ manifests: ManifestLine[] }>('/api/reception/manifests') });
  const form = useForm({
    id: `reception.move.${from.officeId}`, schema: MoveArrivals, initial: { from: from.officeId, day: today, manifestId: null },
    prepare: (values) => ({ ...values, from: from.officeId }),
    onSubmit: async (command) => {
      const { people } = await api.send<{ people: number }>('POST', '/api/reception/moves', command);
      notify({ tone: 'success', text: t('reception.moves.moved', { n: people }) });
      onClose();
    },
  });
  const open = (lists.data?.manifests ?? []).filter((list) => list.counts.expected > 0 && !list.closed);
  const chosen = form.field('manifestId');
  const wholeDay = (form.values.manifestId ?? null) === null;
  return (
    <Form form={form} submitLabel={t('reception.points.move')} onCancel={onClose}>
      <Select
        name="what" label={t('reception.moves.what')} value={form.values.manifestId ?? WHOLE_DAY} onChange={(value) => chosen.onChange((value === WHOLE_DAY || value === undefined ? null : value) as never)}
        options={[{ value: WHOLE_DAY, label: t('reception.moves.whole-day') }, ...open.map((list) => ({ value: list.manifestId, label: t('reception.moves.list', { label: list.label, on: formatDate(list.arrivesOn), n: list.counts.expected }) }))]}
      />
      {wholeDay ? <DateField {...form.field('day')} label={t('reception.moves.day')} /> : null}
      <Select {...form.field('to')} label={t('reception.moves.to')} options={points.filter((p) => p.officeId !== from.officeId).map((p) => ({ value: p.officeId, label: p.name, disabled: p.state !== 'open' }))} />
      <TextField {...form.field('reason')} label={t('reception.points.reason')} />
    </Form>
  );
}
