import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Card, Form, Item, ItemList, RadioGroup, Stack, StatusTag, TextArea, useForm, useNotify, useText } from '#ui';
import { answerReportSchema, REPORT_OUTCOMES, type ReportView } from '../../schema/stewardship.ts';

/** "This is wrong": what was said about an entry, and the answer. */
export function ReportsCard({ reports, steward }: { readonly reports: readonly ReportView[]; readonly steward: boolean }) {
  const { t } = useText();
  if (reports.length === 0) return null;
  return (
    <Card title={t('directory.keep.reports-title')} icon="flag" count={reports.filter((one) => one.outcome === null).length} tone={reports.some((one) => one.outcome === null) ? 'warning' : 'plain'}>
      <ItemList items={reports} itemKey={(one) => one.id}>{(one) => <ReportItem report={one} steward={steward} />}</ItemList>
    </Card>
  );
}

const TONES = { open: 'warning', corrected: 'success', correct: 'neutral', unclear: 'neutral', noise: 'neutral' } as const;

function Words({ report }: { readonly report: ReportView }) {
  const { t } = useText();
  return (
    <>
      {report.text ? <p>{report.text}</p> : null}
      {report.answer ? <p><strong>{t('directory.keep.answered')}:</strong> {report.answer}</p> : null}
    </>
  );
}

export function ReportItem({ report, steward }: { readonly report: ReportView; readonly steward: boolean }) {
  const { t, formatDate } = useText();
  const [answering, setAnswering] = useState(false);
  const open = report.outcome === null;
  const mayAnswer = steward && open;
  const meta = [formatDate(report.at), report.reportedBy ?? t('directory.keep.from-outside'), report.times > 1 ? t('directory.keep.times', { n: report.times }) : null];
  return (
    <Item title={t(`directory.report.subject.${report.subject}`)} meta={meta.filter(Boolean).join(' · ')}
      tags={<StatusTag tone={TONES[report.outcome ?? 'open']}>{t(`directory.report.outcome.${report.outcome ?? 'open'}`)}</StatusTag>}
      actions={mayAnswer && !answering ? <Button size="small" onClick={() => setAnswering(true)}>{t('directory.keep.answer')}</Button> : null}>
      <Words report={report} />
      {answering && mayAnswer ? <AnswerForm reportId={report.id} onDone={() => setAnswering(false)} /> : null}
    </Item>
  );
}

function AnswerForm({ reportId, onDone }: { readonly reportId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `directory.report.${reportId}`, schema: answerReportSchema, initial: { answer: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/directory/reports/${reportId}/answer`, command);
      notify({ text: t('directory.keep.answered-notice') });
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('directory.keep.answer')} onCancel={onDone}>
      <Stack>
        <RadioGroup {...form.field('outcome')} label={t('directory.keep.outcome')} options={REPORT_OUTCOMES.map((value) => ({ value, label: t(`directory.report.outcome.${value}`) }))} />
        <TextArea {...form.field('answer')} label={t('directory.keep.answer-words')} rows={2} optional />
      </Stack>
    </Form>
  );
}
