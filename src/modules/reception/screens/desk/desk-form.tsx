import { useEffect } from 'react';
import { RETURN_KINDS, SEXES } from '#kernel/codes';
import { TRAVELLING_AS } from '#kernel/facts';
import { Banner, Button, ButtonRow, Card, Checkbox, CheckboxGroup, Combobox, DateField, Form, Grid, Note, RadioGroup, Row, Select, SplitView, Stack, StatusLine, StatusTag, TextField, useText } from '#ui';
import { MODES, NEXT_STEPS, type DeskView } from '../../schema.ts';
import { CountryField } from '../country-field.tsx';
import { findPlaces, placeOf, wholeBirth } from '../data.ts';
import { useMoment } from '../moment.ts';
import type { ComparedPerson } from '#registry/pages';
import { AsSeen } from './as-seen.tsx';
import { EarlierRecords } from './earlier-records.tsx';
import { HandoverFields } from './handover-fields.tsx';
import { DocumentFields, LaterCard, MonthsField, OriginField, PapersField, type DeskFieldsProps as Props } from './later-fields.tsx';
import { ScriptCard } from './script-card.tsx';
import { useDeskForm, type DeskFormState, type DeskVersions } from './use-desk-form.ts';

/** Keeps what is typed at once, before something else happens. */
export type SaveNow = () => Promise<unknown>;

/** Everything that the desk asks, in the order of the conversation. */
export function DeskForm({ view, onSaver }: { readonly view: DeskView; readonly onSaver: (save: SaveNow) => void }) {
  const { t } = useText();
  const { form, asksHandover, saved, saveNow, versions } = useDeskForm(view);
  useEffect(() => onSaver(saveNow), [onSaver, saveNow]);
  return (
    <SplitView side="end" list={<Stack><StatusLine state={saved} /><AsSeen view={view} /><ScriptCard later={view.choices.later} /></Stack>}>
      <Form form={form} submitLabel={t('reception.desk.finish')} label={t('reception.desk.title')}>
        {versions ? <TwoVersions versions={versions} /> : null}
        <IdentityCard form={form} view={view} />
        <EarlierRecords rowId={view.rowId} typed={comparedOf(form, view)} value={form.values.who} onChange={(who) => form.set('who', who)} onNobody={() => form.fill('who', { decision: 'newPerson' })} error={form.field('who').error} />
        <ReturnCard form={form} view={view} />
        {asksHandover ? <HandoverFields form={form} /> : null}
        <NeedsCard form={form} view={view} />
        <NextCard form={form} />
        <LaterCard form={form} view={view} />
      </Form>
    </SplitView>
  );
}

/** What the officer sees of the person in front of them, for the comparison with earlier records. */
function comparedOf(form: DeskFormState, view: DeskView): ComparedPerson {
  const { identity } = form.values;
  if (!identity) return { givenNames: '' };
  const birth = wholeBirth(identity.birthDate);
  return {
    givenNames: identity.givenNames, surname1: identity.surname1, surname2: identity.surname2, birthDate: birth.birthDate ?? undefined,
    birthPrecision: birth.birthPrecision, sex: identity.sex ?? undefined, originName: view.places.origin, numbers: identity.document ? [identity.document.number] : [],
  };
}

function IdentityCard({ form, view }: Props) {
  const { t } = useText();
  const { later } = view.choices;
  return (
    <Card title={t('reception.desk.identity')} icon="person">
      <Stack>
        <Note>{t('reception.desk.identity-lead')}</Note>
        <Grid min="small">
          <TextField {...form.field('identity.givenNames')} label={t('reception.desk.given-names')} autoFocus />
          <TextField {...form.field('identity.surname1')} label={t('reception.desk.surname1')} optional />
          <TextField {...form.field('identity.surname2')} label={t('reception.desk.surname2')} optional />
        </Grid>
        <Grid min="small">
          <DateField {...form.field('identity.birthDate')} precision="birth" label={t('reception.desk.birth')} optional />
          <RadioGroup {...form.field('identity.sex')} layout="row" label={t('reception.desk.sex')} options={SEXES.map((sex) => ({ value: sex, label: t(`reception.sex.${sex}`) }))} optional />
        </Grid>
        <Grid min="small">
          {later.includes('origin') ? null : <OriginField form={form} />}
          <TextField {...form.field('identity.phone')} type="tel" label={t('reception.desk.phone')} hint={t('reception.desk.phone-hint')} optional />
        </Grid>
        {later.includes('document') ? null : <DocumentFields form={form} view={view} />}
        {later.includes('papers') ? null : <PapersField form={form} view={view} />}
      </Stack>
    </Card>
  );
}

