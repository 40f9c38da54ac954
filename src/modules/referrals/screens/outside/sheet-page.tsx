import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Locale } from '#kernel/codes';
import { api } from '#platform/client';
import { Banner, Button, Page, PageHeader, PrintPage, RadioGroup, Stack, useText } from '#ui';
import type { MadeOutside, SheetWords } from '../../outside/schema.ts';
import './sheet.css';

/** A sheet that the person takes to a service without an account. Its code is told here once; no name, no need, nothing that tells how somebody came back. */
export function ReferralSheetPage({ caseId, referralId }: { readonly caseId: string; readonly referralId: string }) {
  const { t } = useText();
  const make = useMutation({ mutationFn: () => api.send<MadeOutside>('POST', `/api/referrals/${referralId}/outside`, { kind: 'sheet' }), gcTime: 0 });
  const [locale, setLocale] = useState<Locale | null>(null);
  const made = make.data;
  const words = made?.sheets.find((one) => one.locale === locale) ?? made?.sheets[0];
  return (
    <Page width="narrow" title={t('referrals.sheet.title')}>
      <div className="ui-no-print">
        <PageHeader
          title={t('referrals.sheet.title')} lead={t('referrals.sheet.lead')} back={{ href: `/app/cases/${caseId}/referrals/${referralId}`, label: t('referrals.officer.title') }}
          actions={made?.code
            ? <Button look="primary" icon="print" shortcut="p" onClick={() => window.print()}>{t('referrals.sheet.print')}</Button>
            : <Button look="primary" icon="plus" pending={make.isPending} onClick={() => make.mutate()}>{t('referrals.sheet.make')}</Button>}
        />
      </div>
      {made && made.code === '' ? <Banner tone="warning" title={t('referrals.outside.told-already')} /> : null}
      {made && words ? (
        <>
          <div className="ui-no-print">
            <RadioGroup name="locale" label={t('referrals.sheet.language')} hint={t('referrals.sheet.language-hint')} layout="row" value={words.locale} onChange={(to) => setLocale(to ?? null)} options={made.sheets.map((one) => ({ value: one.locale, label: t(`access.language.${one.locale}`) }))} />
          </div>
          <PrintPage><Sheet made={made} words={words} /></PrintPage>
        </>
      ) : null}
    </Page>
  );
}

function Sheet({ made, words }: { readonly made: MadeOutside; readonly words: SheetWords }) {
  return (
    <div className="referral-sheet" lang={words.locale}>
      <h2>{words.heading}</h2>
      <Stack gap={4}>
        {made.to ? <p><strong>{words.for}:</strong> {made.to[words.locale]}</p> : null}
        <p><strong>{words.where}:</strong><br /><span className="referral-sheet__address">{`${window.location.host}${made.path}`}</span></p>
        <p><strong>{words.code}:</strong><br /><span className="referral-sheet__code">{made.code}</span></p>
        <p><strong>{words.until}:</strong> {words.day}</p>
        <ol>{words.how.map((step) => <li key={step}>{step}</li>)}</ol>
      </Stack>
      <p className="referral-sheet__foot">{words.foot}</p>
    </div>
  );
}
