import { RETURN_KINDS, SEXES } from '#kernel/codes';
import { Button, Card, CheckboxGroup, Combobox, DateField, Disclosure, Grid, IconButton, Note, RadioGroup, Row, Select, Stack, TextField, useText } from '#ui';
import type { FormState } from '#ui';
import { isChildMember } from '../../rules/family.ts';
import { MODES, type DeskView } from '../../schema.ts';
import { CountryField } from '../country-field.tsx';
import { findPlaces, placeOf } from '../data.ts';
import { FlagTags } from '../tags.tsx';
import { identityOf, ROLES, type FamilyDraft, type FamilyDraftInput } from './family-draft.ts';

type FamilyForm = FormState<typeof FamilyDraft>;
type Member = FamilyDraftInput['members'][number];

interface Props {
  readonly form: FamilyForm;
  readonly views: readonly DeskView[];
}

/** Is this member a child as far as is typed? */
export function isChildDraft(member: Member | undefined, returnedOn: string, view: DeskView | undefined, childUnder: number): boolean {
  if (!member || !returnedOn) return false;
  const identity = identityOf({ ...member, surname1: '', surname2: '', sex: null } as Parameters<typeof identityOf>[0], undefined);
  const whole = identity.birthDate !== null && /^\d{4}-\d{2}-\d{2}$/.test(identity.birthDate) ? identity : { ...identity, birthDate: null };
  return isChildMember({ identity: whole }, returnedOn, view?.flags ?? [], childUnder);
}

/** What the whole family shares, told once. */
function SharedCard({ form }: Pick<Props, 'form'>) {
  const { t } = useText();
  return (
    <Card title={t('reception.desk.return')} icon="home">
      <Stack>
        <Grid min="small">
          <DateField {...form.field('returnedOn')} label={t('reception.desk.returned-on')} />
          <CountryField {...form.field('fromCountry')} label={t('reception.accept.from')} optional />
        </Grid>
        <Grid min="small">
          <Select {...form.field('kind')} label={t('reception.accept.kind')} options={RETURN_KINDS.map((kind) => ({ value: kind, label: t(`reception.kind.${kind}`) }))} />
          <RadioGroup {...form.field('mode')} layout="row" label={t('reception.accept.mode')} options={MODES.map((mode) => ({ value: mode, label: t(`reception.mode.${mode}`) }))} />
        </Grid>
        <Combobox {...form.field('destinationAdmin2')} label={t('reception.desk.destination')} hint={t('reception.desk.destination-hint')} load={findPlaces} resolve={placeOf} />
        <RadioGroup {...form.field('household')} layout="row" label={t('reception.family.household')} options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`reception.family.household-${value}`) }))} />
      </Stack>
    </Card>
  );
}

/** Who answers for a child: an adult of the family, or nobody of them. */
function GuardianFields({ form, views, at }: Props & { readonly at: number }) {
  const { t } = useText();
  const members = form.values.members ?? [];
  const childUnder = views[0]!.choices.childUntil;
  const adults = members.flatMap((m, i) => (i !== at && !isChildDraft(m, form.values.returnedOn ?? '', views.find((v) => v.rowId === m.rowId), childUnder) ? [i] : []));
  const chosen = members[at]?.guardian;
  return (
    <>
      <RadioGroup
        {...form.field(`members.${at}.guardian`)} layout="row" label={t('reception.family.guardian')} hint={t('reception.family.guardian-hint')}
        options={[...adults.map((i) => ({ value: String(i), label: members[i]!.givenNames || t('reception.family.member', { n: i + 1 }) })), { value: 'nobody', label: t('reception.family.guardian-nobody') }]}
      />
      {chosen && chosen !== 'nobody' ? (
        <RadioGroup {...form.field(`members.${at}.evidence`)} layout="row" label={t('reception.family.evidence')} options={(['declared', 'seen'] as const).map((value) => ({ value, label: t(`reception.family.evidence-${value}`) }))} />
      ) : null}
    </>
  );
}

