import { useEffect, useRef, useState } from 'react';
import { RETURN_KINDS } from '#kernel/codes';
import { api } from '#platform/client';
import { Banner, Card, Checkbox, DateField, Form, Grid, RadioGroup, Select, TextField, useForm, useText } from '#ui';
import { AcceptUpload, MODES, VARIANTS, type SaidOfArrival, type UploadPreview } from '../../schema.ts';
import { CountryField } from '../country-field.tsx';

export interface Accepted {
  readonly manifestId: string;
  readonly people: number;
  readonly already: boolean;
  readonly moved: boolean;
}

interface Props {
  readonly preview: UploadPreview;
  readonly leaveOut: readonly number[];
  readonly blocked: number;
  readonly taken: number;
  readonly onSender: (details: SaidOfArrival) => void;
  readonly onAccepted: (done: Accepted) => void;
}

/** The arrival itself, and the button that takes everybody in at once. */
export function ArrivalForm({ preview, leaveOut, blocked, taken, onSender, onAccepted }: Props) {
  const { t } = useText();
  const { details } = preview;
  const [receiveThere, setReceiveThere] = useState(true);
  const form = useForm({
    id: `reception.accept.${preview.uploadId}`, schema: AcceptUpload,
    initial: { details: { kind: 'deported', sender: '', ...details } as never },
    prepare: (values) => ({ ...values, details: { ...values.details, updates: details.updates }, leaveOut, receiveAt: receiveThere ? preview.point.movedTo?.officeId : undefined }),
    onSubmit: async (command) => onAccepted(await api.send<Accepted>('POST', `/api/reception/uploads/${preview.uploadId}/accept`, command)),
  });
  const said = form.values.details;
  // Columns are remembered per sender and ages depend on the day: both change how the file reads.
  const typedDay = said?.arrivesOn ?? '';
  const newDay = typedDay !== details.arrivesOn && /^\d{4}-\d{2}-\d{2}$/.test(typedDay) ? typedDay : null;
  const tell = useRef(onSender);
  tell.current = onSender;
  useEffect(() => {
    if (newDay === null) return undefined;
    const timer = setTimeout(() => tell.current({ arrivesOn: newDay }), 800);
    return () => clearTimeout(timer);
  }, [newDay]);
  const sender = form.field('details.sender');
  const versionOpen = preview.alike.length > 0 && details.updates === undefined;
  return (
    <Card title={t('reception.accept.title')} icon="bus" tone="accent">
      {preview.reading.questions.length > 0 ? <Banner tone="warning">{t('reception.accept.questions-open')}</Banner> : null}
      {versionOpen ? <Banner tone="warning">{t('reception.accept.version-open')}</Banner> : null}
      {blocked > 0 ? <Banner tone="warning">{t('reception.accept.blocked', { n: blocked })}</Banner> : null}
      <Form form={form} submitLabel={t('reception.accept.submit', { n: taken })} label={t('reception.accept.title')}>
        <Grid min="medium">
          <TextField
            {...sender} label={t('reception.accept.sender')} hint={t('reception.accept.sender-hint')}
            onBlur={() => { if (said?.sender && said.sender !== details.sender) onSender({ sender: said.sender }); }}
          />
          <TextField {...form.field('details.label')} label={t('reception.accept.label')} hint={t('reception.accept.label-hint')} optional />
          <DateField {...form.field('details.arrivesOn')} label={t('reception.accept.arrives')} />
          <CountryField {...form.field('details.fromCountry')} label={t('reception.accept.from')} optional />
        </Grid>
        <RadioGroup {...form.field('details.variant')} layout="row" label={t('reception.accept.variant')} hint={t('reception.accept.variant-hint')} options={VARIANTS.map((variant) => ({ value: variant, label: t(`reception.variant.${variant}`) }))} />
        <RadioGroup {...form.field('details.mode')} layout="row" label={t('reception.accept.mode')} options={MODES.map((mode) => ({ value: mode, label: t(`reception.mode.${mode}`) }))} />
        <Select {...form.field('details.kind')} label={t('reception.accept.kind')} hint={t('reception.accept.kind-hint')} options={RETURN_KINDS.map((kind) => ({ value: kind, label: t(`reception.kind.${kind}`) }))} />
        {preview.point.movedTo ? <Checkbox name="receiveThere" label={t('reception.accept.receive-there', { name: preview.point.movedTo.name })} value={receiveThere} onChange={(yes) => setReceiveThere(yes === true)} /> : null}
      </Form>
    </Card>
  );
}
