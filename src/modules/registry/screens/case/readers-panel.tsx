import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, DataTable, Loaded, Note, useText } from '#ui';
import type { Column } from '#ui';
import type { AuditEntry } from '#access/schema';
import { visitsOf, type Visit } from './visits.ts';

function useColumns(): Column<Visit>[] {
  const { t, has, formatDate, formatList, locale } = useText();
  const action = (code: string) => {
    const key = `access.audit.action.${code}`;
    return has(key) ? t(key) : code;
  };
  const purpose = (code: string) => (has(`access.audit.purpose.${code}`) ? t(`access.audit.purpose.${code}`) : code);
  return [
    { key: 'when', title: t('registry.case.when'), cell: ({ first }) => formatDate(first.at, 'time'), tight: true },
    { key: 'who', title: t('registry.case.who'), cell: ({ first }) => [first.actorName, locale === 'en' ? first.officeEn : first.officeEs].filter(Boolean).join(' · ') },
    { key: 'what', title: t('registry.case.what'), cell: ({ actions }) => formatList(actions.map(action)) },
    { key: 'why', title: t('registry.case.why'), cell: ({ purposes }) => formatList(purposes.map(purpose)), wideOnly: true },
  ];
}

/** Who opened or changed a case and its person, and for what purpose: for supervision, and for the person who asks. */
export function ReadersPanel({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const columns = useColumns();
  const readers = useQuery({ queryKey: ['registry', 'readers', caseId], queryFn: () => api.get<{ readers: AuditEntry[] }>(`/api/cases/${caseId}/readers`) });
  return (
    <Card title={t('registry.case.readers')} icon="history" flush>
      <Loaded query={readers}>
        {(data) => <DataTable caption={t('registry.case.readers')} columns={columns} rows={visitsOf(data.readers)} rowKey={({ first }) => `${first.at}-${first.actorName ?? ''}-${first.action}`} empty={<Note>{t('registry.case.no-readers')}</Note>} />}
      </Loaded>
    </Card>
  );
}
