import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, ButtonRow, EmptyState, LinkButton, Loaded, Page, PageHeader, Stack, useText } from '#ui';
import type { FamilySlip } from '../../schema.ts';
import { Slip } from '../slip-page.tsx';

/** The slips of a family, one for each, printed one after another. */
export function FamilySlipsPage({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'family-slips', rowId], queryFn: () => api.get<{ slips: FamilySlip[] }>(`/api/reception/stays/${rowId}/slips`) });
  const title = t('reception.family.slips');
  return (
    <Page width="narrow" title={title}>
      <div className="ui-no-print">
        <PageHeader
          title={title} lead={t('reception.family.slips-lead')} back={{ href: '/app/arrivals', label: t('reception.arrivals.title') }}
          actions={<ButtonRow>
            <Button look="primary" icon="print" shortcut="p" onClick={() => window.print()}>{t('reception.family.print')}</Button>
            <LinkButton icon="leave" href={`/app/stays/${rowId}/exit`}>{t('reception.exit.title')}</LinkButton>
          </ButtonRow>}
        />
      </div>
      <Loaded query={query}>
        {({ slips }) => (slips.length === 0
          ? <EmptyState icon="paper" title={t('reception.family.no-slips')} />
          : (
            <Stack>
              {slips.map(({ no, name, slip }) => (
                <div key={slip.slipId}>
                  <h2 className="ui-no-print">{no === null ? name : `${no} · ${name}`}</h2>
                  <Slip slip={slip} />
                </div>
              ))}
            </Stack>
          ))}
      </Loaded>
    </Page>
  );
}
