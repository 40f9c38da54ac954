import { Checkbox, Grid, RadioGroup, Stack, TextField, useText } from '#ui';
import type { ChildHandover } from '../../schema.ts';

const EMPTY: Readonly<Record<ChildHandover['to'], ChildHandover>> = {
  guardian: { to: 'guardian', name: '', relation: '', documentSeen: false, contact: '' },
  protection: { to: 'protection', authority: '', officer: '' },
};

/** Who takes a child: a guardian whose identity was seen, with a relation and a way to be reached, or the protection authority. */
export function HandoverEditor({ name, value, onChange }: { readonly name: string; readonly value: ChildHandover | null; readonly onChange: (handover: ChildHandover) => void }) {
  const { t } = useText();
  const text = (field: string, label: string, hint?: string) => (
    <TextField
      name={`${name}.${field}`} label={label} {...(hint ? { hint } : {})} value={String((value as unknown as Readonly<Record<string, unknown>>)[field] ?? '')}
      onChange={(typed) => onChange({ ...value, [field]: typed ?? '' } as ChildHandover)}
    />
  );
  return (
    <Stack>
      <RadioGroup
        name={`${name}.to`} layout="tiles" label={t('reception.handover.to')} hint={t('reception.handover.lead')} value={value?.to} onChange={(to) => to && onChange(EMPTY[to])}
        options={(['guardian', 'protection'] as const).map((to) => ({ value: to, label: t(`reception.handover.${to}`) }))}
      />
      {value?.to === 'guardian' ? (
        <>
          <Grid min="small">{text('name', t('reception.handover.name'))}{text('relation', t('reception.handover.relation'))}{text('contact', t('reception.handover.contact'), t('reception.handover.contact-hint'))}</Grid>
          <Checkbox name={`${name}.seen`} label={t('reception.handover.document-seen')} value={value.documentSeen} onChange={(seen) => onChange({ ...value, documentSeen: seen ?? false })} />
        </>
      ) : null}
      {value?.to === 'protection' ? <Grid min="small">{text('authority', t('reception.handover.authority'))}{text('officer', t('reception.handover.officer'))}</Grid> : null}
    </Stack>
  );
}