/** What cannot wait, and what is handed over, opened on request. */
function CareFields({ form, views, at }: Props & { readonly at: number }) {
  const { t } = useText();
  const view = views.find((v) => v.rowId === form.values.members?.[at]?.rowId) ?? views[0]!;
  const given = new Set(form.values.members?.[at]?.rowId ? view.given.filter((one) => one.blocks).map((one) => one.item) : []);
  return (
    <Disclosure summary={t('reception.desk.needs')}>
      <Stack>
        <CheckboxGroup {...form.field(`members.${at}.urgentNeeds`)} layout="tiles" label={t('reception.desk.urgent')} options={view.choices.urgentNeeds.map((need) => ({ value: need.code, label: need.label }))} optional />
        <CheckboxGroup {...form.field(`members.${at}.assistance`)} layout="tiles" label={t('reception.desk.assistance')} options={view.choices.assistance.filter((item) => !given.has(item.code)).map((item) => ({ value: item.code, label: item.label }))} optional />
      </Stack>
    </Disclosure>
  );
}

/** What the card of a member shows over its fields. */
function useMember(form: FamilyForm, views: readonly DeskView[], at: number) {
  const { t } = useText();
  const member = form.values.members?.[at];
  const view = views.find((v) => v.rowId === member?.rowId);
  const child = isChildDraft(member, form.values.returnedOn ?? '', view, views[0]!.choices.childUntil);
  return { name: member?.givenNames || t('reception.family.member', { n: at + 1 }), child, flags: view?.flags ?? [] };
}

function MemberCard({ form, views, at, onRemove }: Props & { readonly at: number; readonly onRemove: (() => void) | null }) {
  const { t } = useText();
  const { name, child, flags } = useMember(form, views, at);
  return (
    <Card title={name} icon={child ? 'child' : 'person'} actions={onRemove ? <IconButton icon="cross" label={t('reception.family.remove', { name })} onClick={onRemove} /> : null}>
      <Stack>
        {flags.length > 0 ? <Row gap={2}><FlagTags flags={flags} /></Row> : null}
        <WhoFields form={form} at={at} />
        {at > 0 ? <RoleField form={form} at={at} /> : null}
        {child ? <GuardianFields form={form} views={views} at={at} /> : null}
        <CareFields form={form} views={views} at={at} />
      </Stack>
    </Card>
  );
}

interface FieldsProps {
  readonly form: FamilyForm;
  readonly at: number;
}

function RoleField({ form, at }: FieldsProps) {
  const { t } = useText();
  const first = form.values.members?.[0]?.givenNames ?? '';
  return <Select {...form.field(`members.${at}.role`)} label={t('reception.family.role', { name: first })} options={ROLES.map((value) => ({ value, label: t(`registry.relation.${value}`) }))} />;
}

function WhoFields({ form, at }: FieldsProps) {
  const { t } = useText();
  return (
    <>
        <Grid min="small">
          <TextField {...form.field(`members.${at}.givenNames`)} label={t('reception.desk.given-names')} spellCheck={false} />
          <TextField {...form.field(`members.${at}.surname1`)} label={t('reception.desk.surname1')} optional spellCheck={false} />
          <TextField {...form.field(`members.${at}.surname2`)} label={t('reception.desk.surname2')} optional spellCheck={false} />
        </Grid>
        <Grid min="small">
          <DateField {...form.field(`members.${at}.birth`)} precision="birth" label={t('reception.desk.birth')} optional />
          <RadioGroup {...form.field(`members.${at}.sex`)} layout="row" label={t('reception.desk.sex')} options={SEXES.map((sex) => ({ value: sex, label: t(`reception.sex.${sex}`) }))} optional />
        </Grid>
    </>
  );
}

/** What they share, then each of them; another one with one key. */
export function FamilyFields({ form, views }: Props) {
  const { t } = useText();
  const members = form.values.members ?? [];
  const surname = members[0];
  const add: Member = { rowId: null, givenNames: '', surname1: surname?.surname1 ?? '', surname2: '', urgentNeeds: [], assistance: [] };
  return (
    <Stack>
      <Note>{t('reception.family.lead')}</Note>
      <SharedCard form={form} />
      {members.map((member, at) => (
        <MemberCard key={member.rowId ?? `new-${at}`} form={form} views={views} at={at} onRemove={at > 0 ? () => form.set('members', members.filter((_, i) => i !== at)) : null} />
      ))}
      <Button icon="plus" shortcut="alt+n" onClick={() => form.set('members', [...members, add])}>{t('reception.family.add')}</Button>
    </Stack>
  );
}
