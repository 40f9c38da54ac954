import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { LOCALES, type Locale } from '#kernel/codes';
import { api } from '#platform/client';
import { Button, Loaded, Note, Page, PageHeader, PrintPage, RadioGroup, Stack, useText } from '#ui';
import type { PlanSheet } from '../../plan/schema.ts';
import { SheetInside, stepsOnSheet } from './sheet-inside.tsx';

const FITS = 18;

/** The language of the page: chosen while it is a draft; afterwards the one in which it was agreed. */
function Language({ sheet: { locale, agreed }, onChange }: { readonly sheet: PlanSheet; readonly onChange: (to: Locale) => void }) {
  const { t } = useText();
  if (agreed) return <Note>{t('plans.plan.sheet-agreed-in', { language: t(`plans.plan.locale.${locale}`) })}</Note>;
  return <RadioGroup name="locale" label={t('plans.plan.locale')} layout="row" value={locale} onChange={(to) => { if (to) onChange(to); }} options={LOCALES.map((l) => ({ value: l, label: t(`plans.plan.locale.${l}`) }))} />;
}

/** The plan on one page to take along: what is written now, to be read before it is agreed, or what was agreed, word for word. */
export function PlanSheetPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  // Until somebody chooses, it is the language of the person.
  const [locale, setLocale] = useState<Locale | null>(null);
  const query = useQuery({
    queryKey: ['plans', 'plan', caseId, 'sheet', locale], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<PlanSheet>(`/api/cases/${caseId}/plan/sheet`, locale === null ? {} : { locale }, signal),
  });
  const title = t('plans.plan.sheet');
  return (
    <Page width="narrow" title={title}>
      <div className="ui-no-print">
        <Stack gap={4}>
          <PageHeader
            title={title} lead={t('plans.plan.sheet-lead')} back={{ href: `/app/cases/${caseId}/plan`, label: t('plans.plan.back-to-plan') }}
            actions={<Button look="primary" icon="print" shortcut="p" onClick={() => window.print()}>{t('plans.plan.print')}</Button>}
          />
          {query.data ? <Language sheet={query.data} onChange={setLocale} /> : null}
          {query.data && stepsOnSheet(query.data) > FITS ? <Note>{t('plans.plan.sheet-long', { n: FITS })}</Note> : null}
        </Stack>
      </div>
      <Loaded query={query}>{(sheet) => <PrintPage><SheetInside sheet={sheet} /></PrintPage>}</Loaded>
    </Page>
  );
}
