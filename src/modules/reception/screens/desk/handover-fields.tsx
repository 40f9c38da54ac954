import { Banner, Card, Checkbox, Grid, RadioGroup, Stack, TextField, useText } from '#ui';
import type { ChildHandover } from '../../schema.ts';
import type { DeskFormState } from './use-desk-form.ts';

const EMPTY: Readonly<Record<ChildHandover['to'], ChildHandover>> = {
  guardian: { to: 'guardian', name: '', relation: '', documentSeen: false, contact: '' },
  protection: { to: 'protection', authority: '', officer: '' },
};

/** A child who is alone leaves only with a named guardian or with the protection authority. */
export function HandoverFields({ form }: { readonly form: DeskFormState }) {
  const { t } = useText();
  const handover = (form.values.handover ?? null) as ChildHandover | null;
  const set = (change: Partial<ChildHandover>) => form.set('handover', { ...handover, ...change } as ChildHandover);
  const errorOf = (field: string) => form.problems.find((problem) => problem.field === `handover.${field}`)?.text;
  const text = (field: string, label: string) => {
    const error = errorOf(field);
    const value = (handover as Readonly<Record<string, unknown>> | null)?.[field];
    return <TextField name={`handover.${field}`} label={label} value={String(value ?? '')} onChange={(typed) => set({ [field]: typed ?? '' } as Partial<ChildHandover>)} {...(error ? { error } : {})} />;
  };
  const problem = form.problems.find((found) => found.field === 'handover')?.text;
  return (
    <Card title={t('reception.handover.title')} icon="child" tone="danger">
      <Stack>
        <Banner tone="warning">{t('reception.handover.lead')}</Banner>
        <RadioGroup
          name="handover.to" label={t('reception.handover.to')} value={handover?.to} onChange={(to) => to && form.set('handover', EMPTY[to])} {...(problem ? { error: problem } : {})}
          options={(['guardian', 'protection'] as const).map((to) => ({ value: to, label: t(`reception.handover.${to}`) }))}
        />
        {handover?.to === 'guardian' ? (
          <>
            <Grid min="small">{text('name', t('reception.handover.name'))}{text('relation', t('reception.handover.relation'))}{text('contact', t('reception.handover.contact'))}</Grid>
            <Checkbox name="handover.documentSeen" label={t('reception.handover.document-seen')} value={handover.documentSeen} onChange={(seen) => set({ documentSeen: seen ?? false })} />
          </>
        ) : null}
        {handover?.to === 'protection' ? <Grid min="small">{text('authority', t('reception.handover.authority'))}{text('officer', t('reception.handover.officer'))}</Grid> : null}
      </Stack>
    </Card>
  );
}
