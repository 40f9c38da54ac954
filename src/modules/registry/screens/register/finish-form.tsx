import { mayBeChild, type BirthPrecision } from '#kernel/birth';
import { URGENCIES } from '#kernel/codes';
import { Banner, Button, Card, Checkbox, Form, RadioGroup, Stack, TextField, useForm, useText, useToday } from '#ui';
import { CONSENT_GIVERS, SAFETIES } from '../../schema.ts';
import { PlaceField } from '../place-field.tsx';
import { FinishDraft } from './register-draft.ts';

export interface FinishFormProps {
  readonly submitLabel: string;
  /** Whoever may be a child is asked who consents for them. */
  readonly birth: { readonly birthDate?: string | undefined; readonly birthPrecision?: BirthPrecision | undefined };
  readonly origin: string | undefined;
  /** Somebody already registered keeps their contacts; a new one may be given. */
  readonly onSubmit: (finish: FinishDraft) => Promise<void>;
  readonly onBack: () => void;
  readonly askPhone: boolean;
}

/** Where to, how urgent, how to reach the person; then the consent, read to them in their words. */
export function FinishForm({ submitLabel, birth, origin, onSubmit, onBack, askPhone }: FinishFormProps) {
  const { t } = useText();
  const today = useToday();
  const form = useForm({
    id: 'registry.register.finish', schema: FinishDraft, onSubmit,
    initial: { urgency: '2weeks', safety: 'ask-first', givenBy: 'person', readAloud: false, ...(origin ? { destinationAdmin2: origin } : {}) },
  });
  const child = mayBeChild(birth.birthDate, birth.birthPrecision, today);
  return (
    <Form form={form} submitLabel={submitLabel} actions={<Button look="quiet" icon="left" onClick={onBack}>{t('registry.register.back')}</Button>}>
      <Stack>
        <Card title={t('registry.register.finish')} icon="place">
          <Stack>
            <PlaceField {...form.field('destinationAdmin2')} label={t('registry.field.destination')} hint={t('registry.register.destination-hint')} />
            <RadioGroup {...form.field('urgency')} label={t('registry.field.urgency')} options={URGENCIES.map((value) => ({ value, label: t(`registry.urgency.${value}`) }))} layout="row" />
            {askPhone ? <TextField {...form.field('phone')} type="tel" label={t('registry.field.phone')} hint={t('registry.register.phone-hint')} optional width="medium" /> : null}
            {askPhone && form.values.phone ? <RadioGroup {...form.field('safety')} label={t('registry.register.safety')} options={SAFETIES.map((value) => ({ value, label: t(`registry.safety.${value}`) }))} /> : null}
          </Stack>
        </Card>
        <Card title={t('registry.consent.title')} icon="shield">
          <Stack>
            <Banner tone="info">{t('registry.consent.wording.case')}</Banner>
            <RadioGroup
              {...form.field('consent')} label={t('registry.consent.answer')}
              options={[{ value: 'yes', label: t('registry.consent.yes') }, { value: 'no', label: t('registry.consent.no'), hint: t('registry.consent.no-text') }]}
            />
            {child ? <RadioGroup {...form.field('givenBy')} label={t('registry.consent.given-by')} options={CONSENT_GIVERS.map((value) => ({ value, label: t(`registry.consent.by.${value}`) }))} layout="row" /> : null}
            {child ? <Checkbox {...form.field('childAssent')} label={t('registry.consent.child-assent')} /> : null}
            <Checkbox {...form.field('readAloud')} label={t('registry.consent.read-aloud')} />
          </Stack>
        </Card>
      </Stack>
    </Form>
  );
}
