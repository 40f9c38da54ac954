import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Page, PageHeader, PrintPage, Stack, useText } from '#ui';
import type { MadeOutside } from '../../outside/schema.ts';
import { useLabel } from '../shared-words.tsx';
import './sheet.css';

/** A sheet that the person takes to a service without an account. Its code is told here once; no name, no need, nothing that tells how somebody came back. */
export function ReferralSheetPage({ caseId, referralId }: { readonly caseId: string; readonly referralId: string }) {
  const { t } = useText();
  const make = useMutation({ mutationFn: () => api.send<MadeOutside>('POST', `/api/referrals/${referralId}/outside`, { kind: 'sheet' }), gcTime: 0 });
  const made = make.data;
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
      {made?.code ? <PrintPage><Sheet made={made} /></PrintPage> : null}
    </Page>
  );
}

function Sheet({ made }: { readonly made: MadeOutside }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  return (
    <div className="referral-sheet">
      <h2>{t('referrals.sheet.heading')}</h2>
      <Stack gap={4}>
        {made.to ? <p><strong>{t('referrals.sheet.for')}:</strong> {label(made.to)}</p> : null}
        <p><strong>{t('referrals.sheet.where')}:</strong><br /><span className="referral-sheet__address">{`${window.location.host}${made.path}`}</span></p>
        <p><strong>{t('referrals.sheet.code')}:</strong><br /><span className="referral-sheet__code">{made.code}</span></p>
        <p><strong>{t('referrals.sheet.until')}:</strong> {formatDate(new Date(made.expiresAt), 'long')}</p>
        <ol>
          <li>{t('referrals.sheet.how-1')}</li>
          <li>{t('referrals.sheet.how-2')}</li>
          <li>{t('referrals.sheet.how-3')}</li>
        </ol>
      </Stack>
      <p className="referral-sheet__foot">{t('referrals.sheet.foot')}</p>
    </div>
  );
}
