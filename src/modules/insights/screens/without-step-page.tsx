import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { CaseTable } from '#registry/pages';
import { Card, EmptyState, Loaded, Note, Page, PageHeader, useText } from '#ui';
import type { CasesWithoutStep } from '../schema.ts';

/** The list behind the number: open cases for which nobody has promised anything. */
export function CasesWithoutStepPage() {
  const { t } = useText();
  const title = t('insights.count.cases-without-step');
  const query = useQuery({ queryKey: ['insights', 'cases-without-step'], queryFn: ({ signal }) => api.get<CasesWithoutStep>('/api/insights/cases-without-step', {}, signal) });
  return (
    <Page title={title} width="wide">
      <PageHeader title={title} lead={t('insights.without-step.lead')} back={{ href: '/app/counts', label: t('insights.counts.title') }} />
      <Card flush>
        <Loaded query={query}>
          {({ cases, count }) => (
            <>
              <CaseTable caption={title} lines={cases} empty={<EmptyState icon="check" title={t('insights.without-step.empty')} />} />
              {count > cases.length ? <Note>{t('insights.without-step.more', { shown: cases.length, n: count })}</Note> : null}
            </>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
