import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, LinkButton, useText } from '#ui';
import type { AbroadNews } from '../../schema.ts';

type Going = NonNullable<AbroadNews['going']>;

function GoingBanner({ caseId, going }: { readonly caseId: string; readonly going: Going }) {
  const { t } = useText();
  const calm = going.state === 'accepted' ? 'success' : 'info';
  return (
    <Banner
      tone={going.late || (going.mayTakeNote && going.state !== 'accepted') ? 'danger' : calm} icon="swap"
      title={t(`registry.abroad.panel.${going.late ? 'late' : going.state}`, { office: going.toOfficeName, country: going.toCountryName })}
      action={<LinkButton size="small" href={`/app/cases/${caseId}/abroad`}>{t('registry.transfer.see')}</LinkButton>}
    />
  );
}

function CameBanner({ came }: { readonly came: NonNullable<AbroadNews['came']> }) {
  const { t, formatDate } = useText();
  const title = t('registry.abroad.panel.came', { country: came.countryName, on: formatDate(came.on) });
  if (!came.handOver) return <Banner tone="info" icon="swap" title={title}>{t('registry.abroad.panel.no-longer')}</Banner>;
  return (
    <Banner tone="info" icon="swap" title={title} action={<LinkButton size="small" href={`/app/abroad/${came.handOver.abroadId}`}>{t('registry.transfer.see')}</LinkButton>}>
      <span className="registry-note">{came.handOver.note}</span>
    </Banner>
  );
}

/** What must be known before working on a case: it goes to another country, how that ended, or it came from one. Nothing otherwise. */
export function AbroadPanel({ caseId }: { readonly caseId: string }) {
  const { data } = useQuery({ queryKey: ['registry', 'abroad-news', caseId], queryFn: ({ signal }) => api.get<AbroadNews>(`/api/cases/${caseId}/abroad-news`, {}, signal) });
  if (!data) return null;
  return <>{data.going ? <GoingBanner caseId={caseId} going={data.going} /> : null}{data.came ? <CameBanner came={data.came} /> : null}</>;
}