function ReturnCard({ form, view }: Props) {
  const { t } = useText();
  return (
    <Card title={t('reception.desk.return')} icon="home">
      <Stack>
        <Grid min="small">
          <DateField {...form.field('return.returnedOn')} label={t('reception.desk.returned-on')} />
          <CountryField {...form.field('return.fromCountry')} label={t('reception.desk.from')} optional />
          {view.choices.later.includes('abroad') ? null : <MonthsField form={form} />}
        </Grid>
        <Grid min="small">
          <Select {...form.field('return.kind')} label={t('reception.accept.kind')} options={RETURN_KINDS.map((kind) => ({ value: kind, label: t(`reception.kind.${kind}`) }))} />
          <RadioGroup {...form.field('return.mode')} layout="row" label={t('reception.desk.mode')} options={MODES.map((mode) => ({ value: mode, label: t(`reception.mode.${mode}`) }))} />
        </Grid>
        <RadioGroup {...form.field('return.travellingAs')} layout="tiles" label={t('reception.desk.travelling-as')} options={TRAVELLING_AS.map((as) => ({ value: as, label: t(`reception.travelling.${as}`) }))} />
        <Combobox {...form.field('return.destinationAdmin2')} label={t('reception.desk.destination')} hint={t('reception.desk.destination-hint')} load={findPlaces} resolve={placeOf} />
      </Stack>
    </Card>
  );
}

function NeedsCard({ form, view }: Props) {
  const { t } = useText();
  const given = (form.values.assistance ?? []).map((one) => one.item);
  const blocked = new Set(view.given.filter((one) => one.blocks && !given.includes(one.item)).map((one) => one.item));
  return (
    <Card title={t('reception.desk.needs')} icon="heart">
      <Stack>
        <CheckboxGroup {...form.field('urgentNeeds')} layout="tiles" label={t('reception.desk.urgent')} hint={t('reception.desk.urgent-hint')} options={view.choices.urgentNeeds.map((need) => ({ value: need.code, label: need.label }))} optional />
        <GivenAlready view={view} />
        <CheckboxGroup
          name="assistance" layout="tiles" label={t('reception.desk.assistance')} hint={t('reception.desk.assistance-hint')} value={given} error={form.field('assistance').error}
          onChange={(items) => form.set('assistance', (items ?? []).map((item) => ({ item })))}
          options={view.choices.assistance.filter((item) => !blocked.has(item.code)).map((item) => ({ value: item.code, label: item.label }))} optional
        />
      </Stack>
    </Card>
  );
}

/** A colleague's newer answers and the own older ones: one is seen, the other is a press away, and none is thrown away unasked. */
function TwoVersions({ versions }: { readonly versions: DeskVersions }) {
  const { t } = useText();
  const moment = useMoment();
  return (
    <Banner
      tone="warning" icon="swap" title={t('reception.desk.newer-title', { name: versions.by ?? t('reception.desk.newer-nobody') })}
      action={<ButtonRow>
        <Button size="small" icon="swap" onClick={versions.change}>{t(versions.shows === 'kept' ? 'reception.desk.see-own' : 'reception.desk.see-kept')}</Button>
        <Button size="small" look="primary" icon="check" onClick={versions.keep}>{t('reception.desk.keep-this')}</Button>
      </ButtonRow>}
    >
      {t('reception.desk.newer-text', { at: versions.at ? moment(versions.at) : '' })} {t(`reception.desk.shows-${versions.shows}`)}
    </Banner>
  );
}

/** What other stations handed over before: nobody has to ask, and nothing is given twice. */
function GivenAlready({ view }: Pick<Props, 'view'>) {
  const { t } = useText();
  const moment = useMoment();
  if (view.given.length === 0) return null;
  return (
    <div>
      <p className="ui-note">{t('reception.desk.given')}</p>
      <Row gap={2}>{view.given.map((one) => <StatusTag key={one.item} tone="success" icon="check">{`${one.label} · ${moment(one.at)}`}</StatusTag>)}</Row>
    </div>
  );
}

function NextCard({ form }: Pick<Props, 'form'>) {
  const { t } = useText();
  return (
    <Card title={t('reception.desk.next')} icon="send" tone="accent">
      <Stack>
        <Checkbox {...form.field('consentToCase')} label={t('reception.desk.consent')} hint={t('reception.desk.consent-hint')} />
        <Checkbox {...form.field('consentReadAloud')} label={t('reception.desk.read-aloud')} />
        <RadioGroup {...form.field('nextStep')} layout="tiles" label={t('reception.desk.next-step')} options={NEXT_STEPS.map((step) => ({ value: step, label: t(`reception.step.${step}`) }))} />
        <RadioGroup {...form.field('slipLanguage')} layout="row" label={t('reception.desk.slip-language')} options={(['es', 'en'] as const).map((language) => ({ value: language, label: t(`reception.language.${language}`) }))} />
      </Stack>
    </Card>
  );
}
