import type { ReactNode } from 'react';
import { type Locale, LOCALES } from '#kernel/codes';
import { Card, Checkbox, type FieldBinding, Note, RadioGroup, Stack, useText } from '#ui';
import { CONSENT_MANNERS, type ConsentManner, type SendOptions } from '../schema.ts';

/** The fields of a form in which somebody agrees. */
export interface ConsentFields {
  readonly locale: FieldBinding<Locale>;
  readonly manner: FieldBinding<ConsentManner>;
  readonly givenBy: FieldBinding<'person' | 'guardian' | undefined>;
  readonly childAssent: FieldBinding<boolean | undefined>;
  readonly given: FieldBinding<boolean>;
}

interface ConsentCardProps {
  readonly fields: ConsentFields;
  readonly wording: SendOptions['wording'];
  readonly child: boolean;
  readonly children?: ReactNode;
}

/** The wording that is read, and who agreed how. */
export function ConsentCard({ fields, wording, child, children }: ConsentCardProps) {
  const { t } = useText();
  const chosen = fields.locale.value ?? 'es';
  return (
    <Card title={t('referrals.send.consent')} icon="shield">
      <Stack gap={4}>
        <RadioGroup {...fields.locale} label={t('referrals.send.consent-language')} layout="row" options={LOCALES.map((l) => ({ value: l, label: t(`access.language.${l}`) }))} />
        <Note>{t('referrals.send.read-this')}</Note>
        <blockquote className="referrals-wording" lang={chosen}>{wording[chosen]}</blockquote>
        <RadioGroup {...fields.manner} label={t('referrals.send.manner')} options={CONSENT_MANNERS.map((m) => ({ value: m, label: t(`referrals.send.manner.${m}`) }))} />
        {child ? (
          <>
            <RadioGroup {...fields.givenBy} label={t('referrals.send.given-by')} options={(['guardian', 'person'] as const).map((g) => ({ value: g, label: t(`referrals.send.given-by.${g}`) }))} />
            <Checkbox {...fields.childAssent} label={t('referrals.send.child-assent')} />
          </>
        ) : null}
        <Checkbox {...fields.given} label={t('referrals.send.given')} />
        {children}
      </Stack>
    </Card>
  );
}
