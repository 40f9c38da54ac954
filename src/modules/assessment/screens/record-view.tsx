import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Card, DescriptionList, Loaded, PageHeader, Stack, useText } from '#ui';
import { useCaseAddress } from '#registry/screens';
import type { CompletedView, SnapshotLine } from '../schema.ts';
import { Findings } from './findings.tsx';
import { HeldLine } from './held-fields.tsx';

function bySection(lines: readonly SnapshotLine[]): [string, SnapshotLine[]][] {
  const sections = new Map<string, SnapshotLine[]>();
  for (const line of lines) sections.set(line.section, [...(sections.get(line.section) ?? []), line]);
  return [...sections];
}

function Answer({ line }: { readonly line: SnapshotLine }) {
  if (!line.rows || line.rows.length === 0) return <>{line.answer}</>;
  return (
    <ol className="assessment-rows">
      {line.rows.map((cells, i) => <li key={i}>{cells.length > 0 ? <DescriptionList items={cells.map((cell) => ({ term: cell.question, value: cell.answer }))} /> : '—'}</li>)}
    </ol>
  );
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
          <HeldLine held={record.held} />
          <div lang={record.locale}>
            <Stack gap={4}>
              <Findings findings={record.findings} />
              {bySection(record.lines).map(([section, lines]) => (
                <Card key={section} title={section}>
                  <DescriptionList items={lines.map((line) => ({ term: line.question, value: <Answer line={line} /> }))} />
                </Card>
              ))}
            </Stack>
          </div>
        </Stack>
      )}
    </Loaded>
  );
}
