import { useQuery } from '@tanstack/react-query';
import { SEXES } from '#kernel/codes';
import { api } from '#platform/client';
import { Card, Checkbox, DateField, Grid, RadioGroup, Select, Stack, TextField, useText } from '#ui';
import type { FormState } from '#ui';
import type { DocumentType } from '../../schema.ts';
import { PlaceField } from '../place-field.tsx';
import type { WhoDraft } from './register-draft.ts';

type WhoForm = FormState<typeof WhoDraft>;

/** Papers that the country offers, most telling first. */
export function usePapers(): readonly DocumentType[] {
  const papers = useQuery({
    queryKey: ['registry', 'identity-papers'], staleTime: Infinity,
    queryFn: () => api.get<{ documents: { type: DocumentType }[] }>('/api/identity-papers'),
  });
  return papers.data?.documents.map((d) => d.type) ?? [];
}

/** Names, birth, sex, place and one paper: enough to find an earlier record, and nothing is asked twice afterwards. */
export function WhoFields({ form }: { readonly form: WhoForm }) {
  const { t } = useText();
  const papers = usePapers();
  const type = form.values.documentType;
  return (
    <Card title={t('registry.register.who')} icon="person">
      <Stack>
        <TextField {...form.field('givenNames')} label={t('registry.field.givenNames')} hint={t('registry.register.names-hint')} autoFocus spellCheck={false} />
        <Grid min="small">
          <TextField {...form.field('surname1')} label={t('registry.field.surname1')} optional spellCheck={false} />
          <TextField {...form.field('surname2')} label={t('registry.field.surname2')} optional spellCheck={false} />
        </Grid>
        <DateField {...form.field('birth')} label={t('registry.field.birthDate')} hint={t('registry.register.birth-hint')} precision="birth" optional />
        <RadioGroup {...form.field('sex')} label={t('registry.field.sex')} options={SEXES.map((value) => ({ value, label: t(`registry.sex.${value}`) }))} layout="row" optional />
        <PlaceField {...form.field('originAdmin2')} label={t('registry.field.originAdmin2')} hint={t('registry.register.origin-hint')} optional />
        <Grid min="small">
          <Select {...form.field('documentType')} label={t('registry.field.documentType')} options={papers.map((value) => ({ value, label: t(`registry.document.${value}`) }))} optional />
          {type ? <TextField {...form.field('documentNumber')} label={t('registry.field.documentNumber')} optional spellCheck={false} /> : null}
        </Grid>
        {type ? <Checkbox {...form.field('documentSeen')} label={t('registry.register.seen')} /> : null}
      </Stack>
    </Card>
  );
}
