import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Card, DescriptionList, Loaded, PageHeader, Stack, useText } from '#ui';
import { useCaseAddress } from '#registry/screens';
import type { CompletedView, SnapshotLine } from '../schema.ts';

function bySection(lines: readonly SnapshotLine[]): [string, SnapshotLine[]][] {
  const sections = new Map<string, SnapshotLine[]>();
  for (const line of lines) sections.set(line.section, [...(sections.get(line.section) ?? []), line]);
  return [...sections];
}

/** A completed assessment in the words it was asked in. */
export function RecordView({ caseId, assessmentId }: { readonly caseId: string; readonly assessmentId: string }) {
  const { t, formatDate } = useText();
  const back = useCaseAddress(caseId);
  const query = useQuery({
    queryKey: ['assessment', 'record', assessmentId],
    queryFn: ({ signal }) => api.get<CompletedView>(`/api/cases/${caseId}/assessments/${assessmentId}/record`, {}, signal),
  });
  return (
    <Loaded query={query}>
      {(record) => (
        <Stack gap={5}>
          <PageHeader
            title={record.title} lead={t('assessment.completed-on', { date: formatDate(record.completedOn) })}
            back={{ href: back, label: t('assessment.back-to-case') }}
          />
          {record.withheld > 0 ? <Banner tone="info" icon="lock">{t('assessment.withheld', { n: record.withheld })}</Banner> : null}
          <div lang={record.locale}>
            <Stack gap={4}>
              {bySection(record.lines).map(([section, lines]) => (
                <Card key={section} title={section}>
                  <DescriptionList items={lines.map((line) => ({ term: line.question, value: line.answer }))} />
                </Card>
              ))}
            </Stack>
          </div>
        </Stack>
      )}
    </Loaded>
  );
}
