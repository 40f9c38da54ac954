import { Banner, LinkButton, useText } from '#ui';
import { useTransfers } from './transfer-page.tsx';

/** What must be known before working on a case: another office is asked to take it over, asks the own one, or has refused. Nothing otherwise. */
export function TransferPanel({ caseId }: { readonly caseId: string }) {
  const { t, formatDate } = useText();
  const now = useTransfers(caseId).data?.transfers.find((one) => one.state === 'asked' || one.mayTakeNote);
  if (!now) return null;
  const title = now.state === 'refused'
    ? t('registry.transfer.refused-by', { office: now.toOfficeName })
    : t(now.mayAnswer && !now.mayTakeBack ? 'registry.transfer.asks-us' : 'registry.transfer.we-ask', { from: now.fromOfficeName, to: now.toOfficeName, date: formatDate(now.answerBy) });
  return (
    <Banner
      tone={now.state === 'refused' || now.late ? 'danger' : 'info'} icon="swap" title={title}
      action={<LinkButton size="small" href={`/app/cases/${caseId}/transfer`}>{t('registry.transfer.see')}</LinkButton>}
    />
  );
}
