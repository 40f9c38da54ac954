import { SEXES } from '#kernel/codes';
import { Button, Card, DateField, Disclosure, Grid, IconButton, Note, RadioGroup, Select, Stack, TextField, useText, useToday } from '#ui';
import type { FormState } from '#ui';
import { SAFETIES } from '../../schema.ts';
import { PlaceField } from '../place-field.tsx';
import { isChild, ROLES, type FamilyDraft, type MemberDraft } from './family-draft.ts';
import { usePapers } from './who-fields.tsx';

type FamilyForm = FormState<typeof FamilyDraft>;

/** What everybody has in common, typed once. */
export function CommonFields({ form }: { readonly form: FamilyForm }) {
  const { t } = useText();
  return (
    <Card title={t('registry.family-form.common')} icon="home">
      <Stack>
        <Grid min="small">
          <TextField {...form.field('surname1')} label={t('registry.field.surname1')} autoFocus optional spellCheck={false} />
          <TextField {...form.field('surname2')} label={t('registry.field.surname2')} optional spellCheck={false} />
        </Grid>
        <Note>{t('registry.family-form.surname-hint')}</Note>
        <PlaceField {...form.field('originAdmin2')} label={t('registry.field.originAdmin2')} hint={t('registry.register.origin-hint')} optional />
        <TextField {...form.field('phone')} type="tel" label={t('registry.field.phone')} hint={t('registry.register.phone-hint')} optional width="medium" />
        {form.values.phone ? <RadioGroup {...form.field('safety')} label={t('registry.register.safety')} options={SAFETIES.map((value) => ({ value, label: t(`registry.safety.${value}`) }))} layout="row" /> : null}
        <DateField {...form.field('arrivedOn')} label={t('registry.family-form.arrived-on')} hint={t('registry.family-form.arrived-hint')} optional />
        <RadioGroup {...form.field('together')} label={t('registry.family-form.together')} options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`registry.family-form.together-${value}`) }))} layout="row" />
      </Stack>
    </Card>
  );
}

function GuardianField({ form, at }: { readonly form: FamilyForm; readonly at: number }) {
  const { t } = useText();
  const first = form.values.members?.[0]?.givenNames;
  return (
    <RadioGroup
      {...form.field(`members.${at}.guardian`)} label={t('registry.family-form.guardian', { name: first ? first : t('registry.family-form.first') })} layout="row" optional
      options={(['no', 'declared', 'seen'] as const).map((value) => ({ value, label: t(`registry.family-form.guardian-${value}`) }))}
    />
  );
}

/** Surnames of their own, and a paper. */
function MoreOfMember({ form, at }: { readonly form: FamilyForm; readonly at: number }) {
  const { t } = useText();
  const papers = usePapers();
  const type = form.values.members?.[at]?.documentType;
  return (
    <Disclosure summary={t('registry.family-form.more')}>
      <Stack>
        <Note>{t('registry.family-form.own-surname')}</Note>
        <Grid min="small">
          <TextField {...form.field(`members.${at}.surname1`)} label={t('registry.field.surname1')} optional spellCheck={false} />
          <TextField {...form.field(`members.${at}.surname2`)} label={t('registry.field.surname2')} optional spellCheck={false} />
        </Grid>
        <Grid min="small">
          <Select {...form.field(`members.${at}.documentType`)} label={t('registry.field.documentType')} options={papers.map((value) => ({ value, label: t(`registry.document.${value}`) }))} optional />
          {type ? <TextField {...form.field(`members.${at}.documentNumber`)} label={t('registry.field.documentNumber')} optional spellCheck={false} /> : null}
        </Grid>
      </Stack>
    </Disclosure>
  );
}

/** What a member is called on the form: by name once there is one. */
function useMemberName(): (givenNames: string | undefined, at: number) => string {
  const { t } = useText();
  return (givenNames, at) => givenNames || t(at === 0 ? 'registry.family-form.first' : 'registry.family-form.member', { n: at + 1 });
}

/** One member: a name and a birth are enough; the rest opens on request. */
function MemberFields({ form, at, onRemove }: { readonly form: FamilyForm; readonly at: number; readonly onRemove: (() => void) | null }) {
  const { t } = useText();
  const today = useToday();
  const member = form.values.members?.[at];
  const child = at > 0 && isChild((member ?? {}) as MemberDraft, today);
  const name = useMemberName()(member?.givenNames, at);
  return (
    <Card title={name} icon={child ? 'child' : 'person'} headingLevel={3} actions={onRemove ? <IconButton icon="cross" label={t('registry.family-form.remove', { name })} onClick={onRemove} /> : null}>
      <Stack>
        <Grid min="small">
          <TextField {...form.field(`members.${at}.givenNames`)} label={t('registry.field.givenNames')} spellCheck={false} />
          {at > 0 ? <Select {...form.field(`members.${at}.role`)} label={t('registry.family-form.role')} options={ROLES.map((value) => ({ value, label: t(`registry.relation.${value}`) }))} /> : null}
        </Grid>
        <Grid min="small">
          <DateField {...form.field(`members.${at}.birth`)} label={t('registry.field.birthDate')} precision="birth" optional />
          <RadioGroup {...form.field(`members.${at}.sex`)} label={t('registry.field.sex')} options={SEXES.map((value) => ({ value, label: t(`registry.sex.${value}`) }))} layout="row" optional />
        </Grid>
        {child ? <GuardianField form={form} at={at} /> : null}
        <MoreOfMember form={form} at={at} />
      </Stack>
    </Card>
  );
}

/** The members one under the other; another one with one key. */
export function FamilyFields({ form }: { readonly form: FamilyForm }) {
  const { t } = useText();
  const members = form.values.members ?? [];
  const without = (at: number) => form.set('members', members.filter((_, i) => i !== at));
  return (
    <Stack>
      <CommonFields form={form} />
      {members.map((_, at) => <MemberFields key={at} form={form} at={at} onRemove={at > 0 && members.length > 2 ? () => without(at) : null} />)}
      <Button icon="plus" shortcut="alt+n" onClick={() => form.set('members', [...members, { givenNames: '' }])}>{t('registry.family-form.add')}</Button>
    </Stack>
  );
}
